package dev.eclusa.router.signing;

import dev.eclusa.engine.provider.RequestSigning;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Signs requests to one host as they leave: the signature holds for five minutes, so that each attempt has its own.
 *
 * @param host as the header of that name says it
 */
public record Signer(RequestSigning with, String host) {
    /** The headers with the signature's own. */
    public Map<String, String> headers(
            String method, String pathAndQuery, Map<String, String> headers, String bodyHash) {
        int question = pathAndQuery.indexOf('?');
        String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
        String query = question < 0 ? "" : pathAndQuery.substring(question + 1);
        Signature.Scope scope = Signature.Scope.at(Instant.now(), with.region(), with.service());
        Map<String, String> own = new LinkedHashMap<>();
        own.put("x-amz-date", scope.moment());
        own.put("x-amz-content-sha256", bodyHash);
        if (!with.session().value().isEmpty()) {
            own.put("x-amz-security-token", with.session().value());
        }
        TreeMap<String, String> signed = new TreeMap<>(own);
        signed.put("host", host);
        SignedRequest request = new SignedRequest(method, path, query, signed, bodyHash);
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(own);
        all.put(
                "authorization",
                Signature.authorization(
                        request, scope, with.keyId(), with.secret().value()));
        return all;
    }
}
