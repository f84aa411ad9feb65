package dev.eclusa.app.litellm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in which order the deployments of a name are tried, and which share of the calls each gets; an empty text says nothing. */
final class ShareOut {
    private static final String PARAMS = "model_list.litellm_params";

    private final Context context;
    private final boolean shuffled;

    /**
     * Shares calls out.
     *
     * @param shuffled whether by chance, as LiteLLM does unless told otherwise
     */
    ShareOut(Context context, boolean shuffled) {
        this.context = context;
        this.shuffled = shuffled;
    }

    /** LiteLLM tries deployments without an order after those that have one; here they would come first. */
    static List<String> orders(List<Deployed> deployments) {
        Optional<Integer> last = deployments.stream()
                .flatMap(deployed -> deployed.shares().order().stream())
                .max(Integer::compare);
        return deployments.stream()
                .map(deployed -> last.map(most -> String.valueOf(
                                deployed.shares().order().orElse(Math.min(most, Integer.MAX_VALUE - 1) + 1)))
                        .orElse(""))
                .toList();
    }

    /** By weight where one is given; calls that are shared by chance go by rpm, then tpm, where all have them. */
    List<String> weights(List<Deployed> deployments) {
        List<Optional<BigDecimal>> weights =
                deployments.stream().map(deployed -> deployed.shares().weight()).toList();
        List<String> none = deployments.stream().map(deployed -> "").toList();
        if (!shuffled) {
            ignored(deployments);
            return none;
        }
        if (weights.stream().anyMatch(Optional::isPresent)) {
            return given(deployments, weights);
        }
        if (deployments.size() < 2) {
            return none;
        }
        List<Optional<Integer>> requests =
                deployments.stream().map(deployed -> deployed.shares().rpm()).toList();
        List<Optional<Integer>> tokens =
                deployments.stream().map(deployed -> deployed.shares().tpm()).toList();
        List<Optional<Integer>> shares = requests.stream().anyMatch(Optional::isPresent) ? requests : tokens;
        return shares.stream().allMatch(Optional::isPresent)
                ? shares.stream().map(share -> String.valueOf(share.orElse(1))).toList()
                : none;
    }

    /** Weights have a meaning only where calls are shared out by chance. */
    private void ignored(List<Deployed> deployments) {
        deployments.stream()
                .filter(deployed -> deployed.shares().weight().isPresent())
                .forEach(deployed -> context.notes()
                        .add(
                                deployed.place(),
                                PARAMS + ".weight",
                                "has no effect with this routing_strategy, as in LiteLLM. Take it out."));
    }

    private List<String> given(List<Deployed> deployments, List<Optional<BigDecimal>> weights) {
        int places = weights.stream()
                .flatMap(Optional::stream)
                .mapToInt(weight -> Math.max(0, weight.stripTrailingZeros().scale()))
                .max()
                .orElse(0);
        boolean none = weights.stream().flatMap(Optional::stream).allMatch(weight -> weight.signum() == 0);
        List<String> written = new ArrayList<>();
        for (int i = 0; i < deployments.size(); i++) {
            if (weights.get(i).isEmpty()) {
                context.notes()
                        .add(
                                deployments.get(i).place(),
                                PARAMS + ".weight",
                                "is missing where others of '"
                                        + deployments.get(i).name()
                                        + "' have one: it gets no calls, as in LiteLLM. Write it.");
            }
            BigDecimal whole = weights.get(i).orElse(BigDecimal.ZERO).movePointRight(places);
            written.add(none ? "" : bounded(whole, deployments.get(i)));
        }
        return written;
    }

    private String bounded(BigDecimal whole, Deployed deployed) {
        if (whole.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            context.problems()
                    .add(
                            deployed.place(),
                            deployed.path() + ".litellm_params.weight",
                            "The weight has too many digits; round it.");
            return "";
        }
        return whole.toBigInteger().toString();
    }
}
