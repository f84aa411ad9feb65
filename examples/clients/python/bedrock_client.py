import json

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from expect import ARGUMENTS, KEY, SCHEMA, TEXT, URL, run, same

TOOLS = {"tools": [{"toolSpec": {"name": "weather", "description": "Tells", "inputSchema": {"json": SCHEMA}}}]}


def connected(key, secret):
    """The gateway key is the access key's id and its secret as well: requests are signed with it."""
    return boto3.client("bedrock-runtime", endpoint_url=URL, region_name="us-east-1", aws_access_key_id=key,
                        aws_secret_access_key=secret, config=Config(retries={"max_attempts": 0}))


client = connected(KEY, KEY)


def ask(text):
    return [{"role": "user", "content": [{"text": text}]}]


def text_of(answer):
    return "".join(block.get("text", "") for block in answer["output"]["message"]["content"])


def whole(model):
    answer = client.converse(modelId=model, system=[{"text": "Be brief."}], messages=ask("Hello"))
    same(text_of(answer), TEXT)
    same(answer["stopReason"], "end_turn")
    same((answer["usage"]["inputTokens"], answer["usage"]["outputTokens"]), (20, 7))
    same(answer["ResponseMetadata"]["RequestId"], answer["ResponseMetadata"]["HTTPHeaders"]["x-request-id"])


def streamed(model):
    events = list(client.converse_stream(modelId=model, messages=ask("Hello"))["stream"])
    same("".join(e["contentBlockDelta"]["delta"]["text"] for e in events if "contentBlockDelta" in e), TEXT)
    same([e["messageStop"]["stopReason"] for e in events if "messageStop" in e], ["end_turn"])
    same(events[-1]["metadata"]["usage"]["outputTokens"], 7)


def tools(model):
    first = client.converse(modelId=model, messages=ask("How warm?"), toolConfig=TOOLS)
    said = first["output"]["message"]
    call = [block["toolUse"] for block in said["content"] if "toolUse" in block][0]
    same((first["stopReason"], call["name"], call["input"]), ("tool_use", "weather", ARGUMENTS))
    result = {"toolResult": {"toolUseId": call["toolUseId"], "content": [{"text": "31 degrees"}]}}
    turns = ask("How warm?") + [said, {"role": "user", "content": [result]}]
    same(text_of(client.converse(modelId=model, messages=turns, toolConfig=TOOLS)), TEXT)


def streamed_tools(model):
    stream = client.converse_stream(modelId=model, messages=ask("How warm?"), toolConfig=TOOLS)["stream"]
    events = list(stream)
    starts = [e["contentBlockStart"]["start"]["toolUse"]["name"] for e in events if "contentBlockStart" in e]
    deltas = [e["contentBlockDelta"]["delta"] for e in events if "contentBlockDelta" in e]
    arguments = json.loads("".join(delta["toolUse"]["input"] for delta in deltas if "toolUse" in delta))
    same((starts, arguments), (["weather"], ARGUMENTS))


def errors(model):
    try:
        client.converse(modelId=model, messages=ask("please fail"))
        raise AssertionError("no error")
    except client.exceptions.ValidationException as error:
        same("You asked me to fail." in str(error), True)
    for wrong in (connected("sk-wrong", "sk-wrong"), connected(KEY, "another-secret")):
        try:
            wrong.converse(modelId=model, messages=ask("Hello"))
            raise AssertionError("no error")
        except ClientError as error:
            same(error.response["Error"]["Code"], "AccessDeniedException")
    try:
        client.converse(modelId="no-such-model", messages=ask("Hello"))
        raise AssertionError("no error")
    except client.exceptions.ResourceNotFoundException:
        pass


run("boto3 bedrock-runtime (Python)", [whole, streamed, tools, streamed_tools, errors])
