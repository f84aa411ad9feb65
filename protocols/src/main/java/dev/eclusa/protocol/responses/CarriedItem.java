package dev.eclusa.protocol.responses;

import dev.eclusa.core.Json;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.node.ObjectNode;

/** An item of a kind that only providers of this dialect know, as it came. */
final class CarriedItem extends ResponsesItem {
    private final Json item;

    CarriedItem(ResponsesEvents events, int place, String id, Json item) {
        super(events, place, id);
        this.item = item;
    }

    @Override
    void close(ByteSink out) {}

    @Override
    ObjectNode node() {
        return JsonCodec.tree(item) instanceof ObjectNode node ? node : JsonCodec.object();
    }
}
