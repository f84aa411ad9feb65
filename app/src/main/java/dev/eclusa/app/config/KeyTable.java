package dev.eclusa.app.config;

import static dev.eclusa.app.config.Key.choice;
import static dev.eclusa.app.config.Key.count;
import static dev.eclusa.app.config.Key.decimal;
import static dev.eclusa.app.config.Key.flag;
import static dev.eclusa.app.config.Key.group;
import static dev.eclusa.app.config.Key.list;
import static dev.eclusa.app.config.Key.map;
import static dev.eclusa.app.config.Key.span;
import static dev.eclusa.app.config.Key.text;
import static dev.eclusa.app.config.Key.textMap;
import static dev.eclusa.app.config.Key.texts;
import static dev.eclusa.app.config.Key.whole;

import dev.eclusa.engine.strategy.Strategies;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every key there is: what the loader accepts, the JSON Schema says and the manual lists. */
final class KeyTable {
    private static final String[] STRATEGIES = Strategies.NAMES.toArray(String[]::new);

    /** The whole file. */
    static final Kind.Group ROOT = root();

    private static final int ANY = Integer.MAX_VALUE;

    private KeyTable() {}

    private static Kind.Group root() {
        List<Key> keys = new ArrayList<>(List.of(
                server(),
                auth(),
                group(
                        "store",
                        "Where accounts and the ledger are kept.",
                        text(
                                "url",
                                "sqlite:eclusa.db",
                                "`sqlite:FILE`, relative to the data directory, or a PostgreSQL URL. `DATABASE_URL` and"
                                        + " `LITELLM_DATABASE_URL` override it.")),
                group(
                        "limits",
                        "Limits a minute by plan and by route; keys, users, teams and organizations have their own.",
                        map(
                                "routes",
                                new Kind.Text(),
                                "Requests of each key on a path, such as `\"/v1/chat/completions\": 200/minute`, or `200/minute, burst"
                                        + " 20`: no more than 20 of them in any second."),
                        map(
                                "plans",
                                new Kind.Group(List.of(
                                        text(
                                                "requests",
                                                "",
                                                "Requests, such as `60/minute` or `60/minute, burst 10`: no more than 10 of"
                                                        + " them in any second."),
                                        text("tokens", "", "Tokens, such as `200000/minute`."),
                                        count("concurrency", "Calls at a time."))),
                                "What the field `plan` of a key, user, team or organization gives it."),
                        text(
                                "default_plan",
                                "",
                                "The plan of a key that names none. `RATE_LIMIT_REQUESTS` sets its requests a minute.")),
                group(
                        "redis",
                        "Limits and budgets that several gateways keep together.",
                        text("url", "", "`redis://user:password@host:port/0`; `REDIS_URL` overrides it."),
                        choice(
                                "when_gone",
                                "local",
                                "Calls under a limit while Redis does not answer: each gateway lets in its part"
                                        + " (`local`), all pass (`open`), or none (`closed`).",
                                "local",
                                "open",
                                "closed")),
                map("providers", provider(), "Providers by name; the part before the slash in `provider/model`."),
                list("models", model(), "Public names and the deployments that serve each."),
                list("pass_through", passage(), "Paths whose requests go to another server as they are."),
                textMap("aliases", "Other names of models."),
                map(
                        "tiers",
                        new Kind.Anything(),
                        "The tiers `fast`, `balanced`, `high_quality` and `premium`: each a list of names, tried in order, or a mapping of `members` and `target_latency` (`2s`, or `{ local: 500ms, cloud: 3s }`)."),
                routing(),
                resilience(),
                CacheKeys.section(),
                group(
                        "budgets",
                        "How budgets are kept.",
                        choice(
                                "unpriced",
                                "refuse",
                                "Whether a call that a budget pays for may go where the price is not known.",
                                "refuse",
                                "allow"),
                        map(
                                "providers",
                                new Kind.Group(Allowances.keys()),
                                "What all calls to a provider may use and spend together; one that is spent is left out."),
                        map(
                                "models",
                                new Kind.Group(Allowances.keys()),
                                "What all calls of a public name may use and spend together."),
                        text(
                                "time_zone",
                                "UTC",
                                "Whose midnight begins a day, a week and a month, such as `America/Sao_Paulo`.")),
                group(
                        "ollama",
                        "Ollama's models.",
                        choice(
                                "pull",
                                "never",
                                "Whether models that are listed or deployed but not there are pulled at start.",
                                "auto",
                                "never"),
                        texts("models", "Models that must be there, beside those deployed.")),
                pool(),
                log(),
                group(
                        "metrics",
                        "What `/metrics` shows. `METRICS_ENABLED=false` turns it off.",
                        flag("public", false, "Whether metrics can be read without a key."),
                        texts(
                                "labels",
                                "Labels of calls' counters beside provider and model: `team`, `organization`, `key`, or"
                                        + " `tag:NAME`, which is `true`, `false`, or what stands behind a tag's `NAME:` or"
                                        + " `NAME=`."),
                        flag(
                                "litellm",
                                false,
                                "Whether LiteLLM's families are shown too; on where its configuration names the callback"
                                        + " `prometheus`.")),
                group(
                        "ledger",
                        "The journal of calls.",
                        choice(
                                "on_full",
                                "refuse",
                                "When a call cannot be recorded: refuse it, or serve it unaccounted.",
                                "refuse",
                                "serve"),
                        span("fsync", "1s", "How often the journal is forced to disk."),
                        span(
                                "retention",
                                "0s",
                                "How long rows of calls are kept, such as `90d`; `0s` for good. Sums by day stay."))));
        keys.addAll(LaterKeys.SECTIONS);
        return new Kind.Group(List.copyOf(keys));
    }

