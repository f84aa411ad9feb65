package dev.eclusa.app.litellm.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpendLogRowTest {
    private static CallRow read(String json) {
        return new SpendLogRow(new Holders())
                .read(JsonCodec.tree(new Json(json)))
                .orElseThrow();
    }

    @Test
    void readsWhatACallWasAndCost() {
        CallRow row = read("""
                {"request_id":"r","call_type":"acompletion","api_key":"hash","spend":8.120000000000001e-05,
                 "prompt_tokens":20,"completion_tokens":6,"startTime":"2026-11-21T00:39:19.709",
                 "endTime":"2026-11-21T00:39:20.045","completionStartTime":"2026-11-21T00:39:20.009",
                 "model":"openai/gpt-4o-mini","model_group":"mini","custom_llm_provider":"openai","user":"u",
                 "usage":{"prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":2},
                 "cache_creation_input_tokens":3},"cache_hit":"True","request_tags":["a","a","b"],"end_user":"c",
                 "team_id":"t","organization_id":"o","requester_ip_address":"10.0.0.1","status":"success"}""");

        assertThat(row.begin().beganAtMillis())
                .isEqualTo(Instant.parse("2026-11-21T00:39:19.709Z").toEpochMilli());
        assertThat(row.begin().endpoint()).isEqualTo("/v1/chat/completions");
        assertThat(row.begin().requestedModel()).isEqualTo("mini");
        assertThat(row.provider()).isEqualTo("openai");
        assertThat(row.model()).isEqualTo("gpt-4o-mini");
        assertThat(row.cost()).contains(new Cost(81_200));
        assertThat(row.usage()).isEqualTo(new Usage(20, 8, 3, 0, 6, 2, 0, 0));
        assertThat(row.latencyMillis()).isEqualTo(336);
        assertThat(row.firstTokenMillis()).isEqualTo(300);
        assertThat(row.cache()).isEqualTo("hit-exact");
        assertThat(row.begin().caller().tags()).containsExactly("a", "b", "customer:c");
        assertThat(row.begin().caller().organization()).isEqualTo("o");
    }

    @Test
    void aFailureHasItsStatus() {
        CallRow row = read("""
                {"request_id":"r","startTime":"2026-11-21T00:39:19","status":"failure","error_code":"429","spend":0}""");

        assertThat(row.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(row.status()).isEqualTo(429);
        assertThat(row.cost()).contains(Cost.ZERO);
    }

    @Test
    void aRowOfAnOldVersionIsReadAsFarAsItGoes() {
        CallRow row = read("""
                {"request_id":"r","startTime":"2026-11-21T00:39:19","model":"azure/x","call_type":"odd","spend":"NaN"}""");

        assertThat(row.provider()).isEqualTo("azure");
        assertThat(row.begin().endpoint()).isEqualTo("odd");
        assertThat(row.cost()).isEmpty();
        assertThat(row.begin().caller().team()).isEmpty();
    }

    @Test
    void aRowWithoutBeginIsNone() {
        assertThat(new SpendLogRow(new Holders()).read(JsonCodec.tree(new Json("{\"request_id\":\"r\"}"))))
                .isEmpty();
    }
}
