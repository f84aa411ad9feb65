package dev.eclusa.testkit;

import java.util.ArrayList;
import java.util.List;

/** Small operations on the parts of replies. */
final class Replies {
    private Replies() {}

    static List<Header> plus(List<Header> headers, Header more) {
        var all = new ArrayList<>(headers);
        all.add(more);
        return List.copyOf(all);
    }
}
