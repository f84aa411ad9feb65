package dev.eclusa.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tuples of texts that are kept once in a table, by number; the ones used last are remembered. */
final class Dictionary<T extends Record> {
    private static final int REMEMBERED = 10_000;

    private final Binder<T> binder;
    private final Map<T, Long> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<T, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Sets a tuple as the parameters of a statement. */
    interface Binder<T> {
        void bind(PreparedStatement statement, T tuple) throws SQLException;
    }

    Dictionary(Binder<T> binder) {
        this.binder = binder;
    }

    /** The number of a tuple; {@code upsert} returns it for a tuple that is new or forgotten. */
    long number(PreparedStatement upsert, T tuple) throws SQLException {
        Optional<Long> remembered = Optional.ofNullable(known.get(tuple));
        if (remembered.isPresent()) {
            return remembered.get();
        }
        binder.bind(upsert, tuple);
        try (ResultSet found = upsert.executeQuery()) {
            found.next();
            long number = found.getLong(1);
            known.put(tuple, number);
            return number;
        }
    }

    /** Forgets numbers of a transaction that was rolled back. */
    void forget() {
        known.clear();
    }
}
