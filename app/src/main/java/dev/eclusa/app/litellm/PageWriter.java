package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located.Place;
import dev.eclusa.app.litellm.Page.Entry;
import dev.eclusa.app.litellm.Page.Piece;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a page as YAML: short mappings on one line, the others in blocks. */
final class PageWriter {
    private static final int LONGEST_LINE = 140;

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Place> origins = new LinkedHashMap<>();

    /** Writes a file's sections, an empty line before each. */
    void sections(Page file) {
        file.entries().forEach((key, entry) -> {
            if (!isEmpty(entry.piece())) {
                text.append('\n');
                member(key, entry, "", key);
            }
        });
    }

    private static boolean isEmpty(Piece piece) {
        return switch (piece) {
            case Piece.Value value -> false;
            case Piece.Inner inner -> inner.page().isEmpty();
            case Piece.Several several -> several.elements().isEmpty();
        };
    }

    String text() {
        return text.toString();
    }

    /** Where each path of what was written comes from. */
    Map<String, Place> origins() {
        return origins;
    }

    private void block(Page page, String indent, String path) {
        page.entries().forEach((key, entry) -> member(key, entry, indent, path + "." + key));
    }

    private void member(String key, Entry entry, String indent, String path) {
        remember(entry, path);
        comments(entry, indent);
        String name = indent + Page.Scalars.quoted(key) + ":";
        boolean top = indent.isEmpty();
        switch (entry.piece()) {
            case Piece.Value value -> line(name + " " + Page.Scalars.of(value));
            case Piece.Inner inner -> {
                if (!top && fitsOnOneLine(entry, name.length())) {
                    line(name + " " + flow(entry.piece(), path));
                } else {
                    line(name);
                    block(inner.page(), indent + "  ", path);
                }
            }
            case Piece.Several several -> {
                if (fitsOnOneLine(entry, name.length())) {
                    line(name + " " + flow(entry.piece(), path));
                } else {
                    line(name);
                    elements(several.elements(), indent + "  ", path);
                }
            }
        }
    }

    private void elements(List<Entry> elements, String indent, String path) {
        for (int i = 0; i < elements.size(); i++) {
            Entry element = elements.get(i);
            String inner = path + "[" + i + "]";
            remember(element, inner);
            comments(element, indent);
            if (fitsOnOneLine(element, indent.length())) {
                line(indent + "- " + flow(element.piece(), inner));
            } else if (element.piece() instanceof Piece.Inner mapping) {
                int start = text.length();
                block(mapping.page(), indent + "  ", inner);
                text.setCharAt(start + indent.length(), '-');
            }
        }
    }

    private static boolean fitsOnOneLine(Entry entry, int before) {
        return !isDeep(entry.piece())
                && new PageWriter().flow(entry.piece(), "").length() + before < LONGEST_LINE;
    }

    /** Whether it holds lists of mappings or comments, which want lines of their own. */
    private static boolean isDeep(Piece piece) {
        return switch (piece) {
            case Piece.Value value -> false;
            case Piece.Inner inner ->
                inner.page().entries().values().stream()
                        .anyMatch(entry -> !entry.comments().isEmpty() || isDeep(entry.piece()));
            case Piece.Several several ->
                several.elements().stream().anyMatch(element -> element.piece() instanceof Piece.Inner);
        };
    }

    private String flow(Piece piece, String path) {
        return switch (piece) {
            case Piece.Value value -> Page.Scalars.of(value);
            case Piece.Inner inner ->
                inner.page().entries().entrySet().stream()
                        .map(entry -> flow(entry.getKey(), entry.getValue(), path + "." + entry.getKey()))
                        .collect(Collectors.joining(", ", "{ ", " }"));
            case Piece.Several several ->
                several.elements().isEmpty()
                        ? "[]"
                        : several.elements().stream()
                                .map(element -> flow(element.piece(), path))
                                .collect(Collectors.joining(", ", "[ ", " ]"));
        };
    }

    private String flow(String key, Entry entry, String path) {
        remember(entry, path);
        return Page.Scalars.quoted(key) + ": " + flow(entry.piece(), path);
    }

    private void remember(Entry entry, String path) {
        entry.origin().ifPresent(origin -> origins.put(path, origin));
    }

    private void comments(Entry entry, String indent) {
        entry.comments().forEach(comment -> line(indent + "# " + comment));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
