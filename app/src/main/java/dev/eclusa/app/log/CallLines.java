package dev.eclusa.app.log;

import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.engine.routing.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The words of the two lines of a call. */
final class CallLines {
    private CallLines() {}

    static Line decision(CallBegin begin, Plan plan, long leftOut) {
        String message = "Load balancing decision: " + begin.requestedModel() + " goes to " + begin.provider() + "/"
                + begin.model() + ", " + plan.reason() + choice(plan) + " (" + begin.endpoint()
                + (begin.streamed() ? ", streamed" : "") + ", key "
                + begin.caller().key() + ", request " + begin.requestId() + ")" + more(leftOut, "calls");
        List<Line.Field> fields = new ArrayList<>();
        fields.add(new Line.Field("provider", begin.provider()));
        fields.add(new Line.Field("model", begin.model()));
        fields.add(new Line.Field("requested_model", begin.requestedModel()));
        fields.add(new Line.Field("reason", plan.reason()));
        fields.add(new Line.Field("candidates", plan.size()));
        fields.add(new Line.Field("left_out_candidates", plan.left().size()));
        fields.add(new Line.Field("request_id", begin.requestId()));
        addLeftOut(fields, leftOut);
        return new Line(Instant.ofEpochMilli(begin.beganAtMillis()), Severity.INFO, message, fields, http(begin, 0, 0));
    }

    private static String choice(Plan plan) {
        int left = plan.left().size();
        if (plan.isEmpty() && left == 0) {
            return "";
        }
        return " of " + plan.size() + (left == 0 ? "" : ", " + left + " left out");
    }

    static Line performance(CallRow row, Severity severity, long leftOut) {
        CallBegin begin = row.begin();
        return new Line(
                Instant.ofEpochMilli(begin.beganAtMillis() + row.latencyMillis()),
                severity,
                words(row) + more(leftOut, "failed calls"),
                fields(row, leftOut),
                http(begin, row.status(), row.latencyMillis()));
    }

    private static String words(CallRow row) {
        StringBuilder words = new StringBuilder("[PERFORMANCE] ");
        words.append(row.provider()).append('/').append(row.model());
        words.append(' ').append(outcome(row)).append(' ').append(row.status());
        words.append(" in ").append(row.latencyMillis()).append(" ms");
        if (row.firstTokenMillis() >= 0) {
            words.append(", first token ").append(row.firstTokenMillis()).append(" ms");
        }
        words.append(", tokens ").append(row.usage().input()).append(" in ");
        words.append(row.usage().output()).append(" out").append(row.usageEstimated() ? " (estimated)" : "");
        words.append(", cost ").append(row.cost().map(cost -> cost + " USD").orElse("unknown"));
        words.append(", attempts ").append(row.attempts().size());
        return words.append(" (request ")
                .append(row.begin().requestId())
                .append(')')
                .toString();
    }

    private static List<Line.Field> fields(CallRow row, long leftOut) {
        List<Line.Field> fields = new ArrayList<>();
        fields.add(new Line.Field("provider", row.provider()));
        fields.add(new Line.Field("model", row.model()));
        fields.add(new Line.Field("tokens", row.usage().input() + row.usage().output()));
        fields.add(new Line.Field("latency_ms", row.latencyMillis()));
        if (row.firstTokenMillis() >= 0) {
            fields.add(new Line.Field("first_token_ms", row.firstTokenMillis()));
        }
        row.cost().ifPresent(cost -> fields.add(new Line.Field("cost", cost.dollars())));
        fields.add(new Line.Field("outcome", outcome(row)));
        fields.add(new Line.Field("status", row.status()));
        fields.add(new Line.Field("attempts", row.attempts().size()));
        fields.add(new Line.Field("request_id", row.begin().requestId()));
        addLeftOut(fields, leftOut);
        return fields;
    }

    private static String outcome(CallRow row) {
        return row.outcome().label();
    }

    private static void addLeftOut(List<Line.Field> fields, long leftOut) {
        if (leftOut > 0) {
            fields.add(new Line.Field("left_out", leftOut));
        }
    }

    private static String more(long leftOut, String what) {
        return leftOut == 0 ? "" : "; " + leftOut + " " + what + " before this one are not in the log";
    }

    private static Line.Http http(CallBegin begin, int status, long latencyMillis) {
        return new Line.Http(
                begin.endpoint(), status, latencyMillis, begin.caller().address(), begin.requestId());
    }
}
