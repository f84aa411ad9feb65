package dev.eclusa.store.sql;

import dev.eclusa.core.ledger.CallBegin;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What a call asked for, and of whom first. */
record Asked(String endpoint, String requestedModel, String provider, String model, boolean streamed) {
    static final String UPSERT = """
            INSERT INTO requests (endpoint, requested_model, first_provider, first_model, streamed) VALUES (?,?,?,?,?)
            ON CONFLICT (endpoint, requested_model, first_provider, first_model, streamed) DO UPDATE SET streamed = excluded.streamed RETURNING id""";

    static Asked of(CallBegin begin) {
        return new Asked(
                begin.endpoint(),
                Texts.kept(begin.requestedModel()),
                begin.provider(),
                begin.model(),
                begin.streamed());
    }

    static void bind(PreparedStatement upsert, Asked asked) throws SQLException {
        upsert.setString(1, asked.endpoint());
        upsert.setString(2, asked.requestedModel());
        upsert.setString(3, asked.provider());
        upsert.setString(4, asked.model());
        upsert.setInt(5, asked.streamed() ? 1 : 0);
    }
}
