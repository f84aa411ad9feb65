package dev.eclusa.server.accounts;

import dev.eclusa.server.manage.ManagementRoute;
import java.util.Set;

/** A route that answers from what all gateways have done until now. */
public record FreshRoute(AccountBook book, ManagementRoute route) implements ManagementRoute {
    @Override
    public Access access() {
        return route.access();
    }

    @Override
    public Access access(String method) {
        return route.access(method);
    }

    @Override
    public Set<String> methods() {
        return route.methods();
    }

    @Override
    public Answer handle(Request request) {
        book.refresh();
        return route.handle(request);
    }
}