    private static Key server() {
        return group(
                "server",
                "Where to listen and what to accept.",
                text(
                        "host",
                        "127.0.0.1",
                        "Address to listen on. Beyond loopback a key must be configured and required."),
                whole("port", 4000, 0, 65_535, "TCP port; 0 takes any that is free. `PORT` overrides it."),
                whole(
                        "event_loops",
                        0,
                        0,
                        1024,
                        "Threads that serve connections; 0 lets the gateway choose. `WORKERS` overrides it."),
                span("drain", "30s", "How long calls under way may take to finish when the gateway stops."),
                flag("restamp_model", false, "Whether answers carry the model name the client asked for."),
                flag(
                        "litellm",
                        false,
                        "Whether LiteLLM's fields of requests (`fallbacks`, `num_retries`, `timeout`) are understood and"
                                + " answers carry its headers; on with its configuration."),
                flag(
                        "provider_paths",
                        true,
                        "Whether `/PROVIDER/…`, such as `/openai/v1/files`, reaches the other endpoints of that provider"
                                + " with the gateway's credential."),
                group(
                        "cors",
                        "Pages of other origins that may call from a browser.",
                        texts(
                                "origins",
                                "Such as `https://app.example.com`; `*` is all, as with LiteLLM's configuration.")),
                whole("max_body_mb", 32, 1, 1024, "Largest request body, MiB."),
                whole("max_header_kb", 64, 1, 1024, "Largest request head, KiB."),
                limits());
    }

    private static Key limits() {
        return group(
                "limits",
                "Named limits; beyond them a request is refused at once.",
                whole("json_depth", 128, 1, 128, "Deepest nesting of a JSON body."),
                whole("event_mb", 16, 1, 1024, "Largest single event of a provider's stream, MiB."),
                whole("answer_mb", 64, 1, 1024, "Largest answer that is not streamed, MiB."),
                whole("error_body_kb", 256, 1, 65_536, "How much of a provider's error is kept, KiB."),
                span("header_read", "30s", "Longest wait for a complete request head."),
                span("body_gap", "30s", "Longest pause within a request body."),
                whole("body_floor", 1024, 0, ANY, "Least speed of a request body, bytes a second."),
                span("body_floor_after", "10s", "When the least speed begins to hold."),
                span("tls_handshake", "10s", "Longest TLS handshake.").inLaterVersion(),
                span("slow_client", "60s", "A client that takes nothing for this long is cancelled."),
                whole("connections", 0, 0, ANY, "Most client connections; 0 is one for every 16 KiB of heap."),
                whole("streams", 0, 0, ANY, "Most streams at a time; 0 is one for every 32 KiB of heap."));
    }

