package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * What goes with a user, a team or a membership that is deleted: the keys, which would else go on without its limits, and its
 * place in teams. As in LiteLLM (1.106.2); what was spent stays in the ledger.
 */
record Dependents(AccountBook book) {
    /** Deletes the keys of users and takes the users out of their teams. */
    void ofUsers(List<String> users) {
        removeKeys(key -> users.contains(Documents.text(key, "user_id")));
        book.documents(AccountKind.TEAM).forEach((id, team) -> {
            List<String> gone = users.stream()
                    .filter(user -> Members.remove(team, user, ""))
                    .toList();
            if (!gone.isEmpty()) {
                book.put(AccountKind.TEAM, id, team);
                removeMemberships(gone.stream().map(user -> AccountKind.member(id, user)));
            }
        });
    }

    /** Deletes the keys and memberships of teams. */
    void ofTeams(Map<String, ObjectNode> teams) {
        removeKeys(key -> teams.containsKey(Documents.text(key, "team_id")));
        removeMemberships(teams.entrySet().stream()
                .flatMap(team -> Members.of(team.getValue())
                        .valueStream()
                        .map(member -> AccountKind.member(
                                team.getKey(), member.path("user_id").asString("")))));
    }

    /** Deletes the keys of organizations, and their teams with what goes with these. */
    void ofOrganizations(Set<String> organizations) {
        Map<String, ObjectNode> teams = new TreeMap<>(book.documents(AccountKind.TEAM));
        teams.values().removeIf(team -> !organizations.contains(Documents.text(team, "organization_id")));
        ofTeams(teams);
        remove(AccountKind.TEAM, List.copyOf(teams.keySet()));
        removeKeys(key -> organizations.contains(Documents.text(key, "organization_id")));
    }

    /** Deletes what a member had in a team; one that is known by its address only had nothing. */
    void ofMember(String team, String user) {
        if (user.isEmpty()) {
            return;
        }
        removeKeys(key -> Documents.text(key, "team_id").equals(team)
                && Documents.text(key, "user_id").equals(user));
        removeMemberships(Stream.of(AccountKind.member(team, user)));
    }

    private void removeKeys(Predicate<ObjectNode> gone) {
        remove(
                AccountKind.KEY,
                book.documents(AccountKind.KEY).entrySet().stream()
                        .filter(entry -> gone.test(entry.getValue()))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    private void removeMemberships(Stream<String> ids) {
        remove(
                AccountKind.MEMBER,
                ids.filter(id -> book.document(AccountKind.MEMBER, id).isPresent())
                        .toList());
    }

    private void remove(AccountKind kind, List<String> ids) {
        if (!ids.isEmpty()) {
            book.remove(kind, ids);
        }
    }
}
