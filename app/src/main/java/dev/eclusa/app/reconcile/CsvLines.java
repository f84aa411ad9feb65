package dev.eclusa.app.reconcile;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values (RFC 4180), read strictly: cells may be quoted and then hold commas, quotes and ends of lines. */
final class CsvLines {
    private static final int END = -1;

    private final String file;
    private final String text;
    private final List<CsvLine> lines = new ArrayList<>();
    private List<String> cells = new ArrayList<>();
    private int at;
    private int line = 1;
    private int began = 1;

    private CsvLines(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * A line of cells.
     *
     * @param number of the line it begins on, from 1
     */
    record CsvLine(int number, List<String> cells) {
        CsvLine {
            cells = List.copyOf(cells);
        }

        /** A cell without blanks around it. */
        String cell(int column) {
            return cells.get(column).strip();
        }
    }

    /** All lines but empty ones. */
    static List<CsvLine> read(String file, String text) {
        return new CsvLines(file, text).read();
    }

    private List<CsvLine> read() {
        while (peek() != END) {
            cells.add(peek() == '"' ? quoted() : plain());
            endCell();
        }
        return lines;
    }

    private String plain() {
        int from = at;
        while (peek() != END && peek() != ',' && peek() != '\n' && peek() != '\r') {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() {
        StringBuilder cell = new StringBuilder();
        at++;
        while (true) {
            int next = peek();
            at++;
            if (next == END) {
                throw new NotUnderstood(file + ":" + began + ": a quoted cell has no end.");
            } else if (next == '"' && peek() != '"') {
                return cell.toString();
            } else if (next == '"') {
                at++;
            } else if (next == '\n') {
                line++;
            }
            cell.append((char) next);
        }
    }

    private void endCell() {
        int next = peek();
        switch (next) {
            case ',' -> {
                at++;
                if (peek() == END) {
                    cells.add("");
                    endLine();
                }
            }
            case '\r', '\n', END -> {
                at += next == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 2 : 1;
                endLine();
            }
            default -> throw new NotUnderstood(file + ":" + line + ": a comma was expected after a quoted cell.");
        }
    }

    private void endLine() {
        if (cells.size() > 1 || !cells.getFirst().isBlank()) {
            lines.add(new CsvLine(began, cells));
        }
        cells = new ArrayList<>();
        line++;
        began = line;
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }
}
