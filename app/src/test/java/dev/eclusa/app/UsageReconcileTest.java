package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.CallerLabels;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.store.DatabasePlace;
import dev.eclusa.store.sql.Database;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code eclusa usage reconcile}: every kind of file, against books that are known. */
class UsageReconcileTest {
    private static final String USAGE = "organization.usage.completions.result";
    private static final String COSTS = "organization.costs.result";

    @TempDir
    Path data;

    private int calls;
    private int files;

    /** Two days: of OpenAI a model by its short and one by its dated name, of Anthropic one; and a call nobody answered. */
    @BeforeEach
    void keepBooks() throws SQLException {
        try (Database database = DatabasePlace.usual().in(data.toAbsolutePath()).open()) {
            database.store(List.of(
                    call(
                            "2026-03-01T00:00:00Z",
                            "openai",
                            "gpt-4o-mini",
                            new Usage(1000, 400, 0, 0, 50, 0, 0, 0),
                            180_000),
                    call("2026-03-01T23:59:59.999Z", "openai", "gpt-4o-mini", Usage.of(500, 25), 90_001),
                    call("2026-03-02T12:00:00Z", "openai", "gpt-5-2026-01-01", Usage.of(10, 7), 1_000_000),
                    call(
                            "2026-03-02T12:00:00Z",
                            "anthropic",
                            "claude-x",
                            new Usage(130, 20, 30, 40, 9, 0, 0, 0),
                            2_500_000),
                    call("2026-03-02T12:00:00Z", "", "", Usage.NONE, 0)));
        }
    }

    private CallRow call(String began, String provider, String model, Usage usage, long nanos) {
        String id = "call-" + calls++;
        CallBegin begin = new CallBegin(
                id,
                id,
                Instant.parse(began).toEpochMilli(),
                new CallerLabels("key", "", "", "", "127.0.0.1", List.of()),
                "/v1/chat/completions",
                "m",
                provider,
                model,
                false,
                1,
                1);
        Outcome outcome = provider.isEmpty() ? Outcome.ERROR : Outcome.SUCCESS;
        Optional<Cost> cost = Optional.of(new Cost(nanos));
        return new CallRow(begin, provider, model, 0, outcome, 200, usage, false, cost, 5, -1, "miss", List.of(), "");
    }

    private String written(String content) throws IOException {
        return Files.writeString(data.resolve("file-" + files++), content).toString();
    }

