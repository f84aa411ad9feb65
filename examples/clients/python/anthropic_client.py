import anthropic

from expect import ARGUMENTS, KEY, SCHEMA, TEXT, URL, run, same

client = anthropic.Anthropic(base_url=URL, api_key=KEY, max_retries=0)
TOOLS = [{"name": "weather", "input_schema": SCHEMA}]


def ask(text):
    return [{"role": "user", "content": text}]


def whole(model):
    answer = client.messages.create(model=model, max_tokens=100, system="Be brief.", messages=ask("Hello"))
    same("".join(block.text for block in answer.content), TEXT)
    same(answer.stop_reason, "end_turn")
    same((answer.usage.input_tokens, answer.usage.output_tokens), (20, 7))


def streamed(model):
    with client.messages.stream(model=model, max_tokens=100, messages=ask("Hello")) as stream:
        same("".join(stream.text_stream), TEXT)
        same(stream.get_final_message().usage.output_tokens, 7)


def tools(model):
    first = client.messages.create(model=model, max_tokens=100, messages=ask("How warm?"), tools=TOOLS)
    call = [block for block in first.content if block.type == "tool_use"][0]
    same((first.stop_reason, call.name, call.input), ("tool_use", "weather", ARGUMENTS))
    result = {"role": "user", "content": [{"type": "tool_result", "tool_use_id": call.id, "content": "31 degrees"}]}
    turns = ask("How warm?") + [{"role": "assistant", "content": first.content}, result]
    second = client.messages.create(model=model, max_tokens=100, messages=turns, tools=TOOLS)
    same("".join(block.text for block in second.content), TEXT)


def streamed_tools(model):
    with client.messages.stream(model=model, max_tokens=100, messages=ask("How warm?"), tools=TOOLS) as stream:
        call = [block for block in stream.get_final_message().content if block.type == "tool_use"][0]
    same(call.input, ARGUMENTS)


def errors(model):
    try:
        client.messages.create(model=model, max_tokens=100, messages=ask("please fail"))
        raise AssertionError("no error")
    except anthropic.BadRequestError as error:
        same("You asked me to fail." in str(error), True)
    try:
        client.with_options(api_key="sk-wrong").messages.create(model=model, max_tokens=100, messages=ask("Hello"))
        raise AssertionError("no error")
    except anthropic.AuthenticationError as error:
        same(error.body["error"]["type"], "authentication_error")


def counted(model):
    same(client.messages.count_tokens(model=model, messages=ask("Hello")).input_tokens > 0, True)


def listed(model):
    same(model in [m.id for m in client.models.list()], True)


run("anthropic (Python)", [whole, streamed, tools, streamed_tools, errors, counted, listed])
