package dev.eclusa.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The data directory: is it there, may it be written, is there room. */
final class DataPlace {
    private static final long NEEDED_MEBIBYTES = 100;
    private static final long COMFORTABLE_MEBIBYTES = 1024;
    private static final String SUBJECT = "data directory";
    private static final String ELSEWHERE = "Correct its permissions, or choose another with --data DIR.";

    private DataPlace() {}

    static List<Finding> examine(Path data) {
        Path place = data.toAbsolutePath().normalize();
        try {
            return List.of(Files.exists(place) ? writable(place) : creatable(place), room(nearest(place)));
        } catch (IOException failed) {
            return List.of(Finding.problem(SUBJECT, place + " cannot be used", ELSEWHERE));
        }
    }

    private static Finding writable(Path place) {
        try {
            Path proof = Files.createTempFile(place, "doctor", ".tmp");
            Files.delete(proof);
            return Finding.well(SUBJECT, place + " can be written");
        } catch (IOException refused) {
            return Finding.problem(SUBJECT, place + " cannot be written", ELSEWHERE);
        }
    }

    private static Finding creatable(Path place) {
        Path parent = nearest(place);
        return Files.isDirectory(parent) && Files.isWritable(parent)
                ? Finding.well(SUBJECT, place + " is made at the first start")
                : Finding.problem(SUBJECT, place + " does not exist and cannot be made in " + parent, ELSEWHERE);
    }

    private static Path nearest(Path place) {
        Path there = place;
        while (!Files.exists(there)) {
            there = Optional.ofNullable(there.getParent()).orElse(there.getRoot());
        }
        return there;
    }

    private static Finding room(Path there) throws IOException {
        long mebibytes = Files.getFileStore(there).getUsableSpace() >> 20;
        if (mebibytes < NEEDED_MEBIBYTES) {
            return Finding.problem(
                    "disk",
                    mebibytes + " MiB free: calls will soon be refused",
                    "Make room, or choose another --data DIR.");
        }
        return mebibytes < COMFORTABLE_MEBIBYTES
                ? Finding.note(
                        "disk", mebibytes + " MiB free", "The ledger grows by about 1 MiB in 2,000 calls; make room.")
                : Finding.well("disk", mebibytes + " MiB free");
    }
}
