import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, jsonSchema, stepCountIs, streamText, tool } from "ai";
import { ARGUMENTS, fails, KEY, run, same, SCHEMA, TEXT, URL } from "./expect.mjs";

globalThis.AI_SDK_LOG_WARNINGS = false; // it warns of models it has not heard of, which ours are

const openai = createOpenAICompatible({ name: "eclusa", baseURL: `${URL}/v1`, apiKey: KEY });
const anthropic = createAnthropic({ baseURL: `${URL}/v1`, apiKey: KEY });
const weather = (seen) => ({
  weather: tool({
    inputSchema: jsonSchema(SCHEMA),
    execute: async (input) => {
      seen.push(input);
      return "31 degrees";
    },
  }),
});

const checks = {};
for (const [name, dialect] of Object.entries({ openai, anthropic })) {
  checks[`${name} whole`] = async (model) => {
    const answer = await generateText({ model: dialect(model), prompt: "Hello", maxRetries: 0 });
    same([answer.text, answer.usage.outputTokens], [TEXT, 7]);
  };
  checks[`${name} streamed`] = async (model) => {
    let text = "";
    for await (const piece of streamText({ model: dialect(model), prompt: "Hello", maxRetries: 0 }).textStream) text += piece;
    same(text, TEXT);
  };
  checks[`${name} tools`] = async (model) => {
    const seen = [];
    const answer = await generateText({
      model: dialect(model), prompt: "How warm?", tools: weather(seen), stopWhen: stepCountIs(3), maxRetries: 0,
    });
    same([answer.text, seen], [TEXT, [ARGUMENTS]]);
  };
  checks[`${name} streamed tools`] = async (model) => {
    const seen = [];
    const stream = streamText({
      model: dialect(model), prompt: "How warm?", tools: weather(seen), stopWhen: stepCountIs(3), maxRetries: 0,
    });
    same(await stream.text, TEXT);
    same(seen, [ARGUMENTS]);
  };
  checks[`${name} errors`] = async (model) =>
    fails(generateText({ model: dialect(model), prompt: "please fail", maxRetries: 0 }), (error) => same(error.statusCode, 400));
}
run("ai (Vercel)", checks);
