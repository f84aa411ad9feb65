package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.LedgerUnavailable;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.accounting.Account;
import dev.eclusa.engine.accounting.Estimate;
import dev.eclusa.engine.accounting.Limiter;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.router.passing.NamedModel;
import dev.eclusa.router.passing.Onward;
import dev.eclusa.router.passing.Passage;
import dev.eclusa.router.passing.PassedHeaders;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request through a {@linkplain Passage passage}: whose it is, whether they may, begun, sent, answered and
 * settled as a model call is, but read no further than these need. It is tried once: what it does elsewhere is not known
 * here, so it cannot be repeated. One instance a request, on one event loop.
 */
public final class PassThrough {
    private static final System.Logger LOG = System.getLogger("eclusa.router");

    private final GatewaySettings settings;
    private final EventLoop loop;
    private final Asked asked;
    private final InboundCall call;
    private final Passage passage;
    private final PlainClient client;
    private final CallAccount account;
    private final String callId;
    private final String requestId;
    private Caller caller = Caller.ANONYMOUS;
    private String onward = "";
    private String model = "";
    private boolean over;
    private boolean counted;
    private @Nullable PassedAnswer answer;

    /**
     * A request that a passage takes.
     *
     * @param call its body, key and address; its endpoint is the passage's name
     * @param path as it was sent
     * @param query as it was sent; empty for none
     * @param headers by lower-case name
     */
    public record Asked(
            InboundCall call, Passage passage, String method, String path, String query, Map<String, String> headers) {}

    private PassThrough(GatewaySettings settings, EventLoop loop, Asked asked, PlainClient client) {
        this.settings = settings;
        this.loop = loop;
        this.asked = asked;
        this.call = asked.call();
        this.passage = asked.passage();
        this.client = client;
        this.account = new CallAccount(settings, call);
        this.callId = CallIds.next(loop.random(), call.arrivedMillis());
        this.requestId = call.requestId().isEmpty() ? callId : call.requestId();
    }

    /** Takes a request, whose body is here, through. */
    public static void run(GatewaySettings settings, EventLoop loop, Asked asked, PlainClient client) {
        PassThrough through = new PassThrough(settings, loop, asked, client);
        loop.entered();
        client.onGone(through::clientGone);
        through.guarded(through::identify);
    }

    private void identify() {
        if (!passage.needsKey()) {
            check();
            return;
        }
        settings.identify()
                .find(
                        call.key(),
                        loop,
                        found -> guarded(() -> {
                            switch (found) {
                                case Identify.Found.Known known -> {
                                    caller = known.caller();
                                    check();
                                }
                                case Identify.Found.Nobody nobody ->
                                    refuse(Refusals.unknownKey(
                                            settings.identify().unknown(call.key())));
                                case Identify.Found.Unreachable nobodyElse -> refuse(Refusals.keysUnreachable());
                            }
                        }));
    }

    /** What can be told without asking anybody. */
    private void check() {
        if (over) {
            return;
        }
        Grants grants = caller.owner().grants();
        if (!grants.allowCall(call.endpoint()) && !grants.allowCall(asked.path())) {
            refuse(Refusals.routeNotAllowed(asked.path()));
            return;
        }
        onward = Onward.of(passage, asked.path(), asked.query(), this::isGatewayKey);
        List<String> named = NamedModel.of(
                onward,
                call.header().apply("content-type"),
                call.body(),
                settings.limits().jsonDepth());
        model = named.isEmpty() ? "" : named.getLast();
        Optional<Failure> refusal = refusal(named);
        if (refusal.isPresent()) {
            refuse(refusal.get());
        } else {
            counted = loop.streamEntered(settings.limits().streams());
            if (counted) {
                enter();
            } else {
                refuse(Refusals.tooManyStreams());
            }
        }
    }

    private Optional<Failure> refusal(List<String> named) {
        for (String one : named) {
            String qualified = target().provider() + "/" + one;
            if (!caller.mayCall(one, qualified) && !caller.mayCall(qualified, one)) {
                return Optional.of(Refusals.forbiddenModel(one, caller.forbidding(one, qualified)));
            }
        }
        if (!passage.place().missing().isEmpty()) {
            return Optional.of(Failure.OfGateway.of(
                    Failure.OfGateway.Kind.CREDENTIALS_REFUSED, passage.place().missing()));
        }
        boolean unpayable = settings.routing().pricedOnly()
                && passage.price().isEmpty()
                && caller.owner().hasBudget();
        return unpayable
                ? Optional.of(Failure.OfCaller.of(
                        Failure.OfCaller.Kind.FORBIDDEN,
                        "What " + call.endpoint() + " costs is not known, and this key has a budget. Whoever runs the"
                                + " gateway can say cost_per_request there, or budgets.unpriced: allow."))
                : Optional.empty();
    }

    private boolean isGatewayKey(String value) {
        boolean sent = passage.needsKey() && value.equals(call.key());
        return !value.isEmpty()
                && (sent
                        || settings.identify()
                                .caller(value)
                                .filter(known -> !known.equals(Caller.ANONYMOUS))
                                .isPresent());
    }

