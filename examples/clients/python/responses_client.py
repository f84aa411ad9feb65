import json

import openai
from pydantic import BaseModel

from expect import ARGUMENTS, KEY, MODELS, SCHEMA, TEXT, URL, run, same

client = openai.OpenAI(base_url=URL + "/v1", api_key=KEY, max_retries=0)
TOOLS = [{"type": "function", "name": "weather", "parameters": SCHEMA, "strict": False}]


class City(BaseModel):
    city: str


def whole(model):
    answer = client.responses.create(model=model, instructions="Be brief.", input="Hello")
    same((answer.output_text, answer.status), (TEXT, "completed"))
    same((answer.usage.input_tokens, answer.usage.output_tokens), (20, 7))


def streamed(model):
    events = list(client.responses.create(model=model, input="Hello", stream=True))
    same("".join(e.delta for e in events if e.type == "response.output_text.delta"), TEXT)
    same([e.sequence_number for e in events], list(range(len(events))))
    same((events[0].type, events[-1].type), ("response.created", "response.completed"))
    same(events[-1].response.output_text, TEXT)


def tools(model):
    said = [{"role": "user", "content": "How warm?"}]
    first = client.responses.create(model=model, input=said, tools=TOOLS)
    call = [item for item in first.output if item.type == "function_call"][0]
    same((call.name, json.loads(call.arguments)), ("weather", ARGUMENTS))
    said += first.output
    said.append({"type": "function_call_output", "call_id": call.call_id, "output": "31 degrees"})
    same(client.responses.create(model=model, input=said, tools=TOOLS).output_text, TEXT)


def streamed_tools(model):
    with client.responses.stream(model=model, input="How warm?", tools=TOOLS) as stream:
        for _ in stream:
            pass
        call = [item for item in stream.get_final_response().output if item.type == "function_call"][0]
    same(json.loads(call.arguments), ARGUMENTS)


def parsed(model):
    tool = openai.pydantic_function_tool(City, name="weather")["function"]
    answer = client.responses.parse(model=model, input="How warm?", tools=[dict(tool, type="function")])
    call = [item for item in answer.output if item.type == "function_call"][0]
    same(call.parsed_arguments["city"] if isinstance(call.parsed_arguments, dict) else call.parsed_arguments.city, "Évora")


def errors(model):
    try:
        client.responses.create(model=model, input="please fail")
        raise AssertionError("no error")
    except openai.BadRequestError as error:
        same("You asked me to fail." in str(error), True)
    try:
        client.responses.create(model=model, input="Hello", temperature=7)
        raise AssertionError("no error")
    except openai.BadRequestError as error:
        same(error.param, "temperature")


run("responses (Python)", [whole, streamed, tools, streamed_tools, parsed, errors])
