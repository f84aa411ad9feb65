package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parts of teams that keys belong to. A project is the account of a tag that every call of its keys carries, so that what it
 * spends and may is counted as for any tag.
 */
final class Projects {
    /** The field of a key, and of the project itself. */
    static final String ID = "project_id";

    private static final String TEAM = "team_id";

    private final AccountBook book;

    Projects(AccountBook book) {
        this.book = book;
    }

    /** A project by its id. */
    Optional<ObjectNode> find(String id) {
        return id.isEmpty() ? Optional.empty() : book.document(AccountKind.TAG, AccountKind.PROJECT_TAG + id);
    }

    /** Every project, by id. */
    Map<String, ObjectNode> all() {
        Map<String, ObjectNode> all = new TreeMap<>();
        book.documents(AccountKind.TAG).forEach((tag, document) -> {
            if (tag.startsWith(AccountKind.PROJECT_TAG)) {
                all.put(tag.substring(AccountKind.PROJECT_TAG.length()), document);
            }
        });
        return all;
    }

    /** Whether a key is of a project. */
    boolean hasKeys(String id) {
        return book.documents(AccountKind.KEY).values().stream()
                .anyMatch(key -> Documents.text(key, ID).equals(id));
    }

    /**
     * Checks that a key's project is one of its team; where the key has no team yet, the request is for the project's.
     *
     * @param key as it stands, empty for a new one
     */
    void check(ObjectNode asked, ObjectNode key) {
        String id = Documents.text(asked.has(ID) ? asked : key, ID);
        if (id.isEmpty() || !(asked.has(ID) || asked.has(TEAM))) {
            return;
        }
        ObjectNode project = find(id).orElseThrow(() -> Fields.Wrong.of(400, "There is no project '" + id + "'.", ID));
        String wanted = Documents.text(project, TEAM);
        String team = Documents.text(asked.has(TEAM) ? asked : key, TEAM);
        if (team.isEmpty() && asked.hasNonNull(ID)) {
            asked.put(TEAM, wanted);
        } else if (!team.equals(wanted)) {
            throw Fields.Wrong.of(400, "The project '" + id + "' is one of the team '" + wanted + "'.", ID);
        }
    }
}