    private static Key auth() {
        return group(
                "auth",
                "Who may call.",
                text(
                        "master_key",
                        "",
                        "The administrator's key. Without it `ECLUSA_MASTER_KEY`, then `LITELLM_MASTER_KEY`."),
                flag("required", true, "Whether a call without key is refused. `API_KEYS_REQUIRED` overrides it."),
                list(
                        "keys",
                        new Kind.Group(Stream.concat(
                                        Stream.of(
                                                text("name", "key", "How accounts call it."),
                                                text("key", "", "The key itself, at best `${VARIABLE}`."),
                                                texts("models", "What it may call; empty is everything.")),
                                        Allowances.keys().stream())
                                .toList()),
                        "Callers' keys; those in `API_KEY` are added."),
                group(
                        "master",
                        "What the master key may use and spend; it is accounted like any other, and unlimited by default.",
                        Allowances.keys().toArray(Key[]::new)));
    }

    private static Kind.Group passage() {
        return new Kind.Group(List.of(
                text("path", "", "Where it begins here, such as `/search`; no path that the gateway has itself."),
                text("target", "", "Where its requests go, such as `https://api.example.com/v1/search`."),
                textMap("headers", "Headers sent with every request; variables keep their secrets out of the file."),
                textMap("query", "Query parameters sent where the client does not send them."),
                flag("include_subpaths", false, "Whether the paths below it go on too, each behind the target's."),
                flag(
                        "forward_headers",
                        false,
                        "Whether the client's own headers go on: all but the connection's, cookies, and gateway keys."),
                flag("auth", true, "Whether a gateway key is needed. Without one anybody may send requests there."),
                texts("methods", "Methods it takes; `GET`, `POST`, `PUT`, `PATCH` and `DELETE` by default."),
                decimal("cost_per_request", "", "What a request costs, USD; unknown by default."),
                span("timeout", "10m", "How long the target may be silent, before its answer and within it.")));
    }

    private static Kind.Group provider() {
        return new Kind.Group(List.of(
                choice(
                        "preset",
                        "",
                        "What kind it is; its own name where that is a preset, else `openai-compatible`.",
                        PresetNames.ALL),
                text("base_url", "", "Where it is, with or without version segment; the preset's by default."),
                text("api_key", "", "Its key; by default the preset's environment variable."),
                text("api_version", "", "Azure's API version."),
                text("project", "", "Vertex AI's project; else `GOOGLE_CLOUD_PROJECT`, or the one in the credentials."),
                text("location", "", "Vertex AI's location; else `GOOGLE_CLOUD_LOCATION`, or `us-central1`."),
                text(
                        "credentials",
                        "",
                        "Google's credentials file; else `GOOGLE_APPLICATION_CREDENTIALS`, or the metadata server."),
                text(
                        "region",
                        "",
                        "Amazon Bedrock's region; else `AWS_REGION` or `AWS_DEFAULT_REGION`, or `us-east-1`."),
                text(
                        "aws_access_key_id",
                        "",
                        "Amazon Bedrock without an API key: whose signature requests carry; else `AWS_ACCESS_KEY_ID`."),
                text("aws_secret_access_key", "", "What they are signed with; else `AWS_SECRET_ACCESS_KEY`."),
                text("aws_session_token", "", "Token of temporary credentials; else `AWS_SESSION_TOKEN`."),
                textMap("headers", "Headers sent with every call."),
                texts("forward_headers", "Client headers it may see."),
                timeouts("timeouts", "Its own time-outs; those under `resilience` by default."),
                flag("enabled", true, "Whether it may be called."),
                count("max_concurrent", "Most calls at a time; unlimited by default."),
                whole("priority", 0, 0, ANY, "Part of a deployment's score; larger is preferred."),
                text("data_region", "", "Where it keeps data, such as `eu`."),
                span("latency", "0ms", "Simulated provider: pause before the first token."),
                decimal("token_rate", "0", "Simulated provider: tokens a second; 0 is at once."),
                decimal("error_rate", "0", "Simulated provider: share of calls that fail, 0 to 1.")));
    }

