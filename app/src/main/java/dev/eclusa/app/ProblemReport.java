package dev.eclusa.app;

import dev.eclusa.app.config.Problem;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is wrong with a configuration, as text and as JSON. */
final class ProblemReport {
    private ProblemReport() {}

    static String text(List<Problem> problems) {
        return problems.stream().map(problem -> problem + "\n").collect(Collectors.joining());
    }

    static ArrayNode json(List<Problem> problems) {
        ArrayNode list = JsonCodec.array();
        for (Problem problem : problems) {
            ObjectNode entry = list.addObject();
            entry.put("file", problem.file());
            entry.put("line", problem.line());
            entry.put("column", problem.column());
            entry.put("path", problem.path());
            entry.put("message", problem.message());
            problem.suggestion().ifPresent(meant -> entry.put("suggestion", meant));
        }
        return list;
    }
}
