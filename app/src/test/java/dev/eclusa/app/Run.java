package dev.eclusa.app;

import dev.eclusa.protocol.json.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * A command that ran.
 *
 * @param code its exit code
 */
record Run(int code, String out, String error) {
    static Run of(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        PrintStream usualOut = System.out;
        PrintStream usualError = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
        try {
            int code = Main.line().execute(arguments);
            return new Run(code, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(usualOut);
            System.setErr(usualError);
        }
    }

    JsonNode json() {
        return JsonCodec.request(out.getBytes(StandardCharsets.UTF_8));
    }
}
