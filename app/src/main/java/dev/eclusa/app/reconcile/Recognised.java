package dev.eclusa.app.reconcile;

/** What files can be: what is said of those that are none of it. */
final class Recognised {
    private static final String KINDS = "What can be compared: pages of OpenAI's /v1/organization/usage/completions and"
            + " /v1/organization/costs, of Anthropic's /v1/organizations/usage_report/messages and"
            + " /v1/organizations/cost_report (JSON, as they were answered), and a CSV with a header that names 'date' or"
            + " 'day' and at least one of input_tokens, cached_tokens, output_tokens, requests, cost.";

    private Recognised() {}

    /** A file is none of it. */
    static NotUnderstood not(String file) {
        return new NotUnderstood(file + " is not a report that is known. " + KINDS);
    }

    /** A result is of none of it. */
    static NotUnderstood not(Field result) {
        return new NotUnderstood(
                result.wrong("a result of one of the reports below").getMessage() + " " + KINDS);
    }

    /** A header names too little. */
    static NotUnderstood header(String file, String names) {
        return new NotUnderstood(file + " is no JSON, and its first line, '" + names
                + "', is not the header of an invoice that is known. " + KINDS);
    }
}
