package dev.eclusa.app.doctor;

/**
 * Something that was looked at.
 *
 * @param subject what it is about, in a word or two
 * @param what what was found
 * @param advice what to do; empty only where all is well
 */
public record Finding(Verdict verdict, String subject, String what, String advice) {
    /** How bad it is. */
    public enum Verdict {
        /** All is well. */
        WELL,
        /** Worth knowing. */
        NOTE,
        /** Calls will fail, or the gateway will not start. */
        PROBLEM
    }

    static Finding well(String subject, String what) {
        return new Finding(Verdict.WELL, subject, what, "");
    }

    static Finding note(String subject, String what, String advice) {
        return new Finding(Verdict.NOTE, subject, what, advice);
    }

    static Finding problem(String subject, String what, String advice) {
        return new Finding(Verdict.PROBLEM, subject, what, advice);
    }
}
