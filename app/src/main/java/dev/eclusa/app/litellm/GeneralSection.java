package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located.Place;
import dev.eclusa.app.litellm.Context.Need;
import java.util.Optional;
import java.util.regex.Pattern;

/** Carries {@code general_settings}, and what of {@code litellm_settings} concerns the gateway itself. */
final class GeneralSection {
    private static final Pattern SPAN = Pattern.compile("\\d{1,9}[smhd]");
    private static final String KNOWN_TO_ALL = "sk-1234";
    private static final int MOST_MEGABYTES = 1024;

    private final Keys general;
    private final Keys module;
    private final Environment environment;

    GeneralSection(Keys general, Keys module) {
        this.general = general;
        this.module = module;
        this.environment = general.context().environment();
    }

    /** Writes the sections {@code server}, {@code auth}, {@code store}, {@code ledger}, {@code log} and {@code budgets}. */
    void write(Page file) {
        server(file.page("server"));
        auth(file.page("auth"));
        store(file.page("store"));
        retention()
                .ifPresent(span -> file.page("ledger")
                        .plain("retention", span, general.place("maximum_spend_logs_retention_period")));
        log(file.page("log"));
        budgets(file.page("budgets"));
    }

    private void server(Page server) {
        server.own("litellm", "true", "its clients' fields and headers are understood");
        server.own("restamp_model", "true", "answers carry the name the client asked for, as LiteLLM's do");
        server.page("cors").own("origins", "['*']", "pages of all origins may call, as LiteLLM lets them");
        general.whole("max_request_size_mb", 1)
                .map(GeneralSection::bounded)
                .ifPresent(most -> server.plain("max_body_mb", most, general.place("max_request_size_mb")));
        general.whole("max_response_size_mb", 1)
                .map(GeneralSection::bounded)
                .ifPresent(
                        most -> server.page("limits").plain("answer_mb", most, general.place("max_response_size_mb")));
    }

    private static String bounded(int megabytes) {
        return String.valueOf(Math.min(megabytes, MOST_MEGABYTES));
    }

    private void auth(Page auth) {
        Optional<String> written = general.carried("master_key", Need.REQUIRED);
        if (written.equals(Optional.of(KNOWN_TO_ALL))) {
            general.note("master_key", "is the one of LiteLLM's examples, which everybody knows. Choose another.");
        }
        Place place = general.place("master_key");
        if (written.isPresent()) {
            auth.text("master_key", written.get(), place);
        } else if (!general.has("master_key") && environment.isSet("LITELLM_MASTER_KEY")) {
            auth.text("master_key", environment.reference("LITELLM_MASTER_KEY"), place);
        } else if (!general.has("master_key")) {
            general.note(
                    "master_key",
                    "none is written: LiteLLM would let everybody call. Here a key is required, and the first start"
                            + " makes one. Write auth.required: false into the converted file if everybody may call.");
        }
    }

    private void store(Page store) {
        Optional<String> written = general.carried("database_url", Need.OPTIONAL);
        Optional<String> url = written.isPresent() || !environment.isSet("DATABASE_URL")
                ? written
                : Optional.of(environment.reference("DATABASE_URL"));
        url.ifPresent(place -> store.text("url", place, general.place("database_url")));
    }

    private Optional<String> retention() {
        Optional<String> written = general.now("maximum_spend_logs_retention_period");
        Optional<String> span = written.filter(text -> SPAN.matcher(text).matches());
        if (written.isPresent() && span.isEmpty()) {
            general.problem("maximum_spend_logs_retention_period", "This is a duration such as 30d, in s, m, h or d.");
        }
        return span;
    }

    private void log(Page log) {
        if (module.flag("json_logs").orElse(false)) {
            log.plain("format", "json", module.place("json_logs"));
        }
        if (module.flag("set_verbose").orElse(false)) {
            log.plain("level", "debug", module.place("set_verbose"));
        }
    }

    private void budgets(Page budgets) {
        budgets.own("unpriced", "allow", "as LiteLLM does: a call whose price is not known costs nothing and passes");
        module.now("timezone").ifPresent(zone -> budgets.text("time_zone", zone, module.place("timezone")));
    }

    /** Calls at a time of a deployment that says nothing of them; 0 is any number. */
    int mostAtATime(Keys router) {
        Optional<Integer> usual = router.whole("default_max_parallel_requests", 0);
        Optional<Integer> all = general.whole("max_parallel_requests", 0);
        return usual.or(() -> all).orElse(0);
    }
}
