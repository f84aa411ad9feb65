import OpenAI from "openai";
import { ARGUMENTS, embedding, fails, KEY, run, same, SCHEMA, TEXT, URL, VECTORS } from "./expect.mjs";

const client = new OpenAI({ baseURL: `${URL}/v1`, apiKey: KEY, maxRetries: 0 });
const tools = [{ type: "function", function: { name: "weather", parameters: SCHEMA } }];
const ask = (content) => [{ role: "user", content }];

run("openai (JavaScript)", {
  async whole(model) {
    const answer = await client.chat.completions.create({ model, messages: ask("Hello") });
    same(answer.choices[0].message.content, TEXT);
    same(answer.usage.completion_tokens, 7);
  },
  async streamed(model) {
    let text = "";
    const stream = await client.chat.completions.create({ model, messages: ask("Hello"), stream: true });
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    same(text, TEXT);
  },
  async tools(model) {
    const first = await client.chat.completions.create({ model, messages: ask("How warm?"), tools });
    const call = first.choices[0].message.tool_calls[0];
    same(JSON.parse(call.function.arguments), ARGUMENTS);
    const result = { role: "tool", tool_call_id: call.id, content: "31 degrees" };
    const messages = [...ask("How warm?"), first.choices[0].message, result];
    const second = await client.chat.completions.create({ model, messages, tools });
    same(second.choices[0].message.content, TEXT);
  },
  async streamedTools(model) {
    const runner = client.chat.completions.stream({ model, messages: ask("How warm?"), tools });
    const call = (await runner.finalChatCompletion()).choices[0].message.tool_calls[0];
    same(JSON.parse(call.function.arguments), ARGUMENTS);
  },
  async embedded(model) {
    for (const wish of [{}, { encoding_format: "float" }]) {
      const answer = await client.embeddings.create({ model: embedding(model), input: ["a", "b"], ...wish });
      same(answer.data.map((item) => item.embedding.map((number) => number + 0)), VECTORS);
    }
  },
  async errors(model) {
    await fails(client.chat.completions.create({ model, messages: ask("please fail") }), (error) => {
      same(error.status, 400);
      same(error.message.includes("You asked me to fail."), true);
    });
  },
});
