import OpenAI from "openai";
import { ARGUMENTS, fails, KEY, run, same, SCHEMA, TEXT, URL } from "./expect.mjs";

const client = new OpenAI({ baseURL: `${URL}/v1`, apiKey: KEY, maxRetries: 0 });
const tools = [{ type: "function", name: "weather", parameters: SCHEMA, strict: false }];
const callIn = (response) => response.output.find((item) => item.type === "function_call");

run("responses (JavaScript)", {
  async whole(model) {
    const answer = await client.responses.create({ model, instructions: "Be brief.", input: "Hello" });
    same(answer.output_text, TEXT);
    same(answer.usage.output_tokens, 7);
  },
  async streamed(model) {
    let text = "";
    let last = "";
    for await (const event of await client.responses.create({ model, input: "Hello", stream: true })) {
      if (event.type === "response.output_text.delta") text += event.delta;
      last = event.type;
    }
    same(text, TEXT);
    same(last, "response.completed");
  },
  async tools(model) {
    const input = [{ role: "user", content: "How warm?" }];
    const first = await client.responses.create({ model, input, tools });
    const call = callIn(first);
    same(JSON.parse(call.arguments), ARGUMENTS);
    input.push(...first.output, { type: "function_call_output", call_id: call.call_id, output: "31 degrees" });
    same((await client.responses.create({ model, input, tools })).output_text, TEXT);
  },
  async streamedTools(model) {
    const response = await client.responses.stream({ model, input: "How warm?", tools }).finalResponse();
    same(JSON.parse(callIn(response).arguments), ARGUMENTS);
  },
  async errors(model) {
    await fails(client.responses.create({ model, input: "please fail" }), (error) => {
      same(error.status, 400);
      same(error.message.includes("You asked me to fail."), true);
    });
  },
});
