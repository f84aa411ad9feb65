package dev.eclusa.core.failure;

import dev.eclusa.core.Json;
import java.time.Duration;
import java.util.Optional;

/**
 * Something that went wrong with a call: whose fault, which status, and words that are safe to show. Messages hold no
 * secret, no parser text and no input.
 */
public sealed interface Failure {
    /** Words for the client: what happened and what to do. */
    String message();

    /** The HTTP status the client gets. */
    int status();

    /**
     * The caller's request is at fault; nothing was sent to a provider.
     *
     * @param param the field at fault, where one is
     * @param reason what exactly, for who tells more than the kind
     */
    record OfCaller(Kind kind, String message, Optional<String> param, Reason reason) implements Failure {
        /** A fault of which the kind says all. */
        public OfCaller(Kind kind, String message, Optional<String> param) {
            this(kind, message, param, Reason.NONE);
        }

        /** A fault of a field. */
        public static OfCaller invalid(String message, String param) {
            return new OfCaller(Kind.INVALID_REQUEST, message, Optional.of(param));
        }

        /** A fault of the request as a whole. */
        public static OfCaller of(Kind kind, String message) {
            return new OfCaller(kind, message, Optional.empty());
        }

        /** The same for an exact reason. */
        public OfCaller because(Reason exact) {
            return new OfCaller(kind, message, param, exact);
        }

        @Override
        public int status() {
            return kind.status;
        }

        /** Why exactly a call is refused. */
        public enum Reason {
            /** The kind says it. */
            NONE,
            /** There is no key. */
            KEY_MISSING,
            /** Nobody knows the key. */
            KEY_UNKNOWN,
            /** The key's time is over. */
            KEY_EXPIRED,
            /** The key is blocked. */
            KEY_BLOCKED,
            /** The key's role may not. */
            ROLE,
            /** The user, team or organization is frozen. */
            FROZEN,
            /** The key may not call the model. */
            MODEL_OF_KEY,
            /** The key's user may not. */
            MODEL_OF_USER,
            /** The key's team may not. */
            MODEL_OF_TEAM,
            /** The key's project may not. */
            MODEL_OF_PROJECT,
            /** The key's organization may not. */
            MODEL_OF_ORGANIZATION
        }

        /** What the caller did. */
        public enum Kind {
            INVALID_REQUEST(400),
            NOT_AUTHENTICATED(401),
            FORBIDDEN(403),
            MODEL_NOT_FOUND(404),
            NOT_FOUND(404),
            METHOD_NOT_ALLOWED(405),
            TIMED_OUT(408),
            TOO_LARGE(413),
            /** The client left; nobody reads the answer. */
            GONE(499);

            private final int status;

            Kind(int status) {
                this.status = status;
            }
        }
    }

    /**
     * The gateway itself cannot or will not serve the call.
     *
     * @param retryAfter when to try again, where that is known
     * @param scope whose limit or budget it was, in one word such as {@code key}; empty for nobody's
     */
    record OfGateway(Kind kind, String message, Optional<Duration> retryAfter, String scope) implements Failure {
        /** For a reason that is nobody's limit. */
        public OfGateway(Kind kind, String message, Optional<Duration> retryAfter) {
            this(kind, message, retryAfter, "");
        }

        /** Without advice on when to try again. */
        public static OfGateway of(Kind kind, String message) {
            return new OfGateway(kind, message, Optional.empty());
        }

        @Override
        public int status() {
            return kind.status;
        }

        /** Why. */
        public enum Kind {
            /** Every target was tried or rests. */
            EXHAUSTED(503),
            /** Every target said 429. */
            ALL_RATE_LIMITED(429),
            /** The call's own deadline passed. */
            DEADLINE(504),
            /** More work than the named limits allow, or draining. */
            OVERLOADED(503),
            /** The key, user, team or organization has spent its budget. */
            BUDGET_EXCEEDED(429),
            /** The caller's own rate limit. */
            RATE_LIMITED(429),
            /** Providers refuse the gateway's credentials. */
            CREDENTIALS_REFUSED(502),
            /** Keys or ledger cannot be reached. */
            STORE_UNAVAILABLE(503),
            /** A fault of ours. */
            INTERNAL(500);

            private final int status;

            Kind(int status) {
                this.status = status;
            }
        }
    }

    /**
     * A provider failed the attempt.
     *
     * @param providerStatus the HTTP status it answered; 0 when no answer came
     * @param code the provider's error code or type, empty when it gave none
     * @param type the provider's error type in its own words, empty when it gave none
     * @param param the field it names, where it does
     * @param retryAfter the rest it asks for
     * @param body the provider's whole error body when it is JSON, for callers of the same dialect
     */
    record OfProvider(
            Kind kind,
            int providerStatus,
            String message,
            String code,
            String type,
            Optional<String> param,
            Optional<Duration> retryAfter,
            Optional<Json> body)
            implements Failure {
        /** A failure without words from the provider. */
        public static OfProvider of(Kind kind, String message) {
            return new OfProvider(kind, 0, message, "", "", Optional.empty(), Optional.empty(), Optional.empty());
        }

        @Override
        public int status() {
            return providerStatus >= 400 ? providerStatus : kind.status;
        }

        /** Whether another target may answer what this one did not. */
        public boolean movesOn() {
            return kind.movesOn;
        }

        /** What the provider did. */
        public enum Kind {
            /** It could not be reached: name, route, refusal, handshake. */
            UNREACHABLE(502, true),
            /** It did not answer in time. */
            TIMED_OUT(504, true),
            /** What it sent is not its protocol: HTML, garbage, an early end. */
            MALFORMED(502, true),
            /** 429 that passes with time. */
            RATE_LIMITED(429, true),
            /** 402, insufficient_quota: does not pass with time. */
            QUOTA_SPENT(429, true),
            /** 500, 503, 529 and the like. */
            UNAVAILABLE(503, true),
            /** 401 or 403 about the gateway's own credentials. */
            CREDENTIALS_REFUSED(502, true),
            /** 404: this deployment does not have the model. */
            MODEL_MISSING(404, true),
            /** The prompt is longer than this deployment's window. */
            CONTEXT_OVERFLOW(400, true),
            /** The provider's filter refused the prompt. */
            CONTENT_REFUSED(400, false),
            /** Any other 4xx: the request itself is at fault, everywhere. */
            REFUSED(400, false);

            private final int status;
            private final boolean movesOn;

            Kind(int status, boolean movesOn) {
                this.status = status;
                this.movesOn = movesOn;
            }
        }
    }
}
