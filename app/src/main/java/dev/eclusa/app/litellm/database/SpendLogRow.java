package dev.eclusa.app.litellm.database;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.CallerLabels;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.store.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A row of LiteLLM's spend logs as one of our ledger. */
final class SpendLogRow {
    /** The paths of its kinds of calls; others keep LiteLLM's word. */
    private static final Map<String, String> ENDPOINTS = Map.ofEntries(
            Map.entry("completion", "/v1/chat/completions"),
            Map.entry("text_completion", "/v1/completions"),
            Map.entry("embedding", "/v1/embeddings"),
            Map.entry("responses", "/v1/responses"),
            Map.entry("anthropic_messages", "/v1/messages"),
            Map.entry("moderation", "/v1/moderations"),
            Map.entry("image_generation", "/v1/images/generations"),
            Map.entry("speech", "/v1/audio/speech"),
            Map.entry("transcription", "/v1/audio/transcriptions"),
            Map.entry("rerank", "/v1/rerank"));

    private static final int OK = 200;
    private static final int FAILED = 500;

    private final Holders holders;

    SpendLogRow(Holders holders) {
        this.holders = holders;
    }

    /** The row; empty without an id or a begin. */
    Optional<CallRow> read(JsonNode row) {
        String id = Fields.text(row, "request_id");
        return Fields.moment(row, "startTime")
                .filter(begin -> !id.isEmpty())
                .map(begin -> call(row, begin(row, id, begin.toEpochMilli()), begin));
    }

    private CallBegin begin(JsonNode row, String id, long began) {
        Served served = served(row);
        String group = Fields.text(row, "model_group");
        return new CallBegin(
                id,
                id,
                began,
                caller(row),
                endpoint(Fields.text(row, "call_type")),
                group.isEmpty() ? Fields.text(row, "model") : group,
                served.provider(),
                served.model(),
                false,
                0,
                -1);
    }

    private static Served served(JsonNode row) {
        return Served.of(Fields.text(row, "custom_llm_provider"), Fields.text(row, "model"));
    }

    private CallerLabels caller(JsonNode row) {
        String key = Fields.text(row, "api_key");
        String team = Fields.text(row, "team_id");
        String organization = Fields.text(row, "organization_id");
        return new CallerLabels(
                key,
                Fields.text(row, "user"),
                team,
                organization.isEmpty() ? holders.organization(key, team) : organization,
                Fields.text(row, "requester_ip_address"),
                tags(row));
    }

    private static List<String> tags(JsonNode row) {
        Set<String> tags = new LinkedHashSet<>();
        Fields.texts(row, "request_tags").stream()
                .map(tag -> tag.replace('\n', ' '))
                .filter(tag -> !tag.isBlank())
                .forEach(tags::add);
        String customer = Fields.text(row, "end_user");
        if (!customer.isEmpty()) {
            tags.add(AccountKind.CUSTOMER + customer.replace('\n', ' '));
        }
        return List.copyOf(tags);
    }

    private static String endpoint(String type) {
        String plain = type.startsWith("a") && ENDPOINTS.containsKey(type.substring(1)) ? type.substring(1) : type;
        return ENDPOINTS.getOrDefault(plain, type);
    }

    private static CallRow call(JsonNode row, CallBegin begin, Instant began) {
        boolean failed = Fields.text(row, "status").equals("failure");
        Outcome outcome = failed ? Outcome.ERROR : Outcome.SUCCESS;
        Usage usage = usage(row);
        Optional<Cost> cost = Fields.cost(row, "spend");
        long latency = since(began, Fields.moment(row, "endTime")).orElse(0L);
        int status = failed ? status(Fields.text(row, "error_code")) : OK;
        return new CallRow(
                begin,
                begin.provider(),
                begin.model(),
                0,
                outcome,
                status,
                usage,
                false,
                cost,
                latency,
                failed
                        ? -1
                        : since(began, Fields.moment(row, "completionStartTime"))
                                .orElse(-1L),
                Fields.text(row, "cache_hit").equalsIgnoreCase("true") ? "hit-exact" : "bypass",
                List.of(new Attempt(begin.provider(), begin.model(), outcome, status, usage, cost, latency)),
                Database.IMPORTED);
    }

    private static Optional<Long> since(Instant began, Optional<Instant> moment) {
        return moment.map(then -> Math.max(0, Duration.between(began, then).toMillis()));
    }

    private static int status(String code) {
        return code.matches("[1-5]\\d\\d") ? Integer.parseInt(code) : FAILED;
    }

    private static Usage usage(JsonNode row) {
        JsonNode said = row.path("usage");
        JsonNode prompt = said.path("prompt_tokens_details");
        JsonNode answer = said.path("completion_tokens_details");
        long input = Fields.whole(row, "prompt_tokens");
        long output = Fields.whole(row, "completion_tokens");
        long cached = Math.min(
                input, Math.max(Fields.whole(prompt, "cached_tokens"), Fields.whole(said, "cache_read_input_tokens")));
        return new Usage(
                input,
                cached,
                Math.min(input - cached, Fields.whole(said, "cache_creation_input_tokens")),
                0,
                output,
                Math.min(output, Fields.whole(answer, "reasoning_tokens")),
                Math.min(input, Fields.whole(prompt, "audio_tokens")),
                Math.min(output, Fields.whole(answer, "audio_tokens")));
    }
}
