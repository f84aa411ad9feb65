package dev.eclusa.app.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** The Java runtime and what the system lets it have. */
final class Machine {
    private static final int NEEDED_VERSION = 25;
    private static final long FEW_FILES = 8192;
    private static final long LITTLE_HEAP_MEBIBYTES = 128;

    private Machine() {}

    static List<Finding> examine() {
        return List.of(java(), heap(), files());
    }

    private static Finding java() {
        Runtime.Version version = Runtime.version();
        return version.feature() >= NEEDED_VERSION
                ? Finding.well("java", version + ", " + System.getProperty("os.arch"))
                : Finding.problem("java", "version " + version, "Install a JDK 25 or newer, or set JAVA_HOME to one.");
    }

    private static Finding heap() {
        long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
        return mebibytes >= LITTLE_HEAP_MEBIBYTES
                ? Finding.well("memory", mebibytes + " MiB of heap at most")
                : Finding.note("memory", mebibytes + " MiB of heap at most", "Set ECLUSA_HEAP=256m or more.");
    }

    private static Finding files() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
            return Finding.well("open files", "no limit is known here");
        }
        long most = unix.getMaxFileDescriptorCount();
        return most >= FEW_FILES
                ? Finding.well("open files", most + " at most")
                : Finding.note(
                        "open files",
                        most + " at most; every streamed call needs two",
                        "Raise it with 'ulimit -n 65536' before the start.");
    }
}
