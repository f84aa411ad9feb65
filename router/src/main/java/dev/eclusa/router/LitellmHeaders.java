package dev.eclusa.router;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.accounting.Account;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The headers LiteLLM's users look for in answers (recorded, 1.106.2), as far as there is something true to say in them. */
final class LitellmHeaders {
    /** What a price has none of here: discounts, margins, and tools that a provider charges for. */
    private static final List<String> NOTHING = List.of(
            "x-litellm-response-cost-discount-amount",
            "x-litellm-response-cost-margin-amount",
            "x-litellm-response-cost-margin-percent");

    private LitellmHeaders() {}

    static void write(CallContext context, Candidate candidate, String overhead, Map<String, String> headers) {
        Target target = candidate.target();
        int before = context.account().attempts();
        boolean fellBack = !candidate.model().equals(context.request().head().model());
        headers.put("x-litellm-call-id", context.requestId());
        headers.put("x-litellm-model-id", HeaderText.safe(id(candidate)));
        headers.put("x-litellm-model-name", HeaderText.safe(target.name()));
        headers.put("x-litellm-model-group", HeaderText.safe(candidate.model()));
        headers.put(
                "x-litellm-model-api-base", HeaderText.safe(target.endpoint().toString()));
        headers.put("x-litellm-attempted-retries", Integer.toString(fellBack ? 0 : before));
        headers.put("x-litellm-attempted-fallbacks", Integer.toString(fellBack ? before : 0));
        headers.put("x-litellm-response-duration-ms", millis(context));
        headers.put("x-litellm-overhead-duration-ms", overhead);
        NOTHING.forEach(name -> headers.put(name, "0.0"));
        own(context.caller(), headers);
    }

    /** What an answer cost, and of what that is made. */
    static void cost(Target target, Usage usage, Map<String, String> headers) {
        target.price().ifPresent(price -> {
            Cost whole = price.of(usage);
            Cost output =
                    new Cost(whole.nanos() - price.of(usage.withoutOutput()).nanos());
            headers.put("x-litellm-response-cost", whole.toString());
            headers.put("x-litellm-response-cost-original", whole.toString());
            headers.put("x-litellm-response-cost-input", new Cost(whole.nanos() - output.nanos()).toString());
            headers.put("x-litellm-response-cost-output", output.toString());
            headers.put("x-litellm-response-cost-tool-usage", "0.0");
        });
    }

    /** A refusal: what the key may, and who was asked last. */
    static void refused(String requestId, Caller caller, Optional<Candidate> last, Map<String, String> headers) {
        headers.put("x-litellm-call-id", requestId);
        headers.put("x-litellm-response-cost", "0");
        last.ifPresent(tried -> headers.put("x-litellm-model-id", HeaderText.safe(id(tried))));
        own(caller, headers);
    }

    private static String id(Candidate candidate) {
        String id = candidate.traits().id();
        return id.isEmpty() ? candidate.target().name() : id;
    }

    /** An answer known already costs nothing, whatever it cost when it was new. */
    static void recalled(String key, Map<String, String> headers) {
        headers.put("x-litellm-cache-key", key);
        headers.put("x-litellm-response-cost", "0.0");
        headers.put("x-litellm-response-cost-original", "0.0");
        headers.put("x-litellm-response-cost-input", "0.0");
        headers.put("x-litellm-response-cost-output", "0.0");
        headers.put("x-litellm-response-cost-tool-usage", "0.0");
    }

    /** What the key itself has spent and may: nothing of the master key, whose spending is in the ledger only. */
    private static void own(Caller caller, Map<String, String> headers) {
        String key = AccountKind.KEY.name() + ":" + caller.owner().key();
        for (Account account : caller.owner().accounts()) {
            if (account.id().equals(key)) {
                headers.put("x-litellm-key-spend", account.spent().toString());
                account.allowance()
                        .budget()
                        .ifPresent(most -> headers.put("x-litellm-key-max-budget", most.toString()));
                account.allowance()
                        .requests()
                        .ifPresent(most -> headers.put("x-litellm-key-rpm-limit", Long.toString(most)));
                account.allowance()
                        .tokens()
                        .ifPresent(most -> headers.put("x-litellm-key-tpm-limit", Long.toString(most)));
                return;
            }
        }
    }

    private static String millis(CallContext context) {
        return Long.toString(Math.max(0, System.nanoTime() - context.call().arrivedNanos()) / 1_000_000);
    }
}
