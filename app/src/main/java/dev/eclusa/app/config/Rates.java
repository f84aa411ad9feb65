package dev.eclusa.app.config;

import dev.eclusa.engine.accounting.Allowance;
import dev.eclusa.engine.accounting.Plans;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads limits a minute, by plan and by route. */
final class Rates {
    private static final Pattern RATE = Pattern.compile("(\\d{1,15})\\s*/\\s*(minute|min|m)");

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
        section.textMap("routes")
                .forEach((path, rate) -> routes.put(
                        path, Allowance.of(rate(section, "routes", rate), OptionalLong.empty(), OptionalInt.empty())));
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
        plans.put(named, Allowance.of(OptionalLong.of(requestsOfTheEnvironment), before.tokens(), before.concurrent()));
        return new Plans(plans, named, routes);
    }

    private Allowance plan(Section plan) {
        return Allowance.of(
                rate(plan, "requests", plan.text("requests")),
                rate(plan, "tokens", plan.text("tokens")),
                plan.count("concurrency"));
    }

    private OptionalLong rate(Section section, String key, String written) {
        if (written.isEmpty()) {
            return OptionalLong.empty();
        }
        Matcher rate = RATE.matcher(written.strip());
        if (rate.matches()) {
            return OptionalLong.of(Long.parseLong(rate.group(1)));
        }
        problems.add(section.place(key), section.path(key), "A limit is written as a number a minute: 100/minute.");
        return OptionalLong.empty();
    }
}
