package dev.eclusa.app.log;

import dev.eclusa.protocol.json.JsonCodec;
import java.math.BigDecimal;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** How lines look. */
enum Format {
    /** For people. */
    HUMAN,
    /** One JSON object a line. */
    JSON,
    /** The structure Google Cloud Logging reads from a container's output. */
    GCP;

    /** As configured. */
    static Format named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    String written(Line line) {
        return switch (this) {
            case HUMAN -> line.time() + " " + line.severity() + " " + line.message();
            case JSON -> JsonCodec.text(json(line));
            case GCP -> JsonCodec.text(google(line));
        };
    }

    private static ObjectNode json(Line line) {
        ObjectNode object = JsonCodec.object();
        object.put("timestamp", line.time().toString());
        object.put("level", line.severity().name());
        object.put("message", line.message());
        if (!line.fields().isEmpty()) {
            object.set("extra_data", fields(line));
        }
        return object;
    }

    private static ObjectNode google(Line line) {
        ObjectNode object = JsonCodec.object();
        object.put("severity", line.severity().google());
        object.put("time", line.time().toString());
        object.put("message", line.message());
        if (!line.http().path().isEmpty()) {
            object.set("httpRequest", httpRequest(line.http()));
            object.putObject("logging.googleapis.com/labels")
                    .put("request_id", line.http().requestId());
        }
        if (!line.fields().isEmpty()) {
            object.set("extra_data", fields(line));
        }
        return object;
    }

    private static ObjectNode httpRequest(Line.Http http) {
        ObjectNode request = JsonCodec.object();
        request.put("requestMethod", "POST");
        request.put("requestUrl", http.path());
        if (http.status() > 0) {
            request.put("status", http.status());
            request.put("latency", BigDecimal.valueOf(http.latencyMillis(), 3) + "s");
        }
        request.put("remoteIp", http.client());
        return request;
    }

    private static ObjectNode fields(Line line) {
        ObjectNode object = JsonCodec.object();
        for (Line.Field field : line.fields()) {
            switch (field.value()) {
                case Long number -> object.put(field.name(), number);
                case Integer number -> object.put(field.name(), number);
                case BigDecimal number -> object.put(field.name(), number);
                case Boolean flag -> object.put(field.name(), flag);
                case Object text -> object.put(field.name(), text.toString());
            }
        }
        return object;
    }
}
