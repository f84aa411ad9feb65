package dev.eclusa.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.testkit.BodyEvent;
import dev.eclusa.testkit.Ending;
import dev.eclusa.testkit.Gate;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Received;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that the operator has lead to another server: what crosses, what it costs, and what must not cross. */
class ElsewhereTest {
    private static final String BEARER = "Bearer " + TestGateway.MASTER;
    private static final String LIMITED = "sk-limited-to-one-model";

    @TempDir
    Path data;

    private TestGateway gateway(int port) {
        return TestGateway.of(data, """
                server: { port: 0 }
                auth:
                  master_key: %1$s
                  keys:
                    - { name: limited, key: %3$s, models: [good] }
                    - { name: poor, key: sk-poor-key-of-the-tests, max_budget: 1 }
                    - { name: paced, key: sk-paced-key-of-the-tests, rpm_limit: 1 }
                providers: { simulated: { preset: simulated } }
                resilience: { timeouts: { connect: 1s } }
                pass_through:
                  - path: /search
                    target: "http://127.0.0.1:%2$d/v9/search?plan=basic&lang=en"
                    headers: { authorization: "Bearer upstream-secret", x-team: t }
                    cost_per_request: 0.0015
                    query: { region: eu }
                  - { path: /files, target: "http://127.0.0.1:%2$d/store/", include_subpaths: true }
                  - { path: /files/open, target: "http://127.0.0.1:%2$d/open", auth: false, forward_headers: true, methods: [post] }
                  - { path: /slow, target: "http://127.0.0.1:%2$d/slow", timeout: 200ms }
                  - { path: /nobody, target: "http://127.0.0.1:1/x" }
                """.formatted(TestGateway.MASTER, port, LIMITED));
    }

