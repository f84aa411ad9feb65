from google import genai
from google.genai import errors as failures
from google.genai import types

from expect import ARGUMENTS, KEY, SCHEMA, TEXT, URL, VECTORS, embedding, run, same

client = genai.Client(api_key=KEY, http_options=types.HttpOptions(base_url=URL))
DECLARED = types.FunctionDeclaration(name="weather", parameters_json_schema=SCHEMA)
TOOLS = types.GenerateContentConfig(
    tools=[types.Tool(function_declarations=[DECLARED])],
    automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True))


def whole(model):
    brief = types.GenerateContentConfig(system_instruction="Be brief.", max_output_tokens=100)
    answer = client.models.generate_content(model=model, contents="Hello", config=brief)
    same(answer.text, TEXT)
    same(answer.candidates[0].finish_reason, types.FinishReason.STOP)
    same((answer.usage_metadata.prompt_token_count, answer.usage_metadata.candidates_token_count), (20, 7))


def streamed(model):
    chunks = list(client.models.generate_content_stream(model=model, contents="Hello"))
    same("".join(chunk.text or "" for chunk in chunks), TEXT)
    same(chunks[-1].usage_metadata.candidates_token_count, 7)


def tools(model):
    asked = types.Content(role="user", parts=[types.Part(text="How warm?")])
    first = client.models.generate_content(model=model, contents=[asked], config=TOOLS)
    call = first.function_calls[0]
    same((call.name, call.args), ("weather", ARGUMENTS))
    result = types.Part.from_function_response(name="weather", response={"result": "31 degrees"})
    turns = [asked, first.candidates[0].content, types.Content(role="user", parts=[result])]
    same(client.models.generate_content(model=model, contents=turns, config=TOOLS).text, TEXT)


def streamed_tools(model):
    calls = [call for chunk in client.models.generate_content_stream(model=model, contents="How warm?", config=TOOLS)
             for call in chunk.function_calls or []]
    same([call.args for call in calls], [ARGUMENTS])


def errors(model):
    try:
        client.models.generate_content(model=model, contents="please fail")
        raise AssertionError("no error")
    except failures.ClientError as error:
        same((error.code, "You asked me to fail." in str(error)), (400, True))
    try:
        stranger = genai.Client(api_key="sk-wrong", http_options=types.HttpOptions(base_url=URL))
        stranger.models.generate_content(model=model, contents="Hello")
        raise AssertionError("no error")
    except failures.ClientError as error:
        same((error.code, error.status), (400, "INVALID_ARGUMENT"))


def embedded(model):
    answer = client.models.embed_content(model=embedding(model), contents=["a", "b"])
    same([item.values for item in answer.embeddings], VECTORS)


def counted(model):
    same(client.models.count_tokens(model=model, contents="Hello").total_tokens > 0, True)


def listed(model):
    same("models/" + model in [m.name for m in client.models.list()], True)


run("google-genai (Python)", [whole, streamed, tools, streamed_tools, embedded, errors, counted, listed])
