import { GoogleGenAI } from "@google/genai";
import { ARGUMENTS, embedding, fails, KEY, run, same, SCHEMA, TEXT, URL, VECTORS } from "./expect.mjs";

const { models } = new GoogleGenAI({ apiKey: KEY, httpOptions: { baseUrl: URL } });
const config = { tools: [{ functionDeclarations: [{ name: "weather", parametersJsonSchema: SCHEMA }] }] };
const asked = { role: "user", parts: [{ text: "How warm?" }] };

run("@google/genai", {
  async whole(model) {
    const answer = await models.generateContent({ model, contents: "Hello" });
    same(answer.text, TEXT);
    same(answer.usageMetadata.candidatesTokenCount, 7);
  },
  async streamed(model) {
    let text = "";
    for await (const chunk of await models.generateContentStream({ model, contents: "Hello" })) text += chunk.text ?? "";
    same(text, TEXT);
  },
  async tools(model) {
    const first = await models.generateContent({ model, contents: [asked], config });
    same(first.functionCalls[0].args, ARGUMENTS);
    const result = { functionResponse: { name: "weather", response: { result: "31 degrees" } } };
    const contents = [asked, first.candidates[0].content, { role: "user", parts: [result] }];
    same((await models.generateContent({ model, contents, config })).text, TEXT);
  },
  async streamedTools(model) {
    const calls = [];
    for await (const chunk of await models.generateContentStream({ model, contents: [asked], config })) {
      calls.push(...(chunk.functionCalls ?? []));
    }
    same(calls.map((call) => call.args), [ARGUMENTS]);
  },
  async embedded(model) {
    const answer = await models.embedContent({ model: embedding(model), contents: ["a", "b"] });
    same(answer.embeddings.map((item) => item.values.map((number) => number + 0)), VECTORS);
  },
  async errors(model) {
    await fails(models.generateContent({ model, contents: "please fail" }), (error) => same(error.status, 400));
  },
});
