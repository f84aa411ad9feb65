package dev.eclusa.protocol.ollama;

import tools.jackson.databind.node.ObjectNode;

/** Where an answer's words stand: in a message, or at the top of the document. */
enum OllamaShape {
    /** {@code message: {role, content, thinking, tool_calls}}. */
    CHAT("content") {
        @Override
        ObjectNode said(ObjectNode document) {
            return document.putObject("message").put("role", "assistant");
        }
    },
    /** {@code response}, {@code thinking} and {@code tool_calls} beside the model's name. */
    GENERATE("response") {
        @Override
        ObjectNode said(ObjectNode document) {
            return document;
        }
    };

    private final String content;

    OllamaShape(String content) {
        this.content = content;
    }

    /** The field that holds the text. */
    String content() {
        return content;
    }

    /** Opens in a document the object the words are put in. */
    abstract ObjectNode said(ObjectNode document);
}
