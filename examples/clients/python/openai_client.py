import json

import openai

from expect import ARGUMENTS, KEY, MODELS, SCHEMA, TEXT, URL, VECTORS, embedding, run, same

client = openai.OpenAI(base_url=URL + "/v1", api_key=KEY, max_retries=0)
TOOLS = [{"type": "function", "function": {"name": "weather", "parameters": SCHEMA}}]


def ask(text):
    return [{"role": "system", "content": "Be brief."}, {"role": "user", "content": text}]


def whole(model):
    answer = client.chat.completions.create(model=model, messages=ask("Hello"))
    same(answer.choices[0].message.content, TEXT)
    same(answer.choices[0].finish_reason, "stop")
    same((answer.usage.prompt_tokens, answer.usage.completion_tokens), (20, 7))


def streamed(model):
    stream = client.chat.completions.create(
        model=model, messages=ask("Hello"), stream=True, stream_options={"include_usage": True})
    chunks = list(stream)
    same("".join(c.choices[0].delta.content or "" for c in chunks if c.choices), TEXT)
    same(chunks[-1].usage.completion_tokens, 7)


def tools(model):
    first = client.chat.completions.create(model=model, messages=ask("How warm?"), tools=TOOLS)
    call = first.choices[0].message.tool_calls[0]
    same(first.choices[0].finish_reason, "tool_calls")
    same((call.function.name, json.loads(call.function.arguments)), ("weather", ARGUMENTS))
    result = {"role": "tool", "tool_call_id": call.id, "content": "31 degrees"}
    second = client.chat.completions.create(
        model=model, messages=ask("How warm?") + [first.choices[0].message, result], tools=TOOLS)
    same(second.choices[0].message.content, TEXT)


def streamed_tools(model):
    with client.chat.completions.stream(model=model, messages=ask("How warm?"), tools=TOOLS) as stream:
        for _ in stream:
            pass
        call = stream.get_final_completion().choices[0].message.tool_calls[0]
    same(json.loads(call.function.arguments), ARGUMENTS)


def embedded(model):
    for wish in ({}, {"encoding_format": "float"}):
        answer = client.embeddings.create(model=embedding(model), input=["a", "b"], **wish)
        same([list(item.embedding) for item in answer.data], VECTORS)
        same(answer.usage.prompt_tokens > 0, True)


def errors(model):
    try:
        client.chat.completions.create(model=model, messages=ask("please fail"))
        raise AssertionError("no error")
    except openai.BadRequestError as error:
        same("You asked me to fail." in str(error), True)
    try:
        client.with_options(api_key="sk-wrong").chat.completions.create(model=model, messages=ask("Hello"))
        raise AssertionError("no error")
    except openai.AuthenticationError as error:
        same(error.code, "invalid_api_key")


def listed(model):
    same(model in [m.id for m in client.models.list()], True)


run("openai (Python)", [whole, streamed, tools, streamed_tools, embedded, errors, listed])
