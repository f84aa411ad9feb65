package dev.eclusa.app.litellm;

import java.nio.file.Path;
import java.util.List;

/** The comments a converted file begins with: what it is, and what was not carried. */
final class Head {
    private static final String WHAT = """
            # Eclusa's configuration, converted from LiteLLM's #FILE.
            # docs/configuration.md lists every key, docs/litellm.md what differs; 'eclusa config check' says what is wrong.
            # LiteLLM listens on 0.0.0.0, this on 127.0.0.1 unless server.host or --host says otherwise.
            # Any model of a provider below can be called as PROVIDER/MODEL too; give keys a list of models to narrow that.
            """;

    private Head() {}

    static String of(Path file, List<Note> notes) {
        StringBuilder head = new StringBuilder(WHAT.replace("#FILE", printable(file.toString())));
        if (!notes.isEmpty()) {
            head.append("#\n# Not carried as it stands (LINE: key - what it was, what to do):\n");
            notes.forEach(note ->
                    head.append("#   ").append(printable(note.toString())).append('\n'));
        }
        return head.toString();
    }

    /** One line, whatever names hold. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
