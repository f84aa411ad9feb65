package dev.eclusa.app.reconcile;

import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What some files say together: pages of one provider's reports, or invoices.
 *
 * @param all one of each file
 */
public record Statements(List<Statement> all) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public Statements {
        all = List.copyOf(all);
    }

    /**
     * Reads files.
     *
     * @throws NotUnderstood when one is not what can be compared, or they do not belong together
     */
    public static Statements read(List<Path> files) {
        List<byte[]> seen = new ArrayList<>();
        List<Statement> statements = new ArrayList<>();
        for (Path file : files) {
            byte[] bytes = bytes(file);
            if (seen.stream().anyMatch(other -> Arrays.equals(other, bytes))) {
                throw new NotUnderstood(file + " is the same as a file before it; each page was expected once.");
            }
            seen.add(bytes);
            statements.add(statement(file.toString(), bytes));
        }
        checkTogether(statements);
        return new Statements(statements);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new NotUnderstood(file + " cannot be read: " + failed);
        }
    }

    private static Statement statement(String file, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        String begin = content.stripLeading();
        return begin.startsWith("{") || begin.startsWith("[")
                ? JsonReport.read(new Field(file, "", json(file, content)))
                : CsvInvoice.read(file, content);
    }

    private static JsonNode json(String file, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try {
            return JsonCodec.answer(bytes, 0, bytes.length);
        } catch (MalformedAnswer malformed) {
            throw new NotUnderstood(
                    file + " begins like JSON and is none; a whole page was expected, as it was answered.");
        }
    }

    private static void checkTogether(List<Statement> statements) {
        Set<String> makers = statements.stream()
                .map(statement -> statement.report().provider().orElse("an invoice"))
                .collect(Collectors.toSet());
        if (makers.size() > 1) {
            throw new NotUnderstood(
                    "The files are of " + makers.stream().sorted().collect(Collectors.joining(" and of "))
                            + "; files of one provider were expected.");
        }
        if (statements.stream().allMatch(statement -> statement.figures().isEmpty())) {
            throw new NotUnderstood("There is nothing to compare: the files have no results.");
        }
        if (statements.stream().allMatch(statement -> statement.covered().isEmpty())) {
            throw new NotUnderstood("There is nothing to compare: the files are of no day.");
        }
    }
}
