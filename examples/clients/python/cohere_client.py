import json

import cohere

from expect import ARGUMENTS, KEY, SCHEMA, TEXT, URL, run, same

client = cohere.ClientV2(api_key=KEY, base_url=URL)
TOOLS = [{"type": "function", "function": {"name": "weather", "description": "The weather", "parameters": SCHEMA}}]


def ask(text):
    return [{"role": "system", "content": "Be brief."}, {"role": "user", "content": text}]


def words(message):
    return "".join(part.text for part in message.content or [] if part.type == "text")


def whole(model):
    answer = client.chat(model=model, messages=ask("Hello"))
    same((words(answer.message), answer.finish_reason), (TEXT, "COMPLETE"))
    same((answer.usage.tokens.input_tokens, answer.usage.tokens.output_tokens), (20, 7))


def streamed(model):
    events = list(client.chat_stream(model=model, messages=ask("Hello")))
    same("".join(e.delta.message.content.text or "" for e in events if e.type == "content-delta"), TEXT)
    same((events[0].type, events[-1].type, events[-1].delta.finish_reason), ("message-start", "message-end", "COMPLETE"))
    same(events[-1].delta.usage.tokens.output_tokens, 7)


def tools(model):
    first = client.chat(model=model, messages=ask("How warm?"), tools=TOOLS)
    call = first.message.tool_calls[0]
    same((call.function.name, json.loads(call.function.arguments), first.finish_reason), ("weather", ARGUMENTS, "TOOL_CALL"))
    result = {"role": "tool", "tool_call_id": call.id,
              "content": [{"type": "document", "document": {"data": json.dumps({"degrees": 31})}}]}
    second = client.chat(model=model, messages=ask("How warm?") + [first.message, result], tools=TOOLS)
    same(words(second.message), TEXT)


def tools_streamed(model):
    arguments = ""
    for event in client.chat_stream(model=model, messages=ask("How warm?"), tools=TOOLS):
        if event.type == "tool-call-start":
            same(event.delta.message.tool_calls.function.name, "weather")
        if event.type == "tool-call-delta":
            arguments += event.delta.message.tool_calls.function.arguments
    same(json.loads(arguments), ARGUMENTS)


def errors(model):
    try:
        client.chat(model=model, messages=ask("please fail"))
        raise AssertionError("no error")
    except cohere.errors.BadRequestError as error:
        same("You asked me to fail." in str(error.body), True)


run("cohere (Python)", [whole, streamed, tools, tools_streamed, errors])
