package dev.eclusa.bench;

/** Something that stands between client and provider, and is measured. */
record Target(String name, ProcessTree processes, String callsUrl, String streamsUrl) {
    static Target nginx() {
        return of("nginx", "NGINX");
    }

    static Target gateway() {
        return of("gateway", "GATEWAY");
    }

    private static Target of(String name, String prefix) {
        return new Target(
                name,
                new ProcessTree(Environment.number(prefix + "_PID", 0)),
                Environment.text(prefix + "_CALLS_URL", ""),
                Environment.text(prefix + "_STREAMS_URL", ""));
    }
}
