package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located;
import dev.eclusa.app.config.Located.Place;
import dev.eclusa.app.litellm.Context.Need;
import dev.eclusa.engine.catalog.Catalog;
import dev.eclusa.engine.catalog.CatalogModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the elements of {@code model_list}. */
final class DeploymentReader {
    private final Context context;
    private final Map<String, Located.Mapping> credentials;
    private final Map<String, Place> ids = new LinkedHashMap<>();

    /**
     * Reads deployments.
     *
     * @param credentials those of {@code credential_list} by name
     */
    DeploymentReader(Context context, Map<String, Located.Mapping> credentials) {
        this.context = context;
        this.credentials = credentials;
    }

    /** One deployment; empty, and a problem, where it cannot be told what it is. */
    Optional<Deployed> read(Located element, int index) {
        String path = "model_list[" + index + "]";
        if (!(element instanceof Located.Mapping mapping)) {
            context.problems()
                    .add(element.place(), path, "A deployment is a mapping of model_name and litellm_params.");
            return Optional.empty();
        }
        Keys entry = new Keys("model_list", path, mapping, context);
        Keys params = new Keys(
                "model_list.litellm_params",
                path + ".litellm_params",
                withCredential(entry.mapping("litellm_params"), path),
                context);
        Keys info = entry.keys("model_info");
        Optional<String> name = entry.required("model_name", "A deployment needs a model_name, which callers write.");
        params.take("litellm_credential_name");
        Optional<ModelRef> model = new ModelReader(params).read();
        if (name.isEmpty() || model.isEmpty()) {
            return Optional.empty();
        }
        Deployed read = deployed(name.get(), path, model.get(), entry, params, info);
        entry.rest();
        params.rest();
        info.rest();
        return Optional.of(read);
    }

    /** The parameters with those of the credential they name; their own win. */
    private Located.Mapping withCredential(Located.Mapping params, String path) {
        Optional<Located> named = params.member("litellm_credential_name");
        if (named.isEmpty() || !(named.get() instanceof Located.Scalar name)) {
            return params;
        }
        if (!credentials.containsKey(name.text())) {
            context.problems()
                    .misspelt(
                            name.place(),
                            path + ".litellm_params.litellm_credential_name",
                            "There is no credential '" + name.text() + "' in credential_list.",
                            name.text(),
                            credentials.keySet());
            return params;
        }
        Map<String, Located> members = new LinkedHashMap<>(params.members());
        Map<String, Place> keys = new LinkedHashMap<>(params.keys());
        Located.Mapping credential = credentials.getOrDefault(name.text(), Located.Mapping.EMPTY);
        credential.members().forEach((key, value) -> {
            members.putIfAbsent(key, value);
            keys.putIfAbsent(key, value.place());
        });
        return new Located.Mapping(members, keys, params.place());
    }

    private Deployed deployed(String name, String path, ModelRef model, Keys entry, Keys params, Keys info) {
        Connection connection = model.prefix().equals(Wildcards.ANY)
                ? Wildcards.NOWHERE
                : new ConnectionReader(params, model.prefix()).read();
        Deployed.Shares shares = new Deployed.Shares(
                params.number("weight"),
                limit("rpm", params, entry),
                limit("tpm", params, entry),
                params.whole("order", 0));
        Page settings = new Page();
        limits(settings, shares, params, entry.place("model_name"));
        timeouts(settings, params);
        knowledge(settings, model, params, info);
        id(settings, name, info);
        return new Deployed(name, path, entry.place("model_name"), model, connection, settings, shares);
    }

    /** What it costs and what it can do. */
    private static void knowledge(Page settings, ModelRef model, Keys params, Keys info) {
        Optional<CatalogModel> base = baseModel(params, info);
        Optional<CatalogModel> known =
                base.or(() -> Catalog.shipped().find(model.prefix().preset(), model.model()));
        base.flatMap(CatalogModel::price)
                .ifPresent(price -> PriceReader.write(settings, price, info.place("base_model")));
        new PriceReader(params, info).write(settings, known.flatMap(CatalogModel::price));
        new AbilityReader(info, model.prefix().name().startsWith("text-completion"))
                .write(settings, known, base.isPresent());
    }

    private static Optional<Integer> limit(String key, Keys params, Keys entry) {
        Optional<Integer> own = params.whole(key, 1);
        return own.isPresent() ? own : entry.whole(key, 1);
    }

    private static void limits(Page settings, Deployed.Shares shares, Keys params, Place place) {
        shares.rpm().ifPresent(most -> settings.plain("rpm", String.valueOf(most), place));
        shares.tpm().ifPresent(most -> settings.plain("tpm", String.valueOf(most), place));
        params.whole("max_parallel_requests", 0)
                .filter(most -> most > 0)
                .ifPresent(most ->
                        settings.plain("max_concurrent", String.valueOf(most), params.place("max_parallel_requests")));
        params.carried("region_name", Need.OPTIONAL)
                .ifPresent(region -> settings.text("region", region, params.place("region_name")));
    }

    private static void timeouts(Page settings, Keys params) {
        params.seconds("timeout").ifPresent(total -> {
            settings.page("timeouts").plain("total", total, params.place("timeout"));
            params.note(
                    "timeout",
                    "written as the deployment's timeouts.total, which does not bound calls in this version:"
                            + " resilience.timeouts.total does, for all. Set router_settings.timeout.");
        });
        params.seconds("stream_timeout")
                .ifPresent(next -> settings.page("timeouts")
                        .plain("first_token", next, params.place("stream_timeout"))
                        .plain("between_chunks", next, params.place("stream_timeout")));
    }

    private static Optional<CatalogModel> baseModel(Keys params, Keys info) {
        Keys holder = info.has("base_model") ? info : params;
        Optional<String> written = holder.now("base_model");
        Optional<CatalogModel> known = written.flatMap(DeploymentReader::inCatalog);
        if (written.isPresent() && known.isEmpty()) {
            holder.note(
                    "base_model",
                    "is not in the catalog ('eclusa models --catalog'), so price and abilities are not known. Write input_cost_per_token"
                            + " and the like.");
        }
        return known;
    }

    private static Optional<CatalogModel> inCatalog(String written) {
        return ModelRef.of(written, "")
                .flatMap(model -> Catalog.shipped()
                        .find(model.prefix().preset(), model.model())
                        .or(() -> model.prefix().preset().equals("azure")
                                ? Catalog.shipped().find("openai", model.model())
                                : Optional.empty()));
    }

    /** Its id; that of a wildcard, which becomes a provider, is only checked. */
    private void id(Page settings, String name, Keys info) {
        info.now("id").ifPresent(id -> {
            Place place = info.place("id");
            if (ids.containsKey(id)) {
                int first = ids.getOrDefault(id, place).line();
                info.problem(
                        "id",
                        "The id '" + id + "' stands twice, first on line " + first
                                + ". Give each deployment its own, or leave it out.");
            }
            ids.putIfAbsent(id, place);
            if (name.indexOf('*') < 0) {
                settings.text("id", id, place);
            }
        });
    }
}
