package dev.eclusa.server.accounts;

import dev.eclusa.server.manage.ManagementRoute.Request;
import tools.jackson.databind.node.ObjectNode;

/** Pages of lists, as LiteLLM tells them. */
final class Paging {
    private Paging() {}

    /** A whole number from 1 on. */
    static int number(Request request, String name, int usual) {
        String written = request.parameter(name);
        if (written.isEmpty()) {
            return usual;
        }
        if (!written.matches("[1-9]\\d{0,8}")) {
            throw Fields.Wrong.type(name, "greater_than_equal", "Input should be greater than or equal to 1");
        }
        return Integer.parseInt(written);
    }

    /** Adds which page it is, of how many. */
    static ObjectNode told(ObjectNode answer, int total, int page, int size) {
        return answer.put("total", total)
                .put("page", page)
                .put("page_size", size)
                .put("total_pages", Math.ceilDiv(total, size));
    }
}