    private static Response ask(TestGateway gateway, String method, String path, String body, String... headers) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.request(method, path, Header.list(headers), body).read();
        }
    }

    private static Response post(TestGateway gateway, String path, String key, String body) {
        return ask(gateway, "POST", path, body, "Authorization", "Bearer " + key, "Content-Type", "application/json");
    }

    @Test
    void aRequestGoesOnAsItIsAndCostsWhatTheOperatorSays() {
        String body = "{ \"q\" : \"ünïcode\",\n \"n\":1.50}";
        Reply found = Reply.json(201, "{ \"hits\":[ ] }").with("x-ratelimit-left", "4");
        try (ScriptedProvider other = ScriptedProvider.expecting(1).reply(found);
                TestGateway gateway = gateway(other.port())) {
            Response answer = ask(
                    gateway,
                    "POST",
                    "/search?lang=pt&x=a%20b",
                    body,
                    "Authorization",
                    BEARER,
                    "Content-Type",
                    "application/json; charset=utf-8",
                    "X-Secret-Thing",
                    "s",
                    "Idempotency-Key",
                    "i1");

            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.text()).isEqualTo("{ \"hits\":[ ] }");
            assertThat(answer.header("x-eclusa-provider")).contains("/search");
            assertThat(answer.header("x-upstream-x-ratelimit-left")).contains("4");
            Received sent = other.requests().getFirst();
            assertThat(sent.bodyText()).isEqualTo(body);
            assertThat(sent.path()).isEqualTo("/v9/search");
            assertThat(sent.target())
                    .contains("lang=pt", "x=a%20b", "plan=basic", "region=eu")
                    .doesNotContain("lang=en");
            assertThat(sent.header("authorization")).contains("Bearer upstream-secret");
            assertThat(sent.header("content-type")).contains("application/json; charset=utf-8");
            assertThat(sent.header("idempotency-key")).contains("i1");
            assertThat(sent.header("x-team")).contains("t");
            assertThat(sent.header("x-secret-thing")).isEmpty();
            CallRow row = gateway.rows().getFirst();
            assertThat(row.begin().endpoint()).isEqualTo("/search");
            assertThat(row.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(row.status()).isEqualTo(201);
            assertThat(row.cost()).contains(new Cost(1_500_000));
            assertThat(row.attempts()).hasSize(1);
            other.verify();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT", "PATCH"})
    void everyMethodGoesOnToSubpaths(String method) {
        try (ScriptedProvider other = ScriptedProvider.expecting(1).reply(Reply.json("{}"));
                TestGateway gateway = gateway(other.port())) {
            String body = method.startsWith("P") ? "raw bytes" : "";
            Response answer = ask(gateway, method, "/files/a%20b/c?d=1", body, "Authorization", BEARER);
            assertThat(answer.status()).isEqualTo(200);
            Received sent = other.requests().getFirst();
            assertThat(sent.method()).isEqualTo(method);
            assertThat(sent.target()).isEqualTo("/store/a%20b/c?d=1");
            assertThat(sent.bodyText()).isEqualTo(body);
            assertThat(sent.header("content-type")).isEmpty();
            CallRow row = gateway.rows().getFirst();
            assertThat(row.begin().endpoint()).isEqualTo("/files/*");
            assertThat(row.cost()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/files/../secret",
                "/files/a/..",
                "/files/%2e%2e/secret",
                "/files/.%2E/secret",
                "/files/%252e%252e/x",
                "/files/..%2fsecret",
                "/files/a%2Fb",
                "/files/a%5cb",
                "/files/a%00",
                "/files/%25252e./x",
                "/files/..;v=1/x"
            })
    void noPathLeavesItsTarget(String path) {
        try (ScriptedProvider other = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(other.port())) {
            assertThat(ask(gateway, "GET", path, "", "Authorization", BEARER).status())
                    .isEqualTo(400);
            other.verify();
            assertThat(gateway.rows()).isEmpty();
        }
    }

    @Test
    void nobodyGetsThroughWithoutAKeyNorAroundTheModelsOfOne() {
        try (ScriptedProvider other = ScriptedProvider.expecting(1).reply(Reply.json("{}"));
                TestGateway gateway = gateway(other.port())) {
            assertThat(ask(gateway, "POST", "/search", "{}").status()).isEqualTo(401);
            assertThat(post(gateway, "/search", "sk-unknown", "{}").status()).isEqualTo(401);
            Response refused = post(gateway, "/search", LIMITED, "{\"model\":\"bad\"}");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).contains("bad");
            assertThat(post(gateway, "/search", LIMITED, "{\"model\":\"good\",\"model\":\"bad\"}")
                            .status())
                    .isEqualTo(400);
            assertThat(post(gateway, "/search", LIMITED, "{\"model\":").status())
                    .isEqualTo(400);
            assertThat(post(gateway, "/files/models/bad", LIMITED, "{\"model\":\"good\"}")
                            .status())
                    .isEqualTo(403);
            assertThat(post(gateway, "/search", LIMITED, "{\"model\":\"good\"}").status())
                    .isEqualTo(200);
            assertThat(gateway.rows()).hasSize(1);
            assertThat(gateway.rows().getFirst().begin().requestedModel()).isEqualTo("good");
            other.verify();
        }
    }

    @Test
    void anOpenPathForwardsTheClientsHeadersButNeverAGatewayKey() {
        try (ScriptedProvider other = ScriptedProvider.expecting(2).always(Reply.json("{}"));
                TestGateway gateway = gateway(other.port())) {
            ask(
                    gateway,
                    "POST",
                    "/files/open?key=" + TestGateway.MASTER + "&a=1",
                    "x",
                    "Authorization",
                    "Bearer their-own",
                    "X-Api-Key",
                    TestGateway.MASTER,
                    "X-Mine",
                    "m",
                    "Cookie",
                    "c=1",
                    "Connection",
                    "x-hop",
                    "X-Hop",
                    "h",
                    "X-Eclusa-Tags",
                    "t");
            Received sent = other.requests().getFirst();
            assertThat(sent.target()).isEqualTo("/open?a=1");
            assertThat(sent.header("authorization")).contains("Bearer their-own");
            assertThat(sent.header("x-mine")).contains("m");
            for (String absent : List.of("x-api-key", "cookie", "x-hop", "x-eclusa-tags")) {
                assertThat(sent.header(absent)).as(absent).isEmpty();
            }
            ask(gateway, "POST", "/files/open", "x", "Authorization", BEARER);
            assertThat(other.requests().getLast().header("authorization")).isEmpty();
            assertThat(gateway.rows().getFirst().begin().caller().key()).isEqualTo("anonymous");
            Response method = ask(gateway, "GET", "/search/x", "", "Authorization", BEARER);
            assertThat(method.status()).isEqualTo(404);
        }
    }

    @Test
    void limitsAndBudgetsHoldHereToo() {
        try (ScriptedProvider other = ScriptedProvider.expecting(2).always(Reply.json("{}"));
                TestGateway gateway = gateway(other.port())) {
            assertThat(post(gateway, "/search", "sk-paced-key-of-the-tests", "{}")
                            .status())
                    .isEqualTo(200);
            assertThat(post(gateway, "/search", "sk-paced-key-of-the-tests", "{}")
                            .status())
                    .isEqualTo(429);
            Response unpriced = post(gateway, "/files/a", "sk-poor-key-of-the-tests", "{}");
            assertThat(unpriced.status()).isEqualTo(403);
            assertThat(unpriced.text()).contains("cost_per_request");
            assertThat(post(gateway, "/search", "sk-poor-key-of-the-tests", "{}")
                            .status())
                    .isEqualTo(200);
            other.verify();
        }
    }

    @Test
    void whatTheOtherSideRefusesComesBackAndCostsNothing() {
        try (ScriptedProvider other = ScriptedProvider.expecting(1).reply(Reply.json(422, "{\"odd\":\"error\"}"));
                TestGateway gateway = gateway(other.port())) {
            Response answer = post(gateway, "/search", TestGateway.MASTER, "{}");
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text()).isEqualTo("{\"odd\":\"error\"}");
            CallRow row = gateway.rows().getFirst();
            assertThat(row.outcome()).isEqualTo(Outcome.ERROR);
            assertThat(row.cost()).contains(Cost.ZERO);
        }
    }

    @Test
    void silenceIs504AndNobodyThereIs502() {
        try (ScriptedProvider other = ScriptedProvider.expecting(1).reply(Reply.silent());
                TestGateway gateway = gateway(other.port())) {
            assertThat(post(gateway, "/slow", TestGateway.MASTER, "{}").status())
                    .isEqualTo(504);
            assertThat(post(gateway, "/nobody", TestGateway.MASTER, "{}").status())
                    .isEqualTo(502);
            assertThat(post(gateway, "/nobody", TestGateway.MASTER, "{}").text())
                    .doesNotContain("127.0.0.1");
            assertThat(gateway.rows())
                    .hasSize(3)
                    .allMatch(row -> row.outcome() == Outcome.ERROR)
                    .allMatch(row -> row.cost().equals(Optional.of(Cost.ZERO)));
        }
    }

    @Test
    void aStreamArrivesAsItComesAndOneThatIsCutIsCutHereToo() throws Exception {
        Gate hold = new Gate();
        Reply stream =
                Reply.sse(Step.data("one"), Step.await(hold), Step.data("two")).ending(Ending.EOF);
        try (ScriptedProvider other = ScriptedProvider.expecting(1).reply(stream);
                TestGateway gateway = gateway(other.port());
                RawClient client = RawClient.connect(gateway.port())) {
            client.request("POST", "/search", Header.list("Authorization", BEARER), "{}");
            client.readHead();
            assertThat(client.readUntil("one")).contains("data: one");
            hold.reached().get(5, SECONDS);
            hold.open();
            BodyEvent last = client.readPiece();
            while (last instanceof BodyEvent.Piece) {
                last = client.readPiece();
            }
            assertThat(last).isInstanceOf(BodyEvent.Cut.class);
            assertThat(gateway.rows()).hasSize(1);
            CallRow row = gateway.rows().getFirst();
            assertThat(row.outcome()).isEqualTo(Outcome.INCOMPLETE);
            assertThat(row.cost()).contains(new Cost(1_500_000));
        }
    }

    @Test
    void aClientThatLeavesCutsTheOtherSideOff() throws Exception {
        Reply stream = Reply.sse(Step.data("one")).ending(Ending.HANG);
        try (ScriptedProvider other = ScriptedProvider.expecting(1).reply(stream);
                TestGateway gateway = gateway(other.port())) {
            try (RawClient client = RawClient.connect(gateway.port())) {
                client.request("POST", "/search", Header.list("Authorization", BEARER), "{}");
                client.readHead();
                client.readUntil("one");
            }
            other.clientGone().get(5, SECONDS);
            CallRow row = gateway.rows().getFirst();
            assertThat(row.outcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(row.cost()).contains(new Cost(1_500_000));
        }
    }

    @Test
    void aClientThatReadsSlowlyHoldsTheOtherSideBack() throws Exception {
        byte[] large = new byte[64 << 20];
        Reply whole = Reply.stream("application/octet-stream", Step.send(large));
        try (ScriptedProvider other = ScriptedProvider.expecting(1).reply(whole);
                TestGateway gateway = gateway(other.port());
                RawClient client = RawClient.connect(gateway.port(), 4096)) {
            client.request("GET", "/files/large", Header.list("Authorization", BEARER), "");
            client.readHead();
            assertThat(other.requests().getFirst().answered()).isNotDone();
            client.reset();
            other.clientGone().get(5, SECONDS);
        }
    }
}
