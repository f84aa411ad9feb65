package dev.eclusa.app.config;

import dev.eclusa.core.money.Cost;
import dev.eclusa.core.money.Price;
import dev.eclusa.engine.routing.Timeouts;
import dev.eclusa.router.trial.Mirror;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads public names and their deployments. */
final class Models {
    private final Map<String, Configuration.Provider> providers;
    private final Timeouts timeouts;
    private final Problems problems;

    Models(Map<String, Configuration.Provider> providers, Timeouts timeouts, Problems problems) {
        this.providers = providers;
        this.timeouts = timeouts;
        this.problems = problems;
    }

    List<Configuration.Model> read(Section top) {
        return top.list("models").stream().map(this::model).toList();
    }

    private Configuration.Model model(Section section) {
        require(section, "name", "A model needs a name.");
        if (section.list("deployments").isEmpty()) {
            problems.add(
                    section.place("deployments"),
                    section.path("deployments"),
                    "A model needs at least one deployment.");
        }
        return new Configuration.Model(
                section.text("name"),
                section.list("deployments").stream().map(this::deployment).toList(),
                section.texts("fallbacks"),
                section.text("strategy"),
                section.has("mirror") ? mirror(section.section("mirror")) : Optional.empty());
    }

    private Optional<Mirror> mirror(Section section) {
        require(section, "to", "A mirror names the model that gets the copies.");
        double share = section.decimal("share").doubleValue();
        if (share > 1) {
            problems.add(section.place("share"), section.path("share"), "This is a share of the calls, 0 to 1.");
        }
        return Optional.of(new Mirror(
                section.text("to"), share, section.dollars("spend_cap").map(Cost::ofDollars)));
    }

    private Configuration.Deployment deployment(Section section) {
        require(section, "provider", "A deployment needs a provider.");
        require(section, "model", "A deployment needs a model.");
        return new Configuration.Deployment(
                section.text("provider"),
                section.text("model"),
                section.whole("order"),
                section.whole("weight"),
                section.has("price") ? price(section.section("price")) : Optional.empty(),
                section.has("capabilities")
                        ? Optional.of(capabilities(section.section("capabilities")))
                        : Optional.empty(),
                new Configuration.Quota(section.count("max_concurrent"), section.count("rpm"), section.count("tpm")),
                section.whole("priority"),
                section.text("tier"),
                section.text("region"),
                section.has("timeouts") ? Optional.of(timeouts(section)) : Optional.empty(),
                section.flag("think_tags"),
                section.flag("enabled"),
                section.text("id"));
    }

    private Timeouts timeouts(Section deployment) {
        Configuration.Provider provider = providers.get(deployment.text("provider"));
        Timeouts inherited = provider == null ? timeouts : provider.timeouts();
        return Settings.timeouts(deployment.section("timeouts"), inherited);
    }

    private static Configuration.Capabilities capabilities(Section section) {
        return new Configuration.Capabilities(
                section.text("type"),
                section.flag("vision"),
                section.flag("tools"),
                section.flag("json"),
                section.flag("reasoning"),
                section.tokens("context"),
                section.tokens("max_output"));
    }

    private Optional<Price> price(Section section) {
        Optional<BigDecimal> input = section.dollars("input");
        Optional<BigDecimal> output = section.dollars("output");
        if (input.isEmpty() || output.isEmpty()) {
            problems.add(
                    section.place(""),
                    section.path(input.isEmpty() ? "input" : "output"),
                    "A price needs 'input' and 'output', in USD per million tokens.");
            return Optional.empty();
        }
        try {
            return Optional.of(price(section, input.get(), output.get()));
        } catch (ArithmeticException absurd) {
            problems.add(
                    section.place(""), section.path(""), "A price this large cannot be kept, USD per million tokens.");
            return Optional.empty();
        }
    }

    private static Price price(Section section, BigDecimal input, BigDecimal output) {
        Price.Builder price = Price.perMillion(input, output);
        section.dollars("cached_input").ifPresent(price::cachedInput);
        section.dollars("cache_write").ifPresent(price::cacheWrite);
        section.dollars("cache_write_hour").ifPresent(price::cacheWriteHour);
        section.dollars("reasoning").ifPresent(price::reasoning);
        section.dollars("audio_input").ifPresent(price::audioInput);
        section.dollars("audio_output").ifPresent(price::audioOutput);
        return price.build();
    }

    private void require(Section section, String key, String message) {
        if (!section.has(key)) {
            problems.add(section.place(key), section.path(key), message);
        }
    }
}
