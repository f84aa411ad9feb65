import { Ollama } from "ollama";
import { ARGUMENTS, embedding, fails, KEY, run, same, SCHEMA, TEXT, URL, VECTORS } from "./expect.mjs";

const client = new Ollama({ host: URL, headers: { Authorization: `Bearer ${KEY}` } });
const tools = [{ type: "function", function: { name: "weather", description: "The weather", parameters: SCHEMA } }];
const ask = (content) => [{ role: "user", content }];

run("ollama (JavaScript)", {
  async whole(model) {
    const answer = await client.chat({ model, messages: ask("Hello") });
    same([answer.message.content, answer.eval_count], [TEXT, 7]);
  },
  async streamed(model) {
    let text = "";
    for await (const line of await client.chat({ model, messages: ask("Hello"), stream: true })) text += line.message.content;
    same(text, TEXT);
  },
  async tools(model) {
    const first = await client.chat({ model, messages: ask("How warm?"), tools });
    same(first.message.tool_calls[0].function.arguments, ARGUMENTS);
    const result = { role: "tool", tool_name: "weather", content: "31 degrees" };
    const second = await client.chat({ model, messages: [...ask("How warm?"), first.message, result], tools });
    same(second.message.content, TEXT);
  },
  async embedded(model) {
    const answer = await client.embed({ model: embedding(model), input: ["a", "b"] });
    same(answer.embeddings.map((vector) => vector.map((number) => number + 0)), VECTORS);
  },
  async errors(model) {
    await fails(client.chat({ model, messages: ask("please fail") }), (error) => same(error.status_code, 400));
  },
});
