package dev.eclusa.router.library;

import dev.eclusa.core.ledger.Attempt;
import java.util.List;

/**
 * Why a call has no answer, or only part of one.
 *
 * @param status the HTTP status a gateway would have answered
 * @param type OpenAI's error type, for example {@code rate_limit_error}
 * @param code OpenAI's error code, empty when there is none
 * @param message what happened and what to do, safe to show
 * @param attempts every provider call made, in order; empty when the request itself was refused
 */
public record LlmError(int status, String type, String code, String message, List<Attempt> attempts) {
    public LlmError {
        attempts = List.copyOf(attempts);
    }
}