    private static Kind.Group model() {
        return new Kind.Group(List.of(
                text("name", "", "What callers write; required."),
                list("deployments", deployment(), "Who serves it; at least one."),
                texts("fallbacks", "Names to try when all of them failed, in order."),
                choice(
                        "strategy",
                        "",
                        "How deployments of equal order are chosen, instead of `routing.strategy`.",
                        STRATEGIES),
                group(
                        "mirror",
                        "Another model that gets copies of its calls, in the background and on the operator's account.",
                        text("to", "", "The model that gets them; required."),
                        decimal("share", "1", "Share of the calls that are copied, 0 to 1."),
                        decimal(
                                "spend_cap",
                                "",
                                "Most USD the copies may cost in a day of UTC; any amount by default."))));
    }

    private static Kind.Group deployment() {
        return new Kind.Group(List.of(
                text("provider", "", "A configured provider; required."),
                text("model", "", "The provider's model id; required."),
                whole("weight", 1, 0, ANY, "Its share among those of equal order; 0 takes no new calls."),
                whole("order", 0, 0, ANY, "Lower is tried first, strictly."),
                price(),
                whole("priority", 0, 0, ANY, "Part of its score; larger is preferred."),
                count("max_concurrent", "Most calls at a time; unlimited by default."),
                text("tier", "", "The tier it belongs to."),
                text("region", "", "Where its data stays; the provider's by default."),
                timeouts("timeouts", "Its own time-outs; its provider's by default."),
                count("rpm", "Requests a minute the provider allows."),
                count("tpm", "Tokens a minute the provider allows."),
                capabilities(),
                flag("think_tags", false, "Whether inline `<think>` is thinking, not text."),
                flag("enabled", true, "Whether it may be called."),
                text("id", "", "What it is called by itself, in `/model/info` and as a model's name; unique.")));
    }

    private static Key price() {
        return group(
                "price",
                "USD per million tokens; the catalog's by default. Kinds left out cost what input, or output, costs.",
                decimal("input", "", "Prompt tokens; required in a price."),
                decimal("output", "", "Generated tokens; required in a price."),
                decimal("cached_input", "", "Prompt tokens read from the provider's cache."),
                decimal("cache_write", "", "Prompt tokens written to the cache for five minutes."),
                decimal("cache_write_hour", "", "Prompt tokens written to the cache for an hour."),
                decimal("reasoning", "", "Thinking tokens."),
                decimal("audio_input", "", "Audio prompt tokens."),
                decimal("audio_output", "", "Audio answer tokens."));
    }

    private static Key capabilities() {
        return group(
                "capabilities",
                "What it can do, where the catalog does not know or is wrong.",
                choice(
                        "type",
                        "chat",
                        "What the model is for.",
                        "chat",
                        "vision",
                        "reasoning",
                        "artifact",
                        "embedding"),
                flag("vision", false, "Sees images."),
                flag("tools", false, "Calls tools."),
                flag("json", false, "Answers in JSON on demand."),
                flag("reasoning", false, "Thinks before it answers."),
                count("context", "Tokens of prompt and answer together."),
                count("max_output", "Most tokens it generates."));
    }

    static Key timeouts(String name, String meaning) {
        return group(
                name,
                meaning,
                span("connect", "", "To a connection, TLS included."),
                span("first_token", "", "To the first event; streams only."),
                span("between_chunks", "", "From one event to the next."),
                span("total", "", "The whole call."));
    }

