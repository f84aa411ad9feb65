// What every client must see, whichever provider stands behind the gateway.
import assert from "node:assert/strict";

export const URL = process.env.ECLUSA_URL;
export const KEY = process.env.ECLUSA_MASTER_KEY;
export const MODELS = ["by-openai", "by-anthropic", "by-gemini", "by-ollama"];
export const TEXT = "Olá, mundo";
export const ARGUMENTS = { city: "Évora" };
export const VECTORS = [[0.5, 0], [0.5, -0.25]];
export const SCHEMA = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };

// The model that makes vectors behind the same dialect; Anthropic has none, so OpenAI's stands in. Google's clients send names with "gemini" one text at a time.
export const embedding = (model) => model.replace("by-", "embeds-").replace("anthropic", "openai").replace("gemini", "google");

export const same = (seen, expected) => assert.deepEqual(seen, expected);

export async function fails(promise, check) {
  let answered = false;
  try {
    await promise;
    answered = true;
  } catch (error) {
    check(error);
  }
  assert.equal(answered, false, "no error");
}

// Runs each check for each model and says what failed.
export async function run(client, checks) {
  let failed = 0;
  for (const model of MODELS) {
    for (const [name, check] of Object.entries(checks)) {
      try {
        await check(model);
      } catch (error) {
        failed++;
        console.log(`FAIL ${client} ${name} ${model}\n${error.stack ?? error}`);
      }
    }
  }
  const done = MODELS.length * Object.keys(checks).length;
  console.log(`${client}: ${done - failed} of ${done} checks hold`);
  process.exit(failed ? 1 : 0);
}
