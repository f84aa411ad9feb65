"""The OpenAI client and plain requests, used the way LiteLLM's manual uses them with its proxy."""

import json
import os
import time
import urllib.request
from datetime import datetime, timedelta, timezone

import openai

from expect import KEY, TEXT, run, same

URL = os.environ["LITELLM_URL"]
TODAY = datetime.now(timezone.utc).date()
DAYS = f"start_date={TODAY - timedelta(1)}&end_date={TODAY + timedelta(1)}"


def request(method, path, body=None, key=KEY):
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(URL + path, data, method=method, headers={
        "Authorization": "Bearer " + key, "Content-Type": "application/json"})
    with urllib.request.urlopen(asked) as answer:
        return json.load(answer)


def generated(model, **fields):
    return request("POST", "/key/generate", dict(fields, models=[model], max_budget=1, duration="1h"))


def client(key):
    return openai.OpenAI(base_url=URL, api_key=key, max_retries=0)


def said(model, key, **more):
    answer = client(key).chat.completions.with_raw_response.create(
        model=model, messages=[{"role": "user", "content": "Hello"}], **more)
    same(answer.parse().choices[0].message.content, TEXT)
    return answer.headers


def rows(key, count):
    """The rows of a key: they are in the journal with the answer, and in the reports a moment later."""
    until = time.monotonic() + 10
    while True:
        found = request("GET", f"/spend/logs?summarize=false&{DAYS}&api_key={key}")
        if len(found) >= count or time.monotonic() > until:
            return found
        time.sleep(0.05)


def key_is_generated_and_informed_of(model):
    made = generated(model, metadata={"who": "ana"})
    headers = said(model, made["key"])
    info = request("GET", "/key/info?key=" + made["key"])["info"]
    same((info["models"], info["max_budget"], info["metadata"]["who"]), ([model], 1, "ana"))
    same(headers["x-litellm-model-group"], model)
    request("POST", "/key/delete", {"keys": [made["key"]]})
    try:
        said(model, made["key"])
        raise AssertionError("a deleted key still calls")
    except openai.AuthenticationError:
        pass


def metadata_and_tags_in_the_body(model):
    key = generated(model)["key"]
    tag = "body-" + model
    said(model, key, extra_body={"metadata": {"tags": [tag], "generation_name": "x"}})
    same([row["request_tags"] for row in rows(key, 1)], [[tag]])


def tags_in_a_header(model):
    key = generated(model)["key"]
    said(model, key, extra_headers={"x-litellm-tags": "header-" + model + ",all"})
    same([sorted(row["request_tags"]) for row in rows(key, 1)], [["all", "header-" + model]])


def other_models_are_refused(model):
    key = generated("embeddings")["key"]
    try:
        said(model, key)
        raise AssertionError("no error")
    except openai.PermissionDeniedError as error:
        same(error.type, "key_model_access_denied")


def spend_is_reported(model):
    key = generated(model)["key"]
    said(model, key)
    said(model, key)
    info = request("GET", "/key/info", key=key)["info"]
    spent = [row["spend"] or 0 for row in rows(key, 2)]
    same(len(spent), 2)
    same(round(info["spend"], 9), round(sum(spent), 9))
    same(request("GET", "/global/spend")["spend"] >= info["spend"], True)


run("openai with LiteLLM's requests (Python)", [
    key_is_generated_and_informed_of, metadata_and_tags_in_the_body, tags_in_a_header, other_models_are_refused,
    spend_is_reported])