    /** Limits and budgets of everybody above the key. */
    private void enter() {
        List<Account> accounts = accounts();
        if (accounts.isEmpty()) {
            send();
            return;
        }
        Cost price = passage.price().orElse(Cost.ZERO);
        settings.limiter()
                .admit(
                        callId,
                        accounts,
                        new Estimate(0, price, price),
                        later -> loop.run(() -> guarded(() -> entered(later))))
                .ifPresent(this::entered);
    }

    /** Those of the path, and of the model under its plain and its whole name. */
    private List<Account> accounts() {
        Set<Account> all = new LinkedHashSet<>();
        for (String name : List.of(model, target().provider() + "/" + model)) {
            all.addAll(caller.owner().accountsOn(call.endpoint(), name));
            all.addAll(settings.purses().beside(tags(), name, Set.of(target().provider())));
        }
        return List.copyOf(all);
    }

    private void entered(Limiter.Result result) {
        switch (result) {
            case Limiter.Result.Admitted admitted -> {
                account.admitted(admitted.admission());
                if (over) {
                    account.over();
                } else {
                    send();
                }
            }
            case Limiter.Result.Refused refused -> refuse(Admittance.refusal(refused.excess()));
            case Limiter.Result.Unknown unknown -> refuse(Admittance.unknown());
        }
    }

    private List<String> tags() {
        return caller.owner().tags();
    }

    private void send() {
        account.begin(begin(), new Plan(call.endpoint(), "", List.of(), List.of(), "passed through as it is"));
        PassedAnswer sending = new PassedAnswer(settings, loop, passage, client, new Ends());
        answer = sending;
        sending.send(
                asked.method(),
                onward,
                call.body(),
                PassedHeaders.on(passage, asked.headers(), this::isGatewayKey),
                call.arrivedNanos());
    }

    private CallBegin begin() {
        return new CallBegin(
                callId,
                requestId,
                call.arrivedMillis(),
                caller.labels("", call.address(), tags()),
                call.endpoint(),
                model,
                target().provider(),
                model.isEmpty() ? target().model() : model,
                false,
                0,
                passage.price().map(Cost::nanos).orElse(-1L));
    }

    /** What becomes of the request. */
    private final class Ends implements PassedAnswer.End {
        @Override
        public Map<String, String> own() {
            return ownHeaders();
        }

        @Override
        public void settled(Outcome outcome, int status, long sentNanos) {
            account.passed(named(), outcome, status, charged(outcome), sentNanos);
            finish();
        }

        @Override
        public void failed(Failure.OfProvider failure, long sentNanos) {
            account.passed(named(), Outcome.ERROR, failure.status(), Optional.of(Cost.ZERO), sentNanos);
            refuse(failure);
        }

        @Override
        public boolean isOver() {
            return over;
        }
    }

    /** The target under the name of the model, where the request names one. */
    private Target named() {
        Target target = target();
        return model.isEmpty()
                ? target
                : new Target(
                        target.provider(),
                        model,
                        target.dialect(),
                        target.endpoint(),
                        target.price(),
                        target.contextWindow(),
                        target.maxOutput(),
                        target.reasons(),
                        target.quirks(),
                        target.timeouts());
    }

    /** A request that was refused costs nothing; one that was cut off costs what all do. */
    private Optional<Cost> charged(Outcome outcome) {
        PassedAnswer sent = answer;
        boolean left = sent != null && sent.isSent();
        return outcome == Outcome.ERROR || !left ? Optional.of(Cost.ZERO) : passage.price();
    }

    /** The gateway's own headers of an answer. */
    private Map<String, String> ownHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-request-id", requestId);
        headers.put("x-eclusa-provider", target().provider());
        headers.put("x-eclusa-attempts", "1");
        if (settings.manners().litellm()) {
            headers.put("x-litellm-call-id", requestId);
        }
        account.admission().ifPresent(admission -> Admittance.headers(admission, headers));
        return headers;
    }

    private void clientGone() {
        if (over) {
            return;
        }
        PassedAnswer sent = answer;
        if (sent != null) {
            sent.cancel();
        }
        finish();
    }

    private void refuse(Failure failure) {
        if (over) {
            return;
        }
        boolean sent = answer != null;
        if (!sent && (failure.status() == 401 || failure.status() == 403 || failure.status() == 429)) {
            settings.calls().refused(call, caller, failure);
        }
        account.passed(named(), Outcome.ERROR, failure.status(), Optional.of(Cost.ZERO), System.nanoTime());
        finish();
        ErrorAnswer.send(client, call, settings.manners(), requestId, failure, sent ? 1 : 0, ErrorAnswer.Asked.NOBODY);
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (InvalidRequest invalid) {
            refuse(invalid.failure());
        } catch (LedgerUnavailable unavailable) {
            refuse(Refusals.unaccountable());
        } catch (RuntimeException unexpected) {
            LOG.log(System.Logger.Level.ERROR, "Request " + callId + " met a fault of the gateway", unexpected);
            refuse(Failure.OfGateway.of(
                    Failure.OfGateway.Kind.INTERNAL,
                    "The gateway failed to handle this request. The fault is logged."));
        }
    }

    private void finish() {
        if (!over) {
            over = true;
            account.over();
            loop.left();
            if (counted) {
                loop.streamLeft();
            }
        }
    }

    private Target target() {
        return passage.place().target();
    }
}
