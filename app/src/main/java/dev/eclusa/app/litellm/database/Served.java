package dev.eclusa.app.litellm.database;

/** How the ledger calls what served a call. */
record Served(String provider, String model) {
    /** Of LiteLLM's two columns, whose model mostly begins with the provider. */
    static Served of(String provider, String model) {
        int slash = model.indexOf('/');
        String known = provider.isEmpty() && slash > 0 ? model.substring(0, slash) : provider;
        return new Served(known, model.startsWith(known + "/") ? model.substring(known.length() + 1) : model);
    }
}
