package dev.eclusa.app.litellm.database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of LiteLLM's rows, by table. */
final class Outcomes {
    private final Map<String, OfTable> tables = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    /** The outcome of a table. */
    OfTable of(String table) {
        return tables.computeIfAbsent(table, name -> new OfTable());
    }

    /** Something that should have been taken over and could not be. */
    void wrong(String what) {
        wrong.add(what);
    }

    /** Something an operator should know. */
    void notice(String what) {
        notices.add(what);
    }

    /** All that an operator should know. */
    List<String> notices() {
        return List.copyOf(notices);
    }

    /** All that could not be taken over although it should have been. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** By table, in the order they were read. */
    Map<String, OfTable> tables() {
        return new LinkedHashMap<>(tables);
    }

    /** What became of the rows of one table. */
    static final class OfTable {
        private long rows;
        private long added;
        private final Map<String, Long> leftOut = new LinkedHashMap<>();
        private final Map<String, Long> notes = new LinkedHashMap<>();

        /** So many rows are there. */
        void found(long count) {
            rows += count;
        }

        /** So many of them are new here. */
        void added(long count) {
            added += count;
        }

        /** One of them is not taken over. */
        void leftOut(String reason) {
            leftOut.merge(reason, 1L, Long::sum);
        }

        /** None of so many is taken over. */
        void allLeftOut(long count, String reason) {
            rows += count;
            leftOut.merge(reason, count, Long::sum);
        }

        /** One of them is not quite what it was. */
        void note(String what) {
            note(what, 1);
        }

        /** So many of them are not quite what they were. */
        void note(String what, long count) {
            if (count > 0) {
                notes.merge(what, count, Long::sum);
            }
        }

        long rows() {
            return rows;
        }

        long added() {
            return added;
        }

        long present() {
            return rows
                    - added
                    - leftOut.values().stream().mapToLong(Long::longValue).sum();
        }

        Map<String, Long> leftOut() {
            return new LinkedHashMap<>(leftOut);
        }

        Map<String, Long> notes() {
            return new LinkedHashMap<>(notes);
        }
    }
}
