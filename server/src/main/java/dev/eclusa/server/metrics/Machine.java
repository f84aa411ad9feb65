package dev.eclusa.server.metrics;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the process and the machine say of themselves; what they do not say is left out. Reading may wait for a disk. */
final class Machine {
    private static final int MOST_DEVICES = 32;
    private static final int RECEIVED = 0;
    private static final int SENT = 8;

    private final Path data;

    /** A machine whose disk is the one of a directory. */
    Machine(Path data) {
        this.data = data;
    }

    /** Bytes of one network device. */
    record Network(long received, long sent) {}

    /** Bytes of the data directory's disk. */
    record Disk(long free, long total) {}

    /** Processor time of the process. */
    Optional<Duration> processorTime() {
        return ProcessHandle.current().info().totalCpuDuration();
    }

    /** Since the process was started. */
    Duration uptime() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    }

    /** When it was started, epoch seconds. */
    double startedSeconds() {
        return ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0;
    }

    /** Heap in use. */
    long heapUsed() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Largest heap there may be. */
    long heapMost() {
        return Runtime.getRuntime().maxMemory();
    }

    /** Memory the process takes of the machine, where Linux tells. */
    OptionalLong resident() {
        return lines("/proc/self/status").stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst();
    }

    /** Threads of the platform; virtual ones are not counted. */
    int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /** Who collects garbage. */
    List<GarbageCollectorMXBean> collectors() {
        return ManagementFactory.getGarbageCollectorMXBeans();
    }

    /** Processors there are. */
    int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The disk of the data directory. */
    Optional<Disk> disk() {
        try {
            FileStore store = Files.getFileStore(data);
            return Optional.of(new Disk(store.getUsableSpace(), store.getTotalSpace()));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    /** Each network device but the loopback, where Linux tells. */
    Map<String, Network> networks() {
        Map<String, Network> networks = new TreeMap<>();
        for (String line : lines("/proc/net/dev")) {
            int colon = line.indexOf(':');
            String device = colon < 0 ? "" : line.substring(0, colon).strip();
            if (!device.isEmpty() && !device.equals("lo") && networks.size() < MOST_DEVICES) {
                String[] figures = line.substring(colon + 1).strip().split("\\s+");
                if (figures.length > SENT) {
                    networks.put(device, new Network(Long.parseLong(figures[RECEIVED]), Long.parseLong(figures[SENT])));
                }
            }
        }
        return networks;
    }

    private static List<String> lines(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.toList();
        } catch (IOException | java.io.UncheckedIOException unknown) {
            return List.of();
        }
    }
}
