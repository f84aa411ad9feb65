package dev.eclusa.app.config;

import static dev.eclusa.app.config.Key.count;
import static dev.eclusa.app.config.Key.decimal;
import static dev.eclusa.app.config.Key.text;

import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.accounting.Allowance;
import dev.eclusa.engine.accounting.BudgetPeriod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads what somebody may use and spend, written as the fields of managed keys are. */
final class Allowances {
    private final Problems problems;

    Allowances(Problems problems) {
        this.problems = problems;
    }

    /** The keys of such a section. */
    static List<Key> keys() {
        return List.of(
                decimal("max_budget", "", "Most USD in a period; unlimited by default."),
                count("rpm_burst", "Requests in any second."),
                text("budget_duration", "", "When the budget is full again: `24h`, `7d`, `1mo`; never by default."),
                decimal("soft_budget", "", "USD from which a warning is given; four fifths of the budget by default."),
                count("rpm_limit", "Requests in any minute."),
                count("tpm_limit", "Tokens in any minute."),
                count("max_parallel_requests", "Calls at a time."));
    }

    Allowance read(Section section) {
        String written = section.text("budget_duration");
        Optional<BudgetPeriod> period = BudgetPeriod.of(written);
        if (!written.isEmpty() && period.isEmpty()) {
            problems.add(
                    section.place("budget_duration"),
                    section.path("budget_duration"),
                    "This is a period such as 30s, 30m, 24h, 7d, 30d or 1mo.");
        }
        return new Allowance(
                section.dollars("max_budget").map(Cost::ofDollars),
                period,
                wide(section.count("rpm_limit")),
                wide(section.count("tpm_limit")),
                section.count("max_parallel_requests"),
                false,
                false,
                section.dollars("soft_budget").map(Cost::ofDollars),
                "",
                wide(section.count("rpm_burst")));
    }

    Map<String, Allowance> byName(Section section, String key) {
        Map<String, Allowance> allowances = new LinkedHashMap<>();
        section.map(key).forEach((name, one) -> allowances.put(name, read(one)));
        return allowances;
    }

    private static OptionalLong wide(OptionalInt count) {
        return count.isPresent() ? OptionalLong.of(count.getAsInt()) : OptionalLong.empty();
    }
}
