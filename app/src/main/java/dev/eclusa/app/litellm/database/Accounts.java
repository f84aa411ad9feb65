package dev.eclusa.app.litellm.database;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.protocol.json.JsonCodec;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads LiteLLM's keys, and whoever stands above or beside them, as accounts of ours. */
final class Accounts {
    private static final String MEMBERS = "members_with_roles";
    private static final String PROJECTS = "LiteLLM_ProjectTable";
    private static final String MEMBERSHIP = "LiteLLM_OrganizationMembership";

    private final Source source;
    private final Outcomes outcomes;
    private final List<Account> accounts = new ArrayList<>();
    private final Map<String, Instant> budgets = new HashMap<>();

    private Accounts(Source source, Outcomes outcomes) {
        this.source = source;
        this.outcomes = outcomes;
    }

    /** A table, the column that tells its rows apart, and what they are here. */
    private record Kind(String table, String id, AccountKind kind) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("LiteLLM_BudgetTable", "budget_id", AccountKind.BUDGET),
            new Kind("LiteLLM_OrganizationTable", "organization_id", AccountKind.ORGANIZATION),
            new Kind("LiteLLM_TeamTable", "team_id", AccountKind.TEAM),
            new Kind(PROJECTS, "project_id", AccountKind.TAG),
            new Kind("LiteLLM_UserTable", "user_id", AccountKind.USER),
            new Kind("LiteLLM_VerificationToken", "token", AccountKind.KEY),
            new Kind("LiteLLM_EndUserTable", "user_id", AccountKind.TAG),
            new Kind("LiteLLM_TagTable", "tag_name", AccountKind.TAG),
            new Kind("LiteLLM_TeamMembership", "user_id", AccountKind.MEMBER));

    /** The tables it reads. */
    static Set<String> tables() {
        Set<String> tables = new java.util.HashSet<>(Set.of("LiteLLM_ModelTable", MEMBERSHIP));
        KINDS.forEach(kind -> tables.add(kind.table()));
        return tables;
    }

    static List<Account> read(Source source, Outcomes outcomes) throws SQLException {
        Accounts accounts = new Accounts(source, outcomes);
        for (Kind kind : KINDS) {
            accounts.read(kind);
        }
        accounts.aliases();
        accounts.organizationMembers();
        return accounts.accounts;
    }

    private void read(Kind kind) throws SQLException {
        Set<String> columns = source.columns(kind.table());
        if (columns.isEmpty()) {
            outcomes.notice(kind.table() + " is not there.");
        } else if (columns.contains(kind.id())) {
            source.rows(kind.table(), kind.id(), row -> take(kind, row));
        } else {
            outcomes.of(kind.table()).allLeftOut(source.count(kind.table()), "its column " + kind.id() + " is missing");
            outcomes.wrong(kind.table() + " cannot be read: its column " + kind.id() + " is missing.");
        }
    }

    private void take(Kind kind, ObjectNode row) {
        String id = Fields.text(row, kind.id());
        outcomes.of(kind.table()).found(1);
        if (id.isEmpty()) {
            outcomes.of(kind.table()).leftOut("a row without an id");
            return;
        }
        ObjectNode document = AccountDocument.of(row);
        if (kind.table().equals(PROJECTS)) {
            withoutLimitsOfModels(id, document);
        }
        Optional<Instant> renews = Fields.moment(row, "budget_reset_at")
                .or(() -> Optional.ofNullable(budgets.get(Fields.text(row, "budget_id"))));
        if (kind.kind() == AccountKind.BUDGET) {
            Fields.moment(row, "budget_reset_at").ifPresent(moment -> budgets.put(id, moment));
            accounts.add(Account.plain(kind.kind(), id, kind.table(), document));
        } else {
            accounts.add(new Account(
                    kind.kind(),
                    finished(kind, id, row, document),
                    kind.table(),
                    document,
                    Fields.cost(row, "spend"),
                    renews));
        }
    }

    /** A project has limits for all models together; keys have them by model. */
    private void withoutLimitsOfModels(String id, ObjectNode document) {
        for (String field : List.of("model_rpm_limit", "model_tpm_limit")) {
            if (document.hasNonNull(field)) {
                document.remove(field);
                outcomes.notice(
                        "The project '" + id + "' had a " + field + ", which limits keys here: give it to its keys.");
            }
        }
    }

    /** Writes what our document has beside, and says the id. */
    private static String finished(Kind kind, String id, ObjectNode row, ObjectNode document) {
        return switch (kind.kind()) {
            case KEY -> {
                document.put("litellm_token", id);
                yield id;
            }
            case TEAM -> {
                document.set(MEMBERS, members(row));
                document.remove(List.of("admins", "members"));
                yield id;
            }
            case TAG -> tag(kind.table(), id, document);
            case MEMBER -> AccountKind.member(Fields.text(row, "team_id"), id);
            case USER, ORGANIZATION, PROVIDER, MODEL, BUDGET, DEPLOYMENT, CREDENTIAL, PASSAGE -> id;
        };
    }

    /** Customers, projects and tags are all accounts of tags; the first two of tags that begin with what they are. */
    private static String tag(String table, String id, ObjectNode document) {
        if (table.equals(PROJECTS)) {
            return AccountKind.PROJECT_TAG + id;
        }
        document.put("name", id);
        document.remove("tag_name");
        return table.equals("LiteLLM_TagTable") ? id : AccountKind.CUSTOMER + id;
    }

    /** The list with roles, or in its place, in an old database, the two lists of names. */
    private static JsonNode members(ObjectNode row) {
        if (row.path(MEMBERS).isArray() && !row.path(MEMBERS).isEmpty()) {
            return row.path(MEMBERS);
        }
        ArrayNode members = JsonCodec.array();
        for (String user : Fields.texts(row, "admins")) {
            members.addObject().put("user_id", user).put("role", "admin");
        }
        Fields.texts(row, "members").stream()
                .filter(user -> !Fields.texts(row, "admins").contains(user))
                .forEach(user -> members.addObject().put("user_id", user).put("role", "user"));
        return members;
    }

    /** Names of models that teams have for themselves stand in a table of their own. */
    private void aliases() throws SQLException {
        if (!source.columns("LiteLLM_ModelTable").containsAll(Set.of("id", "aliases"))
                || !source.columns("LiteLLM_TeamTable").contains("model_id")) {
            return;
        }
        outcomes.of("LiteLLM_ModelTable").found(source.count("LiteLLM_ModelTable"));
        Map<String, ObjectNode> teams = documents(AccountKind.TEAM);
        source.ask(
                "SELECT json_build_object('team', t.team_id, 'aliases', m.aliases)::text FROM "
                        + source.name("LiteLLM_TeamTable") + " t JOIN " + source.name("LiteLLM_ModelTable")
                        + " m ON m.id = t.model_id",
                List.of(),
                row -> Optional.ofNullable(teams.get(Fields.text(row, "team")))
                        .filter(team -> row.path("aliases").isObject())
                        .ifPresent(team -> team.set("model_aliases", row.path("aliases"))));
    }

    private void organizationMembers() throws SQLException {
        if (!source.columns(MEMBERSHIP).containsAll(Set.of("user_id", "organization_id"))) {
            return;
        }
        Map<String, ObjectNode> organizations = documents(AccountKind.ORGANIZATION);
        source.rows(MEMBERSHIP, "user_id", row -> {
            outcomes.of(MEMBERSHIP).found(1);
            Optional.ofNullable(organizations.get(Fields.text(row, "organization_id")))
                    .ifPresentOrElse(
                            organization -> member(organization, row),
                            () -> outcomes.of(MEMBERSHIP).leftOut("a member of no organization"));
        });
    }

    /** What a member may spend within the organization, and has spent, is an account of its own. */
    private void member(ObjectNode organization, ObjectNode row) {
        organization.withArray("members").add(AccountDocument.of(row));
        String budget = Fields.text(row, "budget_id");
        if (!budget.isEmpty()) {
            String user = Fields.text(row, "user_id");
            String id = Fields.text(row, "organization_id");
            accounts.add(new Account(
                    AccountKind.TAG,
                    AccountKind.memberTag(id, user),
                    MEMBERSHIP,
                    JsonCodec.object()
                            .put("user_id", user)
                            .put("organization_id", id)
                            .put("budget_id", budget),
                    Fields.cost(row, "spend"),
                    Optional.ofNullable(budgets.get(budget))));
        }
    }

    private Map<String, ObjectNode> documents(AccountKind kind) {
        Map<String, ObjectNode> documents = new HashMap<>();
        accounts.stream()
                .filter(account -> account.kind() == kind)
                .forEach(account -> documents.put(account.id(), account.document()));
        return documents;
    }
}
