package dev.eclusa.server.manage;

import dev.eclusa.core.audit.AuditEntry;
import dev.eclusa.core.audit.AuditLog;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.router.CallListener;
import dev.eclusa.router.Caller;
import dev.eclusa.router.InboundCall;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes down who managed what, and who was refused. */
public record AuditTrail(AuditLog log) {
    private static final Pattern KEY = Pattern.compile("sk-[^/,\\s]+");
    private static final int PREFIX = "sk-".length();
    private static final int SHOWN_OF_A_KEY = 4;

    /** Fields that name whom a change is about. */
    private static final List<String> SUBJECTS = List.of(
            "key",
            "keys",
            "key_alias",
            "key_aliases",
            "user_id",
            "user_ids",
            "team_id",
            "team_ids",
            "organization_id",
            "organization_ids",
            "budget_id",
            "project_id",
            "model_name",
            "model_id",
            "credential_name",
            "id",
            "name",
            "provider");

    /** A change was asked for by somebody who may. */
    public void managed(ManagementRoute.Request request, String address, int status) {
        note(request.caller().name(), address, request.method() + " " + request.path(), status, subjects(request));
    }

    /** Somebody may not, or is not known. */
    public void denied(Caller caller, String address, String action, int status) {
        note(caller.name(), address, action, status, "");
    }

    private void note(String actor, String address, String action, int status, String detail) {
        log.note(new AuditEntry(System.currentTimeMillis(), actor, address, masked(action), status, detail));
    }

    /** A path may hold a key, as {@code /key/KEY/regenerate} does. */
    private static String masked(String action) {
        return KEY.matcher(action).replaceAll(key -> shown(key.group()));
    }

    /** Of a key only its end. */
    private static String shown(String key) {
        return "sk-…" + key.substring(Math.max(PREFIX, key.length() - SHOWN_OF_A_KEY));
    }

    /** What is said of calls goes on to a listener; those that are refused are written down. */
    public CallListener before(CallListener calls) {
        return new CallListener() {
            @Override
            public void began(CallBegin begin, Plan plan) {
                calls.began(begin, plan);
            }

            @Override
            public void refused(InboundCall call, Caller caller, Failure failure) {
                note(caller.name(), call.address(), "POST " + call.endpoint(), failure.status(), failure.message());
                calls.refused(call, caller, failure);
            }

            @Override
            public void settled(CallRow row) {
                calls.settled(row);
            }
        };
    }

    private static String subjects(ManagementRoute.Request request) {
        try {
            ObjectNode body = request.json();
            return SUBJECTS.stream()
                    .filter(body::hasNonNull)
                    .map(name -> name + "=" + shown(body.path(name)))
                    .collect(Collectors.joining(" "));
        } catch (InvalidRequest notAnObject) {
            return "";
        }
    }

    private static String shown(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(AuditTrail::shown).collect(Collectors.joining(","));
        }
        String text = value.isString() ? value.asString() : "";
        return masked(text);
    }
}