    private Run reconcile(List<String> options, String... contents) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("usage", "reconcile", "--data", data.toString()));
        arguments.addAll(options);
        for (String content : contents) {
            arguments.add(written(content));
        }
        return Run.of(arguments.toArray(String[]::new));
    }

    private JsonNode json(int code, String... contents) throws IOException {
        Run run = reconcile(List.of("--json"), contents);
        assertThat(run.code()).as(run.out() + run.error()).isEqualTo(code);
        return run.json();
    }

    /** Figure, theirs and ours of a line that differs. */
    private static List<String> differing(JsonNode document) {
        List<String> lines = new ArrayList<>();
        for (JsonNode line : document.path("lines")) {
            if (!line.path("equal").asBoolean()) {
                lines.add(line.path("day").asString() + " " + line.path("model").asString() + " "
                        + line.path("figure").asString() + " " + line.path("theirs") + " " + line.path("ours"));
            }
        }
        return lines;
    }

    private static String notes(JsonNode document) {
        return document.path("notes").toString();
    }

    private static BigDecimal total(JsonNode document, String figure, String side) {
        for (JsonNode line : document.path("totals")) {
            if (line.path("figure").asString().equals(figure)) {
                return line.path(side).decimalValue();
            }
        }
        throw new AssertionError("no total of " + figure);
    }

    private static String openAi(String more, String... buckets) {
        return "{\"object\":\"page\",\"data\":[" + String.join(",", buckets) + "],\"has_more\":" + more
                + ",\"next_page\":null}";
    }

    private static String bucket(String day, String... results) {
        long start = Instant.parse(day + "T00:00:00Z").getEpochSecond();
        return "{\"object\":\"bucket\",\"start_time\":" + start + ",\"end_time\":" + (start + 86_400) + ",\"results\":["
                + String.join(",", results) + "]}";
    }

    private static String used(String model, int input, int cached, int output, int requests) {
        return "{\"object\":\"" + USAGE + "\",\"input_tokens\":" + input + ",\"output_tokens\":" + output
                + ",\"input_cached_tokens\":" + cached + ",\"num_model_requests\":" + requests + ",\"project_id\":null,"
                + "\"model\":" + (model.isEmpty() ? "null" : '"' + model + '"') + "}";
    }

    private static String charged(String value, String currency, String item) {
        return "{\"object\":\"" + COSTS + "\",\"amount\":{\"value\":" + value + ",\"currency\":\"" + currency + "\"},"
                + "\"line_item\":" + (item.isEmpty() ? "null" : '"' + item + '"') + "}";
    }

    private static String anthropic(String... results) {
        return "{\"data\":[{\"starting_at\":\"2026-03-02T00:00:00Z\",\"ending_at\":\"2026-03-03T00:00:00Z\",\"results\":["
                + String.join(",", results) + "]}],\"has_more\":false,\"next_page\":null}";
    }

    private static String claude(int uncached) {
        return "{\"uncached_input_tokens\":" + uncached + ",\"cache_read_input_tokens\":20,\"cache_creation\":"
                + "{\"ephemeral_5m_input_tokens\":30,\"ephemeral_1h_input_tokens\":40},\"output_tokens\":9,"
                + "\"model\":\"claude-x-20260101\",\"service_tier\":null,\"server_tool_use\":{\"web_search_requests\":0}}";
    }

    private static final String DAY_ONE = bucket("2026-03-01", used("gpt-4o-mini-2024-07-18", 1500, 400, 75, 2));
    private static final String DAY_TWO = bucket("2026-03-02", used("gpt-5-2026-01-01", 10, 0, 7, 1));

    @Test
    void openAisUsageIsEqualAndSaysWhichModelIsWhich() throws IOException {
        Run run = reconcile(List.of("--all"), openAi("false", DAY_ONE, DAY_TWO));
        assertThat(run.code()).as(run.out() + run.error()).isZero();
        assertThat(run.out())
                .contains("From 2026-03-01 to 2026-03-02 (UTC), our calls of openai")
                .containsPattern("2026-03-01 +gpt-4o-mini +cached tokens +400 +400 +0\n")
                .containsPattern("all +all models +requests +3 +3 +0\n")
                .contains("All 8 figures are equal.")
                .contains(
                        "gpt-4o-mini-2024-07-18 is compared with our gpt-4o-mini, which is its name without the date.")
                .doesNotContain("claude", "failed");
    }

    @Test
    void differencesAreListedWithTheirSignAndTheTotals() throws IOException {
        String other = bucket("2026-03-02", used("gpt-5-2026-01-01", 8, 0, 7, 1), used("gpt-6", 3, 0, 1, 1));
        JsonNode document = json(1, openAi("false", DAY_ONE, other));
        assertThat(differing(document))
                .containsExactly(
                        "2026-03-02 gpt-5-2026-01-01 input_tokens 8 10",
                        "2026-03-02 gpt-6 input_tokens 3 0",
                        "2026-03-02 gpt-6 output_tokens 1 0",
                        "2026-03-02 gpt-6 requests 1 0");
        assertThat(document.path("equal").asBoolean()).isFalse();
        assertThat(total(document, "input_tokens", "difference")).isEqualByComparingTo("-1");
        Run text = reconcile(List.of(), openAi("false", DAY_ONE, other));
        assertThat(text.out())
                .containsPattern("2026-03-02 +gpt-5-2026-01-01 +input tokens +8 +10 +\\+2 \\(\\+25\\.00 %\\)")
                .contains("4 of 12 figures differ; the others are equal.")
                .doesNotContainPattern("2026-03-01 +gpt-4o-mini");
    }

    @Test
    void aToleranceIsOfTheirsAndNothingIsWithinItOfZero() throws IOException {
        String other = openAi("false", DAY_ONE, bucket("2026-03-02", used("gpt-5-2026-01-01", 8, 0, 7, 1)));
        assertThat(reconcile(List.of("--tolerance", "24.99"), other).code()).isEqualTo(1);
        assertThat(reconcile(List.of("--tolerance", "25"), other).code()).isZero();
        assertThat(reconcile(List.of("--tolerance", "10000"), openAi("false", DAY_ONE, bucket("2026-03-02")))
                        .code())
                .isEqualTo(1);
        assertThat(reconcile(List.of("--tolerance", "-1"), other).code()).isEqualTo(2);
    }

    @Test
    void pagesAreSeveralFilesAndAMissingOneIsSaid() throws IOException {
        String first = openAi("true", DAY_ONE);
        assertThat(notes(json(0, first, openAi("false", DAY_TWO)))).doesNotContain("another follows");
        assertThat(notes(json(0, first))).contains("every page says that another follows");
        assertThat(reconcile(List.of(), first, first).error()).contains("is the same as a file before it");
        assertThat(notes(json(1, first, openAi("false", DAY_ONE, DAY_TWO))))
                .contains("2026-03-01 is in more than one file");
    }

    @Test
    void aDayWithoutResultsIsComparedToo() throws IOException {
        assertThat(differing(json(1, openAi("false", DAY_ONE, bucket("2026-03-02")))))
                .containsExactly(
                        "2026-03-02 gpt-5-2026-01-01 input_tokens 0 10",
                        "2026-03-02 gpt-5-2026-01-01 output_tokens 0 7",
                        "2026-03-02 gpt-5-2026-01-01 requests 0 1");
    }

    @Test
    void usageThatIsNotByModelIsComparedAsATotalAndSaidSo() throws IOException {
        JsonNode document = json(0, openAi("false", bucket("2026-03-01", used("", 1500, 400, 75, 2)), DAY_TWO));
        assertThat(notes(document)).contains("do not tell input tokens by model on every day");
        document = json(1, openAi("false", bucket("2026-03-01", used("", 1501, 400, 75, 2))));
        assertThat(notes(document)).contains("do not tell input tokens by model: all models are compared together");
        assertThat(differing(document)).containsExactly("2026-03-01 all models input_tokens 1501 1500");
    }

    @Test
    void modelsThatAreToldAndOnesThatAreNotOnOneDayAreNotMixed() throws IOException {
        String mixed = bucket("2026-03-02", used("gpt-5-2026-01-01", 10, 0, 7, 1), used("", 5, 0, 0, 0));
        JsonNode document = json(1, openAi("false", mixed));
        assertThat(differing(document)).containsExactly("2026-03-02 (no model told) input_tokens 5 0");
        assertThat(notes(document)).contains("On one day the files tell some input tokens by model and some not");
    }

    @Test
    void hoursAreAddedUpAndADayInPartIsSaid() throws IOException {
        long start = Instant.parse("2026-03-02T10:00:00Z").getEpochSecond();
        String hours = "{\"object\":\"bucket\",\"start_time\":%d,\"end_time\":%d,\"results\":[%s]}";
        String one = hours.formatted(start, start + 3600, used("gpt-5-2026-01-01", 4, 0, 3, 0));
        String two = hours.formatted(start + 3600, start + 7200, used("gpt-5-2026-01-01", 6, 0, 4, 1));
        assertThat(notes(json(0, openAi("false", one, two))))
                .contains("2026-03-02 is told in part only by OpenAI's usage");
        Run run = reconcile(List.of(), openAi("false", hours.formatted(start, start + 86_400, used("x", 1, 1, 1, 1))));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.error()).contains("data[0]", "within one UTC day was expected");
    }

    @Test
    void openAisCostsAreByLineItemAndExact() throws IOException {
        String dayOne = bucket(
                "2026-03-01",
                charged("0.0001", "usd", "gpt-4o-mini-2024-07-18, input"),
                charged("\"0.000070001\"", "usd", "gpt-4o-mini-2024-07-18, cached input"),
                charged("1e-4", "usd", "priority | gpt-4o-mini-2024-07-18, output, long context"),
                charged("0E-6176", "usd", "gpt-4o-mini"));
        assertThat(json(0, openAi("false", dayOne)).path("lines")).hasSize(1);
        JsonNode document =
                json(1, openAi("false", dayOne, bucket("2026-03-02", charged("0.02", "usd", "web search tool calls"))));
        assertThat(differing(document))
                .containsExactly(
                        "2026-03-02 (web search tool calls) cost 0.02 0", "2026-03-02 gpt-5-2026-01-01 cost 0 0.001");
        assertThat(total(document, "cost", "theirs")).isEqualByComparingTo("0.020270001");
        JsonNode totals = json(1, openAi("false", bucket("2026-03-01", charged("0.06", "usd", ""))));
        assertThat(differing(totals)).containsExactly("2026-03-01 all models cost 0.06 0.000270001");
        assertThat(notes(totals)).contains("do not tell USD by model");
    }

    @Test
    void usageAndCostsGoTogetherEachOverItsOwnDays() throws IOException {
        String costs = openAi("false", bucket("2026-03-01", charged("0.000270001", "usd", "gpt-4o-mini, input")));
        JsonNode document = json(0, openAi("false", DAY_ONE, DAY_TWO), costs);
        assertThat(total(document, "cost", "ours")).isEqualByComparingTo("0.000270001");
        assertThat(total(document, "input_tokens", "ours")).isEqualByComparingTo("1510");
    }

    @Test
    void anthropicsUsageCountsEveryClassOfInput() throws IOException {
        JsonNode document = json(0, anthropic(claude(40)));
        assertThat(document.path("compared_without_date")
                        .path("claude-x-20260101")
                        .asString())
                .isEqualTo("claude-x");
        assertThat(document.path("lines")).hasSize(3);
        assertThat(differing(json(1, anthropic(claude(41)))))
                .containsExactly("2026-03-02 claude-x input_tokens 131 130");
    }

    @Test
    void anthropicsCostsAreCents() throws IOException {
        String result = "{\"currency\":\"USD\",\"amount\":\"%s\",\"workspace_id\":null,\"description\":%s,\"model\":%s,"
                + "\"cost_type\":null}";
        String tokens = result.formatted("0.25", "\"Claude X Usage - Input Tokens\"", "\"claude-x-20260101\"");
        assertThat(json(0, anthropic(tokens)).path("lines")).hasSize(1);
        String search = result.formatted("1", "\"Web Search Usage\"", "null");
        assertThat(differing(json(1, anthropic(tokens, search))))
                .containsExactly("2026-03-02 (Web Search Usage) cost 0.01 0");
        assertThat(json(0, anthropic(result.formatted("0.250", "null", "null")))
                        .path("lines")
                        .path(0)
                        .path("model")
                        .asString())
                .isEqualTo("all models");
        assertThat(reconcile(List.of(), anthropic(tokens.replace("\"0.25\"", "0.25")))
                        .error())
                .contains("data[0].results[0].amount is 0.25; a text was expected");
    }

    @Test
    void anInvoiceNamesItsColumns() throws IOException {
        String invoice = "\uFEFFDate,Model,Prompt Tokens,completion_tokens,Amount,Currency,\"Tax, local\"\r\n"
                + "2026-03-01,gpt-4o-mini,1500,75,0.000270001,usd,\"a \"\"b\"\"\nc\"\r\n"
                + "2026-03-02T01:00:00+02:00,gpt-4o-mini,,,0.0000,USD,\r\n\r\n"
                + "2026-03-02,gpt-5-2026-01-01,10,7,0.001,USD,x\r\n"
                + "2026-03-02,claude-x,130,9,0.0025,USD,x";
        JsonNode document = json(0, invoice);
        assertThat(document.path("lines")).hasSize(9);
        assertThat(notes(document))
                .contains("columns that were not looked at: tax,_local")
                .doesNotContain("currency");
    }

    @Test
    void anInvoiceOfTotalsIsOfAllProvidersUnlessOneIsNamed() throws IOException {
        String invoice = "day,cost\n2026-03-01,0.000270001\n2026-03-02,0.0035\n";
        JsonNode document = json(0, invoice);
        assertThat(notes(document)).contains("taken to be in USD", "all models are compared together");
        Run one = reconcile(List.of("--provider", "openai", "--json"), invoice);
        assertThat(one.code()).isEqualTo(1);
        assertThat(differing(one.json())).containsExactly("2026-03-02 all models cost 0.0035 0.001");
    }

    @Test
    void booksWithoutThatProviderAreSaidSo() throws IOException {
        Run run = reconcile(List.of("--provider", "azure"), openAi("false", DAY_ONE));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("The books have nothing of azure on these days; they have openai: --provider NAME");
    }

    @Test
    void bothNamesOfAModelInOurBooksAreSaid() throws IOException, SQLException {
        try (Database database = DatabasePlace.usual().in(data.toAbsolutePath()).open()) {
            database.store(List.of(call("2026-03-02T13:00:00Z", "openai", "gpt-5", Usage.of(1, 1), 5)));
        }
        assertThat(notes(json(1, openAi("false", DAY_TWO))))
                .contains("Ours are both gpt-5-2026-01-01 and gpt-5, theirs only the former");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"object":"list","data":[{"id":"gpt-4o"}]}                   | is not a report that is known
            {"data":{"a":1}}                                             | is not a report that is known
            [1,2]                                                        | is not a report that is known
            {"object":"page"                                             | begins like JSON and is none
            {"object":"page","data":[]}                                  | nothing to compare
            {"object":"page","data":[{"start_time":"x"}]}                | data[0].start_time is "x"; a whole number was expected
            {"object":"page","data":[{"start_time":1,"end_time":2}]}     | data[0].results is missing; a list was expected
            {"data":[{"starting_at":"today"}]}                           | data[0].starting_at is "today"; a moment such as
            PK binary, no header                                         | is not the header of an invoice
            model,input_tokens                                           | is not the header of an invoice
            day,model                                                    | is not the header of an invoice
            day,cost                                                     | the files are of no day
            """)
    void whatIsNotUnderstoodIsSaid(String content, String expected) throws IOException {
        Run run = reconcile(List.of(), content);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.error()).contains(expected);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "input_tokens":1500    | "input_tokens":"1500"   | results[0].input_tokens is "1500"; a whole number was expected
            "input_tokens":1500    | "input_tokens":1500.5   | results[0].input_tokens is 1500.5; a whole number
            "input_tokens":1500    | "input_tokens":-1       | results[0].input_tokens is -1; a whole number
            "output_tokens":75     | "output":75             | results[0].output_tokens is missing; a whole number
            "gpt-4o-mini-2024-07-18" | 7                     | results[0].model is 7; a text was expected
            usage.completions      | usage.images            | results[0] is {"object":"organization.usage.images.result"
            """)
    void aFieldOfAnotherTypeIsSaidWithItsPlace(String right, String wrong, String expected) throws IOException {
        String page = openAi("false", DAY_ONE);
        assertThat(page).contains(right);
        Run run = reconcile(List.of(), page.replace(right, wrong));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.error()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            31/03/2026,m,1,0.1,USD       | :2: day is '31/03/2026'; a day such as 2026-01-31
            2026-03-01,m,1.5,0.1,USD     | :2: input_tokens is '1.5'; a whole number was expected
            2026-03-01,m,ten,0.1,USD     | :2: input_tokens is 'ten'; a whole number
            2026-03-01,m,1,$0.1,USD      | :2: cost is '$0.1'; a decimal number was expected
            2026-03-01,m,1,1e999999,USD  | :2: cost is '1e999999'; a decimal number was expected
            2026-03-01,m,1,0.1,EUR       | :2: currency is 'EUR'; USD, which the books are in
            2026-03-01,m,1,0.1           | :2: 4 cells; 5 were expected
            2026-03-01,"m,1,0.1,USD      | :2: a quoted cell has no end
            2026-03-01,"m"x,1,0.1,USD    | :2: a comma was expected after a quoted cell
            """, quoteCharacter = '`')
    void anInvoiceThatIsWrongIsSaidWithItsLine(String line, String expected) throws IOException {
        Run run = reconcile(List.of(), "day,model,input_tokens,cost,currency\n" + line + "\n");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.error()).contains(expected);
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws IOException {
        String page = openAi("false", DAY_ONE);
        assertThat(reconcile(List.of(), page, anthropic(claude(1))).error())
                .contains("The files are of anthropic and of openai");
        String euros = openAi(
                "false", bucket("2026-03-01", charged("1", "usd", "a, input"), charged("1", "eur", "a, output")));
        assertThat(reconcile(List.of(), euros).error()).contains("results[1].amount.currency is \"eur\"; USD");
        String both = openAi("false", DAY_ONE, bucket("2026-03-02", charged("1", "usd", "a, input")));
        assertThat(reconcile(List.of(), both).error()).contains("data[1].results[0]", "like the first");
        assertThat(reconcile(List.of(), "day,input_tokens,prompt_tokens\n2026-03-01,1,1\n")
                        .error())
                .contains("input_tokens and prompt_tokens say the same thing");
        Run missing = Run.of("usage", "reconcile", data.resolve("none").toString());
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.error()).contains("cannot be read");
    }
}
