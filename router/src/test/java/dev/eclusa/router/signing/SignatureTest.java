package dev.eclusa.router.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** AWS's published examples of signatures (its test suite of version 4: key AKIDEXAMPLE, 30 August 2015). */
class SignatureTest {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Signature.Scope SCOPE = new Signature.Scope("20150830T123600Z", "us-east-1", "service");
    private static final String NOTHING = Signature.hash(new byte[0]);

    private static String signature(String method, String path, String query) {
        TreeMap<String, String> headers =
                new TreeMap<>(Map.of("Host", "example.amazonaws.com", "X-Amz-Date", SCOPE.moment()));
        return Signature.of(new SignedRequest(method, path, query, headers, NOTHING), SCOPE, SECRET);
    }

    @Test
    void signsAsAmazonsSuiteDoes() {
        assertThat(signature("GET", "/", ""))
                .as("get-vanilla")
                .isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
        assertThat(signature("POST", "/", ""))
                .as("post-vanilla")
                .isEqualTo("5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
        assertThat(signature("GET", "/", "Param2=value2&Param1=value1"))
                .as("get-vanilla-query-order-key-case")
                .isEqualTo("b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
    }

    @Test
    void namesTheScopeAndTheHeaders() {
        TreeMap<String, String> headers =
                new TreeMap<>(Map.of("host", "example.amazonaws.com", "x-amz-date", SCOPE.moment()));
        assertThat(Signature.authorization(
                        new SignedRequest("GET", "/", "", headers, NOTHING), SCOPE, "AKIDEXAMPLE", SECRET))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                        + "SignedHeaders=host;x-amz-date, "
                        + "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }

    @Test
    void thePathIsEncodedOnceMoreThanItIsSent() {
        SignedRequest request = new SignedRequest("POST", "/model/a.b-v1%3A0/converse", "", new TreeMap<>(), NOTHING);
        assertThat(request.canonical()).startsWith("POST\n/model/a.b-v1%253A0/converse\n\n");
    }

    @Test
    void hashesInSmallHexadecimalDigits() {
        assertThat(Signature.hash("".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
