import asyncio
import json
import os

import litellm

from expect import ARGUMENTS, KEY, SCHEMA, TEXT, run, same

URL = os.environ["LITELLM_URL"]
TOOLS = [{"type": "function", "function": {"name": "weather", "parameters": SCHEMA}}]
CALL = {"api_base": URL, "api_key": KEY, "num_retries": 0}


def ask(text):
    return [{"role": "system", "content": "Be brief."}, {"role": "user", "content": text}]


def proxied(model):
    return "litellm_proxy/" + model


def whole(model):
    answer = litellm.completion(model=proxied(model), messages=ask("Hello"), **CALL)
    same(answer.choices[0].message.content, TEXT)
    same((answer.usage.prompt_tokens, answer.usage.completion_tokens), (20, 7))


def streamed(model):
    chunks = list(litellm.completion(
        model=proxied(model), messages=ask("Hello"), stream=True, stream_options={"include_usage": True}, **CALL))
    same("".join(c.choices[0].delta.content or "" for c in chunks if c.choices), TEXT)
    same([c.usage.completion_tokens for c in chunks if getattr(c, "usage", None)], [7])


def asynchronous(model):
    async def both():
        answer = await litellm.acompletion(model=proxied(model), messages=ask("Hello"), **CALL)
        stream = await litellm.acompletion(model=proxied(model), messages=ask("Hello"), stream=True, **CALL)
        return answer.choices[0].message.content, "".join(
            [c.choices[0].delta.content or "" async for c in stream if c.choices])

    same(asyncio.run(both()), (TEXT, TEXT))


def tools(model):
    first = litellm.completion(model=proxied(model), messages=ask("How warm?"), tools=TOOLS, **CALL)
    call = first.choices[0].message.tool_calls[0]
    same((call.function.name, json.loads(call.function.arguments)), ("weather", ARGUMENTS))
    result = {"role": "tool", "tool_call_id": call.id, "content": "31 degrees"}
    second = litellm.completion(
        model=proxied(model), messages=ask("How warm?") + [first.choices[0].message, result], tools=TOOLS, **CALL)
    same(second.choices[0].message.content, TEXT)


def embedded(model):
    answer = litellm.embedding(model=proxied("embeddings"), input=["a", "b"], **CALL)
    same([item["embedding"] for item in answer.data], [[0.5, 0.0], [0.5, -0.25]])


def tagged(model):
    answer = litellm.completion(
        model=proxied(model), messages=ask("Hello"), user="ana",
        extra_body={"metadata": {"tags": ["sdk"], "job": "nightly"}}, **CALL)
    same(answer.choices[0].message.content, TEXT)


def routed(model):
    router = litellm.Router(num_retries=0, model_list=[
        {"model_name": "any", "litellm_params": {"model": proxied(model), "api_base": URL, "api_key": KEY}}])
    same(router.completion("any", ask("Hello")).choices[0].message.content, TEXT)


def errors(model):
    try:
        litellm.completion(model=proxied(model), messages=ask("please fail"), **CALL)
        raise AssertionError("no error")
    except litellm.BadRequestError as error:
        same("You asked me to fail." in str(error), True)
    try:
        litellm.completion(model=proxied(model), messages=ask("Hello"), **dict(CALL, api_key="sk-wrong"))
        raise AssertionError("no error")
    except litellm.AuthenticationError:
        pass


run("litellm (Python)", [whole, streamed, asynchronous, tools, embedded, tagged, routed, errors])
