import Anthropic from "@anthropic-ai/sdk";
import { ARGUMENTS, fails, KEY, run, same, SCHEMA, TEXT, URL } from "./expect.mjs";

const client = new Anthropic({ baseURL: URL, apiKey: KEY, maxRetries: 0 });
const tools = [{ name: "weather", input_schema: SCHEMA }];
const ask = (content) => [{ role: "user", content }];

run("@anthropic-ai/sdk", {
  async whole(model) {
    const answer = await client.messages.create({ model, max_tokens: 100, messages: ask("Hello") });
    same(answer.content.map((block) => block.text).join(""), TEXT);
    same(answer.usage.output_tokens, 7);
  },
  async streamed(model) {
    let text = "";
    const stream = client.messages.stream({ model, max_tokens: 100, messages: ask("Hello") });
    stream.on("text", (piece) => (text += piece));
    const final = await stream.finalMessage();
    same(text, TEXT);
    same(final.stop_reason, "end_turn");
  },
  async tools(model) {
    const first = await client.messages.create({ model, max_tokens: 100, messages: ask("How warm?"), tools });
    const call = first.content.find((block) => block.type === "tool_use");
    same([first.stop_reason, call.input], ["tool_use", ARGUMENTS]);
    const result = { role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: "31 degrees" }] };
    const messages = [...ask("How warm?"), { role: "assistant", content: first.content }, result];
    const second = await client.messages.create({ model, max_tokens: 100, messages, tools });
    same(second.content.map((block) => block.text).join(""), TEXT);
  },
  async streamedTools(model) {
    const stream = client.messages.stream({ model, max_tokens: 100, messages: ask("How warm?"), tools });
    same((await stream.finalMessage()).content.find((block) => block.type === "tool_use").input, ARGUMENTS);
  },
  async errors(model) {
    await fails(client.messages.create({ model, max_tokens: 100, messages: ask("please fail") }), (error) => {
      same([error.status, error.error.error.type], [400, "invalid_request_error"]);
    });
  },
});
