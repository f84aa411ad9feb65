package dev.eclusa.app;

import dev.eclusa.protocol.json.JsonCodec;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Whether a command answers people or programs. */
final class Output {
    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    /** Prints the form that was asked for. */
    void print(String text, JsonNode document) {
        if (json) {
            System.out.println(JsonCodec.text(document));
        } else {
            System.out.print(text);
        }
    }
}
