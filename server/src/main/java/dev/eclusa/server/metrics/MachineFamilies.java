package dev.eclusa.server.metrics;

import dev.eclusa.server.metrics.Exposition.FigureType;
import java.lang.management.GarbageCollectorMXBean;
import java.util.List;

/** What the process takes, and what the machine has left. */
final class MachineFamilies implements Collector {
    private static final List<Label> NONE = List.of();

    private final Machine machine;
    private final String version;

    MachineFamilies(Machine machine, String version) {
        this.machine = machine;
        this.version = version;
    }

    @Override
    public void collect(Exposition into) {
        into.family("eclusa_build_info", FigureType.GAUGE, "Always 1; which version it is, and on which Java.")
                .sample(Label.of("version", version, "java", Runtime.version().toString()), 1);
        process(into);
        memory(into);
        garbage(into);
        disk(into);
        network(into);
    }

    private void process(Exposition into) {
        into.family("process_cpu_seconds_total", FigureType.COUNTER, "Processor time taken.");
        machine.processorTime().ifPresent(time -> into.nanos(NONE, time.toNanos()));
        into.family("process_cpus", FigureType.GAUGE, "Processors there are.").sample(NONE, machine.processors());
        into.family("process_start_time_seconds", FigureType.GAUGE, "When it was started, seconds since 1970.")
                .sample(NONE, machine.startedSeconds());
        into.family("process_uptime_seconds", FigureType.GAUGE, "Since it was started.")
                .nanos(NONE, machine.uptime().toNanos());
        into.family("process_threads", FigureType.GAUGE, "Threads of the platform; virtual ones are not counted.")
                .sample(NONE, machine.threads());
    }

    private void memory(Exposition into) {
        into.family(
                "process_resident_memory_bytes", FigureType.GAUGE, "Memory taken of the machine, where Linux tells.");
        machine.resident().ifPresent(bytes -> into.sample(NONE, bytes));
        into.family("jvm_memory_used_bytes", FigureType.GAUGE, "Heap in use, what can be collected included.")
                .sample(Label.of("area", "heap"), machine.heapUsed());
        into.family("jvm_memory_max_bytes", FigureType.GAUGE, "Largest heap there may be.")
                .sample(Label.of("area", "heap"), machine.heapMost());
    }

    private void garbage(Exposition into) {
        into.family("jvm_gc_collections_total", FigureType.COUNTER, "Collections of garbage.");
        for (GarbageCollectorMXBean collector : machine.collectors()) {
            into.sample(Label.of("gc", collector.getName()), Math.max(0, collector.getCollectionCount()));
        }
        into.family("jvm_gc_seconds_total", FigureType.COUNTER, "Time that collections took.");
        for (GarbageCollectorMXBean collector : machine.collectors()) {
            into.nanos(Label.of("gc", collector.getName()), Math.max(0, collector.getCollectionTime()) * 1_000_000);
        }
    }

    private void disk(Exposition into) {
        into.family("disk_free_bytes", FigureType.GAUGE, "What is left on the data directory's disk.");
        machine.disk().ifPresent(disk -> into.sample(NONE, disk.free()));
        into.family("disk_total_bytes", FigureType.GAUGE, "The size of the data directory's disk.");
        machine.disk().ifPresent(disk -> into.sample(NONE, disk.total()));
    }

    private void network(Exposition into) {
        into.family("network_receive_bytes_total", FigureType.COUNTER, "Received by each device, where Linux tells.");
        machine.networks().forEach((device, bytes) -> into.sample(Label.of("device", device), bytes.received()));
        into.family("network_transmit_bytes_total", FigureType.COUNTER, "Sent by each device, where Linux tells.");
        machine.networks().forEach((device, bytes) -> into.sample(Label.of("device", device), bytes.sent()));
    }
}
