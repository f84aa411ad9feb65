package dev.eclusa.app.litellm;

/** Settings that may stand under {@code router_settings} or {@code litellm_settings}. */
record Either(Keys router, Keys module) {
    /** Where a setting stands; the router's wins. */
    Keys holder(String key) {
        if (router.has(key) && module.has(key)) {
            module.take(key);
            module.note(key, "stands under router_settings too, which holds, as in LiteLLM. Keep one.");
        }
        return router.has(key) ? router : module;
    }
}
