"""What every client must see, whichever provider stands behind the gateway."""

import os
import sys
import traceback

URL = os.environ["ECLUSA_URL"]
KEY = os.environ["ECLUSA_MASTER_KEY"]
MODELS = ["by-openai", "by-anthropic", "by-gemini", "by-ollama", "by-bedrock"]
TEXT = "Olá, mundo"
ARGUMENTS = {"city": "Évora"}
VECTORS = [[0.5, 0.0], [0.5, -0.25]]
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}


def embedding(model):
    """The model that makes vectors behind the same dialect; Anthropic and Bedrock have none, so OpenAI's stands in. Google's clients send names with "gemini" one text at a time."""
    return "embeds-" + model.removeprefix("by-").replace("anthropic", "openai").replace("bedrock", "openai").replace("gemini", "google")


def same(seen, expected):
    if seen != expected:
        raise AssertionError(f"expected {expected!r}, saw {seen!r}")


def run(client, checks):
    """Runs each check for each model and says what failed."""
    failed = 0
    for model in MODELS:
        for check in checks:
            try:
                check(model)
            except Exception:
                failed += 1
                print(f"FAIL {client} {check.__name__} {model}")
                traceback.print_exc(limit=3)
    done = len(MODELS) * len(checks)
    print(f"{client}: {done - failed} of {done} checks hold")
    sys.exit(1 if failed else 0)
