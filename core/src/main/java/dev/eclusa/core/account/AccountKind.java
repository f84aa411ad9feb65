package dev.eclusa.core.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an account is; the store knows it by its name. */
public enum AccountKind {
    /** A key that callers hold. */
    KEY,
    /** Whoever owns keys. */
    USER,
    /** Several users. */
    TEAM,
    /** Several teams. */
    ORGANIZATION,
    /** A word that calls carry. */
    TAG,
    /** A provider, by its configured name. */
    PROVIDER,
    /** A model, by the name callers use. */
    MODEL,
    /** Limits that others take for theirs by its id; it spends nothing itself. */
    BUDGET,
    /** A user within a team; its id is {@link #member}. */
    MEMBER,
    /** A deployment of a model, added while serving; it spends nothing itself. */
    DEPLOYMENT,
    /** What a provider asks for, kept sealed under a name; it spends nothing itself. */
    CREDENTIAL,
    /** A path that leads to another server, added while serving; it spends nothing itself. */
    PASSAGE;

    /** What the name of a tag begins with that stands for a customer: whom a call was made for, as the caller says. */
    public static final String CUSTOMER = "customer:";

    /** What the name of a tag begins with that stands for a project: a part of a team that keys belong to. */
    public static final String PROJECT_TAG = "project:";

    /** What the name of a tag begins with that stands for a user within an organization. */
    private static final String MEMBER_TAG = "organization-member:";

    /** The tag of a user within an organization. */
    public static String memberTag(String organization, String user) {
        return MEMBER_TAG + organization.length() + ':' + organization + ':' + user;
    }

    /** Whether a tag is a word that somebody chose, and does not stand for an account of another kind. */
    public static boolean isWord(String tag) {
        return !tag.startsWith(CUSTOMER) && !isOfKeys(tag);
    }

    /** Whether a tag stands for an account that a key belongs to, so that no call can have it by naming it. */
    public static boolean isOfKeys(String tag) {
        return tag.startsWith(PROJECT_TAG) || tag.startsWith(MEMBER_TAG);
    }

    /** The id of a user within a team; no team's id has a line break in it. */
    public static String member(String team, String user) {
        return team + '\n' + user;
    }

    /** Whether calls are charged to accounts of the kind. */
    public boolean spends() {
        return switch (this) {
            case KEY, USER, TEAM, ORGANIZATION, TAG, PROVIDER, MODEL, MEMBER -> true;
            case BUDGET, DEPLOYMENT, CREDENTIAL, PASSAGE -> false;
        };
    }

    /** The kind of a name as kept; empty for one that a newer gateway knows. */
    public static Optional<AccountKind> named(String name) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** As refusals call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
