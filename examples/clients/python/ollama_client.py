import ollama

from expect import ARGUMENTS, KEY, SCHEMA, TEXT, URL, VECTORS, embedding, run, same

client = ollama.Client(host=URL, headers={"Authorization": "Bearer " + KEY})
TOOLS = [{"type": "function", "function": {"name": "weather", "description": "The weather", "parameters": SCHEMA}}]


def ask(text):
    return [{"role": "user", "content": text}]


def whole(model):
    answer = client.chat(model=model, messages=ask("Hello"))
    same(answer.message.content, TEXT)
    same((answer.done, answer.prompt_eval_count, answer.eval_count), (True, 20, 7))


def streamed(model):
    lines = list(client.chat(model=model, messages=ask("Hello"), stream=True))
    same("".join(line.message.content or "" for line in lines), TEXT)
    same((lines[-1].done, lines[-1].eval_count), (True, 7))


def generated(model):
    same(client.generate(model=model, prompt="Hello").response, TEXT)
    same("".join(line.response for line in client.generate(model=model, prompt="Hello", stream=True)), TEXT)


def tools(model):
    first = client.chat(model=model, messages=ask("How warm?"), tools=TOOLS)
    call = first.message.tool_calls[0]
    same((call.function.name, dict(call.function.arguments)), ("weather", ARGUMENTS))
    result = {"role": "tool", "tool_name": "weather", "content": "31 degrees"}
    second = client.chat(model=model, messages=ask("How warm?") + [first.message, result], tools=TOOLS)
    same(second.message.content, TEXT)


def embedded(model):
    same([list(v) for v in client.embed(model=embedding(model), input=["a", "b"]).embeddings], VECTORS)
    same(list(client.embeddings(model=embedding(model), prompt="a").embedding), VECTORS[0])


def errors(model):
    try:
        client.chat(model=model, messages=ask("please fail"))
        raise AssertionError("no error")
    except ollama.ResponseError as error:
        same((error.status_code, "You asked me to fail." in error.error), (400, True))


def listed(model):
    same(model in [m.model for m in client.list().models], True)


run("ollama (Python)", [whole, streamed, generated, tools, embedded, errors, listed])
