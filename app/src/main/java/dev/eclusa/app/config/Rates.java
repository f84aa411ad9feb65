package dev.eclusa.app.config;

import dev.eclusa.engine.accounting.Allowance;
import dev.eclusa.engine.accounting.Plans;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads limits a minute, by plan and by route, written {@code 100/minute} or {@code 100/minute, burst 20}. */
final class Rates {
    private static final Pattern RATE = Pattern.compile(
            "(?:(?<minute>\\d{1,15})\\s*/\\s*(?:minute|min|m))?(?:\\s*,?\\s*burst\\s+(?<burst>\\d{1,15}))?");

    /** The plan that RATE_LIMIT_REQUESTS makes where none is named. */
    private static final String OF_THE_ENVIRONMENT = "RATE_LIMIT_REQUESTS";

    private final Problems problems;

    Rates(Problems problems) {
        this.problems = problems;
    }

    Plans plans(Section section, int requestsOfTheEnvironment) {
        Map<String, Allowance> plans = new LinkedHashMap<>();
        section.map("plans").forEach((name, plan) -> plans.put(name, plan(plan)));
        Map<String, Allowance> routes = new LinkedHashMap<>();
        section.textMap("routes").forEach((path, rate) -> routes.put(path, requests(section, "routes", rate)));
        String usual = section.text("default_plan");
        if (!usual.isEmpty() && !plans.containsKey(usual)) {
            problems.add(
                    section.place("default_plan"),
                    section.path("default_plan"),
                    "There is no plan '" + usual + "' under limits.plans.");
        }
        if (requestsOfTheEnvironment == 0) {
            return new Plans(plans, usual, routes);
        }
        String named = usual.isEmpty() ? OF_THE_ENVIRONMENT : usual;
        Allowance before = plans.getOrDefault(named, Allowance.UNLIMITED);
        plans.put(
                named,
                Allowance.of(OptionalLong.of(requestsOfTheEnvironment), before.tokens(), before.concurrent())
                        .bursting(before.burst()));
        return new Plans(plans, named, routes);
    }

    private Allowance plan(Section plan) {
        Allowance requests = requests(plan, "requests", plan.text("requests"));
        return Allowance.of(
                        requests.requests(),
                        requests(plan, "tokens", plan.text("tokens")).requests(),
                        plan.count("concurrency"))
                .bursting(requests.burst());
    }

    /** So many a minute, and so many of them in a second. */
    private Allowance requests(Section section, String key, String written) {
        Matcher rate = RATE.matcher(written.strip());
        boolean isBurstOfTokens = key.equals("tokens") && written.contains("burst");
        if (!rate.matches() || isBurstOfTokens) {
            problems.add(
                    section.place(key),
                    section.path(key),
                    "A limit is written as a number a minute, 100/minute"
                            + (isBurstOfTokens
                                    ? "."
                                    : ", with or without how many of them may come in one second: 100/minute, burst 20."));
            return Allowance.UNLIMITED;
        }
        return Allowance.of(figure(rate, "minute"), OptionalLong.empty(), OptionalInt.empty())
                .bursting(figure(rate, "burst"));
    }

    private static OptionalLong figure(Matcher rate, String name) {
        return Optional.ofNullable(rate.group(name))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }
}
