package dev.eclusa.app;

import dev.eclusa.app.doctor.Doctor;
import dev.eclusa.app.doctor.Finding;
import dev.eclusa.app.doctor.Finding.Verdict;
import dev.eclusa.protocol.json.JsonCodec;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code eclusa doctor}: looks at what usually goes wrong and says what to do. */
@Command(
        name = "doctor",
        description = "Look at what usually goes wrong, and say what to do about it.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:There is no problem.", "1:There is at least one."})
final class DoctorCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Mixin
    private Places places = new Places();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        Doctor doctor = new Doctor(places.data(), PATIENCE);
        List<Finding> findings = switch (new StartingPoint(System.getenv()).find(places)) {
            case StartingPoint.Found.Usable found ->
                doctor.examine(found.configuration(), found.origin(), ServeCommand.unsafe(found.configuration()));
            case StartingPoint.Found.Wrong wrong -> doctor.examine(wrong.problems());
        };
        output.print(text(findings), json(findings));
        return problems(findings) == 0 ? 0 : 1;
    }

    private static long problems(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.verdict() == Verdict.PROBLEM)
                .count();
    }

    private static String text(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(sign(finding.verdict()))
                    .append(finding.subject())
                    .append(": ")
                    .append(finding.what())
                    .append('\n');
            if (!finding.advice().isEmpty()) {
                text.append("         → ").append(finding.advice()).append('\n');
            }
        }
        long problems = problems(findings);
        return text.append(
                        problems == 0
                                ? "No problem was found."
                                : problems == 1 ? "1 problem." : problems + " problems.")
                .append('\n')
                .toString();
    }

    private static String sign(Verdict verdict) {
        return switch (verdict) {
            case WELL -> "ok       ";
            case NOTE -> "note     ";
            case PROBLEM -> "PROBLEM  ";
        };
    }

    private static ObjectNode json(List<Finding> findings) {
        ObjectNode document = JsonCodec.object();
        document.put("problems", problems(findings));
        ArrayNode list = document.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode entry = list.addObject();
            entry.put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
            entry.put("subject", finding.subject());
            entry.put("what", finding.what());
            entry.put("advice", finding.advice());
        }
        return document;
    }
}