    private static Key routing() {
        return group(
                "routing",
                "How a deployment is chosen.",
                choice("strategy", "weighted-score", "Within equal order.", STRATEGIES),
                group(
                        "weights",
                        "Parts of the weighted score.",
                        decimal("cost", "30", "Price."),
                        decimal("latency", "40", "Latency."),
                        decimal("reliability", "30", "Share of successes."),
                        decimal("load", "10", "Calls in flight."),
                        decimal("priority", "10", "Configured priority.")),
                Key.anything(
                        "on_exhausted",
                        "When nobody can take a call: `reject` (the default), `least_bad` (who recovers soonest), `{ fallback: NAME }`, or `{ queue: { max: 2s, places: 1000 } }` to wait for a place where everybody is full."),
                choice(
                        "affinity",
                        "prompt-cache",
                        "What keeps a conversation where it is.",
                        "off",
                        "session",
                        "prompt-cache"),
                span("slow_start", "30s", "How long a new deployment's share grows."),
                list(
                        "rules",
                        new Kind.Group(List.of(
                                text("if", "", "The condition, such as `code and tokens > 4000`."),
                                choice(
                                        "tier",
                                        "",
                                        "The tier of calls it holds for.",
                                        "fast",
                                        "balanced",
                                        "high_quality",
                                        "premium",
                                        "tier1",
                                        "tier2",
                                        "tier3",
                                        "tier4"))),
                        "Where `auto` goes whatever the complexity; the first rule that holds decides."),
                group(
                        "hedge",
                        "A second deployment asked while the first is slow; the first answer wins, both are accounted.",
                        flag("enabled", false, "Whether it is asked."),
                        text(
                                "after",
                                "p95",
                                "When: `p95`, the time 95 of 100 answers of the deployment stay under, or a duration.")),
                flag("resume", false, "Whether a broken stream is continued by the next deployment."));
    }

    private static Key resilience() {
        return group(
                "resilience",
                "What happens when a provider fails.",
                group(
                        "breaker",
                        "The circuit breaker of each deployment.",
                        whole("failure_threshold", 5, 1, ANY, "Failures in a row that open it."),
                        decimal("error_rate", "0.5", "Share of failures that opens it, 0 to 1."),
                        whole("minimum_calls", 10, 1, ANY, "Calls before the share counts."),
                        span("recovery_timeout", "60s", "How long it stays open."),
                        whole("half_open_max_calls", 3, 1, ANY, "Trial calls at a time when half open."),
                        whole("success_threshold", 3, 1, ANY, "Successes that close it."),
                        flag("adaptive", true, "Whether a deployment that was ailing before is left alone sooner.")),
                group(
                        "retry",
                        "Repeated attempts.",
                        whole("max_attempts", 3, 1, 8, "Attempts on one deployment, the first included."),
                        span("base_delay", "200ms", "Upper bound of the first pause."),
                        span("max_delay", "5s", "Upper bound of every pause."),
                        decimal("budget", "0.2", "Retries per call allowed on the average.")),
                group(
                        "timeouts",
                        "How long each part of a call may take.",
                        span("connect", "5s", "To a connection, TLS included."),
                        span(
                                "first_token",
                                "30s",
                                "To the first event; streams only. Local providers have 10 s unless this is written; a deployment known to be quicker has less."),
                        span("between_chunks", "60s", "From one event to the next."),
                        span("total", "10m", "The whole call, all attempts together.")));
    }

    private static Key pool() {
        return group(
                "pool",
                "Connections to providers.",
                whole("max_connections", 10_000, 1, ANY, "Most at a time. `HTTP_MAX_CONNECTIONS` overrides it."),
                whole("max_keepalive", 200, 0, ANY, "Most that are kept while idle.")
                        .inLaterVersion(),
                span("keepalive", "30s", "How long an idle one is kept."));
    }

    private static Key log() {
        return group(
                "log",
                "What is logged; never prompts, never secrets.",
                choice(
                        "level",
                        "info",
                        "Least severe line that is written.",
                        "trace",
                        "debug",
                        "info",
                        "warn",
                        "error"),
                choice("format", "human", "How lines look.", "human", "json", "gcp"),
                text("file", "", "Also written here, rotated; empty is standard error only."),
                choice("audit", "management", "What the audit chain records.", "management", "all")
                        .inLaterVersion());
    }
}
