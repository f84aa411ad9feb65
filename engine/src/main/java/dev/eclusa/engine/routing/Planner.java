package dev.eclusa.engine.routing;

import dev.eclusa.engine.resilience.Obstacle;
import dev.eclusa.engine.routing.Strategy.Ranked;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes plans: what rules a deployment out comes first, then order, then the group's strategy, then what the caller
 * prefers. Pure; the only state it reads is the standing of the deployments, the only state it writes where conversations
 * live.
 */
public final class Planner {
    private final Affinity affinity;

    /** A planner that keeps conversations where their prompt is cached. */
    public Planner(Affinity affinity) {
        this.affinity = affinity;
    }

    /** Where conversations live. */
    public Affinity homes() {
        return affinity;
    }

    /** The plan for one call: the group's deployments, then those of its fallbacks, nobody twice. */
    public Plan plan(Group group, Needs needs, Moment moment) {
        Draft draft = new Draft(needs, moment);
        if (group.fallbacks().isEmpty()) {
            draft.addOwn(group);
        } else {
            draft.add(group, new HashSet<>());
        }
        return draft.finish(group);
    }

    /** A plan being made. */
    private final class Draft {
        private final Needs needs;
        private final Moment moment;
        private final List<Ranked> ranked = new ArrayList<>(4);
        private final List<Left> left = new ArrayList<>(0);
        private boolean stayed;
        private boolean chosen;

        Draft(Needs needs, Moment moment) {
            this.needs = needs;
            this.moment = moment;
        }

        void add(Group group, Set<String> seen) {
            if (seen.add(group.name())) {
                addOwn(group);
                group.fallbacks().forEach(fallback -> add(fallback, seen));
            }
        }

        void addOwn(Group group) {
            List<Candidate> candidates = group.candidates();
            int from = 0;
            while (from < candidates.size()) {
                int to = from + 1;
                while (to < candidates.size()
                        && candidates.get(to).traits().order()
                                == candidates.get(from).traits().order()) {
                    to++;
                }
                addEqual(candidates.subList(from, to), needs.wishes().strategy().orElse(group.strategy()));
                from = to;
            }
        }

        private void addEqual(List<Candidate> equals, Strategy strategy) {
            if (equals.size() == 1) {
                addAlone(equals.getFirst());
                return;
            }
            List<Candidate> able = new ArrayList<>(equals.size());
            for (Candidate candidate : equals) {
                if (!isPlanned(candidate) && canServe(candidate)) {
                    able.add(candidate);
                }
            }
            if (able.size() > 1) {
                chosen = true;
                List<Ranked> block = strategy.rank(able, needs, moment);
                if (!strategy.isFinal()) {
                    startSlowly(block);
                    stay(block);
                }
                ranked.addAll(block);
            } else if (able.size() == 1) {
                ranked.add(new Ranked(able.getFirst(), 0));
            }
        }

        private void addAlone(Candidate candidate) {
            if (!isPlanned(candidate) && canServe(candidate)) {
                ranked.add(new Ranked(candidate, 0));
            }
        }

        private boolean isPlanned(Candidate candidate) {
            for (Ranked known : ranked) {
                if (known.candidate().standing().equals(candidate.standing())) {
                    return true;
                }
            }
            return false;
        }

        private boolean canServe(Candidate candidate) {
            if (candidate.traits().weight() <= 0) {
                left.add(new Left(candidate, "its weight is 0", Optional.empty()));
                return false;
            }
            Optional<String> against = Constraints.against(candidate, needs);
            if (against.isPresent()) {
                left.add(new Left(candidate, against.get(), Optional.empty()));
                return false;
            }
            Optional<Obstacle> obstacle = obstacle(candidate);
            obstacle.ifPresent(present -> left.add(new Left(candidate, present.reason(), obstacle)));
            return obstacle.isEmpty();
        }

        private Optional<Obstacle> obstacle(Candidate candidate) {
            long nanos = moment.nanos();
            long calls = candidate.traits().callsAMinute().orElse(Long.MAX_VALUE);
            long tokens = candidate.traits().tokensAMinute().orElse(Long.MAX_VALUE);
            boolean spent = (calls != Long.MAX_VALUE && candidate.standing().callsThisMinute(nanos) >= calls)
                    || (tokens != Long.MAX_VALUE
                            && candidate.standing().tokensThisMinute(nanos) + needs.promptTokens() > tokens);
            return spent
                    ? Optional.of(new Obstacle(
                            "its requests or tokens of this minute are used up",
                            Obstacle.Kind.RATE_LIMIT,
                            nanos + 10_000_000_000L))
                    : candidate.standing().obstacle(nanos);
        }

        /** One that is just back from being ill leads only so often as it has recovered, and never less than one in ten. */
        private void startSlowly(List<Ranked> block) {
            double warmth = block.getFirst().candidate().standing().warmth(moment.nanos());
            if (warmth < 1 && moment.random().nextDouble() > Math.max(0.1, warmth)) {
                for (int i = 1; i < block.size(); i++) {
                    if (block.get(i).candidate().standing().warmth(moment.nanos()) >= 1) {
                        block.addFirst(block.remove(i));
                        return;
                    }
                }
            }
        }

        private void stay(List<Ranked> block) {
            if (stayed || needs.session().isEmpty()) {
                return;
            }
            affinity.home(needs.session(), moment.nanos()).ifPresent(home -> {
                for (int i = 0; i < block.size(); i++) {
                    if (block.get(i).candidate().name().equals(home)
                            && Affinity.worthStaying(
                                    block.get(i).candidate(), block.getFirst().candidate(), needs)) {
                        block.addFirst(block.remove(i));
                        stayed = true;
                        return;
                    }
                }
            });
        }

        Plan finish(Group group) {
            boolean preferred = prefer();
            String strategy = needs.wishes().strategy().orElse(group.strategy()).name();
            return new Plan(group.name(), strategy, ranked, left, reason(strategy, preferred));
        }

        private boolean prefer() {
            String provider = needs.wishes().preferred();
            if (provider.isEmpty()) {
                return false;
            }
            List<Ranked> first = new ArrayList<>(ranked.size());
            List<Ranked> rest = new ArrayList<>(ranked.size());
            for (Ranked one : ranked) {
                (one.candidate().target().provider().equals(provider) ? first : rest).add(one);
            }
            ranked.clear();
            ranked.addAll(first);
            ranked.addAll(rest);
            return !first.isEmpty();
        }

        private String reason(String strategy, boolean preferred) {
            if (ranked.isEmpty()) {
                return "nobody is left";
            }
            if (preferred) {
                return "the preferred provider first";
            }
            if (stayed) {
                return "stays where its prompt is cached";
            }
            return chosen ? "by " + strategy : "in the order configured";
        }
    }
}
