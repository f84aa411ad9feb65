"""A provider that speaks five dialects and OpenAI's Responses, for trying clients: it says "Olá, mundo", calls the tool when there is one, and
answers 400 to whoever asks it to fail. Every stream is sent in its dialect's own frames."""

import json
import struct
import sys
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORDS = ["Olá", ", ", "mundo"]
ARGUMENTS = {"city": "Évora"}


def openai(body, stream):
    usage = {"prompt_tokens": 20, "completion_tokens": 7, "total_tokens": 27}
    head = {"id": "chatcmpl-1", "created": 1, "model": body["model"]}
    call = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": json.dumps(ARGUMENTS)}}
    calls = bool(body.get("tools")) and body["messages"][-1]["role"] != "tool"
    if not stream:
        message = {"role": "assistant", "content": None if calls else "".join(WORDS)}
        if calls:
            message["tool_calls"] = [call]
        choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if calls else "stop"}
        return [dict(head, object="chat.completion", choices=[choice], usage=usage)]
    head["object"] = "chat.completion.chunk"
    deltas = [{"role": "assistant", "content": ""}]
    if calls:
        text = call["function"]["arguments"]
        deltas.append({"tool_calls": [dict(call, index=0, function={"name": "weather", "arguments": ""})]})
        deltas += [{"tool_calls": [{"index": 0, "function": {"arguments": part}}]} for part in (text[:5], text[5:])]
    else:
        deltas += [{"content": word} for word in WORDS]
    chunks = [dict(head, choices=[{"index": 0, "delta": delta, "finish_reason": None}]) for delta in deltas]
    end = {"index": 0, "delta": {}, "finish_reason": "tool_calls" if calls else "stop"}
    return chunks + [dict(head, choices=[end]), dict(head, choices=[], usage=usage), "[DONE]"]


def responses(body, stream):
    said = body["input"]
    calls = bool(body.get("tools")) and not (isinstance(said, list) and said[-1].get("type") == "function_call_output")
    usage = {"input_tokens": 20, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 7,
             "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 27}
    head = {"id": "resp_1", "object": "response", "created_at": 1, "status": "in_progress", "error": None,
            "model": body["model"], "output": [], "parallel_tool_calls": True, "tool_choice": "auto", "tools": []}
    text = json.dumps(ARGUMENTS) if calls else "".join(WORDS)
    if calls:
        item = {"id": "fc_1", "type": "function_call", "status": "completed", "arguments": text, "call_id": "call_1",
                "name": "weather"}
        begun, where = dict(item, status="in_progress", arguments=""), {"item_id": "fc_1", "output_index": 0}
        kind, pieces, whole = "response.function_call_arguments", [text[:5], text[5:]], {"name": "weather", "arguments": text}
        around = []
    else:
        part = {"type": "output_text", "text": text, "annotations": []}
        item = {"id": "msg_1", "type": "message", "status": "completed", "role": "assistant", "content": [part]}
        begun = dict(item, status="in_progress", content=[])
        where = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
        kind, pieces, whole = "response.output_text", WORDS, {"text": text, "logprobs": []}
        around = [dict(where, type="response.content_part.added", part=dict(part, text=""))]
    answer = dict(head, status="completed", output=[item], usage=usage)
    if not stream:
        return [answer]
    events = ([{"type": "response.created", "response": head},
               {"type": "response.output_item.added", "output_index": 0, "item": begun}] + around
              + [dict(where, type=kind + ".delta", delta=piece) for piece in pieces]
              + [dict(where, type=kind + ".done", **whole),
                 {"type": "response.output_item.done", "output_index": 0, "item": item},
                 {"type": "response.completed", "response": answer}])
    return [dict(event, sequence_number=number) for number, event in enumerate(events)]


def anthropic(body, stream):
    last = body["messages"][-1]["content"]
    answered = isinstance(last, list) and any(part["type"] == "tool_result" for part in last)
    calls = bool(body.get("tools")) and not answered
    usage = {"input_tokens": 20, "output_tokens": 7}
    reason = "tool_use" if calls else "end_turn"
    message = {"id": "msg_1", "type": "message", "role": "assistant", "model": body["model"], "content": [],
               "stop_reason": None, "stop_sequence": None, "usage": usage}
    if not stream:
        block = {"type": "text", "text": "".join(WORDS)}
        if calls:
            block = {"type": "tool_use", "id": "toolu_1", "name": "weather", "input": ARGUMENTS}
        return [dict(message, content=[block], stop_reason=reason)]
    block, deltas = {"type": "text", "text": ""}, [{"type": "text_delta", "text": word} for word in WORDS]
    if calls:
        text = json.dumps(ARGUMENTS)
        block = {"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {}}
        deltas = [{"type": "input_json_delta", "partial_json": part} for part in (text[:5], text[5:])]
    return ([{"type": "message_start", "message": message},
             {"type": "content_block_start", "index": 0, "content_block": block}]
            + [{"type": "content_block_delta", "index": 0, "delta": delta} for delta in deltas]
            + [{"type": "content_block_stop", "index": 0},
               {"type": "message_delta", "delta": {"stop_reason": reason, "stop_sequence": None}, "usage": usage},
               {"type": "message_stop"}])


def gemini(body, stream):
    last = body["contents"][-1]["parts"]
    calls = bool(body.get("tools")) and not any("functionResponse" in part for part in last)
    parts = [{"functionCall": {"name": "weather", "args": ARGUMENTS}}] if calls else [{"text": word} for word in WORDS]
    usage = {"promptTokenCount": 20, "candidatesTokenCount": 7, "totalTokenCount": 27}
    pieces = [[part] for part in parts] if stream else [parts]
    chunks = [{"candidates": [{"content": {"role": "model", "parts": piece}, "index": 0}],
               "modelVersion": "gemini", "responseId": "r1"} for piece in pieces]
    chunks[-1]["candidates"][0]["finishReason"] = "STOP"
    chunks[-1]["usageMetadata"] = usage
    return chunks


def ollama(body, stream):
    calls = bool(body.get("tools")) and body["messages"][-1]["role"] != "tool"
    head = {"model": body["model"], "created_at": "2026-08-01T10:00:00Z"}
    end = {"done": True, "done_reason": "stop", "prompt_eval_count": 20, "eval_count": 7}
    call = {"content": "", "tool_calls": [{"function": {"name": "weather", "arguments": ARGUMENTS}}]}
    said = [call] if calls else [{"content": word} for word in (WORDS if stream else ["".join(WORDS)])]
    said = [dict(piece, role="assistant") for piece in said]
    if not stream:
        return [dict(head, message=said[0], **end)]
    return ([dict(head, message=piece, done=False) for piece in said]
            + [dict(head, message={"role": "assistant", "content": ""}, **end)])


def embeddings(body, stream):
    """Vectors that are exact as floats too; always numbers, whatever was asked for."""
    texts = body.get("requests") or body["input"]
    vectors = [[0.5, -0.25 * i or 0.0] for i, _ in enumerate(texts)]
    if "requests" in body:
        return [{"embeddings": [{"values": vector} for vector in vectors]}]
    data = [{"object": "embedding", "index": i, "embedding": vector} for i, vector in enumerate(vectors)]
    return [{"object": "list", "model": body["model"], "data": data, "usage": {"prompt_tokens": 2, "total_tokens": 2}}]


def ollama_embeddings(body, stream):
    if "prompt" in body:
        return [{"embedding": [0.5, 0.0]}]
    return [{"model": body["model"], "embeddings": [[0.5, -0.25 * i or 0.0] for i, _ in enumerate(body["input"])],
             "total_duration": 1, "prompt_eval_count": 2}]


def bedrock(body, stream):
    last = body["messages"][-1]["content"]
    calls = bool(body.get("toolConfig")) and not any("toolResult" in block for block in last)
    usage = {"inputTokens": 20, "outputTokens": 7, "totalTokens": 27}
    call = {"toolUseId": "tooluse_1", "name": "weather"}
    reason = {"stopReason": "tool_use" if calls else "end_turn"}
    if not stream:
        block = {"toolUse": dict(call, input=ARGUMENTS)} if calls else {"text": "".join(WORDS)}
        message = {"role": "assistant", "content": [block]}
        return [dict(reason, output={"message": message}, usage=usage, metrics={"latencyMs": 1})]
    text = json.dumps(ARGUMENTS)
    deltas = [{"toolUse": {"input": part}} for part in (text[:5], text[5:])] if calls else [{"text": w} for w in WORDS]
    start = [("contentBlockStart", {"contentBlockIndex": 0, "start": {"toolUse": call}})] if calls else []
    return ([("messageStart", {"role": "assistant"})] + start
            + [("contentBlockDelta", {"contentBlockIndex": 0, "delta": delta}) for delta in deltas]
            + [("contentBlockStop", {"contentBlockIndex": 0}), ("messageStop", reason),
               ("metadata", {"usage": usage, "metrics": {"latencyMs": 1}})])


def message(event):
    """An event as a binary message: lengths, their checksum, headers, payload, checksum of all."""
    headers = b"".join(bytes([len(name)]) + name.encode() + b"\x07" + struct.pack(">H", len(value)) + value.encode()
                       for name, value in ((":event-type", event[0]), (":content-type", "application/json"),
                                           (":message-type", "event")))
    payload = json.dumps(event[1]).encode()
    head = struct.pack(">II", 16 + len(headers) + len(payload), len(headers))
    text = head + struct.pack(">I", zlib.crc32(head)) + headers + payload
    return text + struct.pack(">I", zlib.crc32(text))


class Provider(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        text = self.rfile.read(int(self.headers["content-length"]))
        body = json.loads(text)
        if "messages" in self.path or self.path.endswith("/responses"):
            speak = responses if self.path.endswith("/responses") else anthropic
            stream, frame = body.get("stream"), lambda c: f"event: {c['type']}\ndata: {json.dumps(c)}\n\n"
        elif self.path.startswith("/model/"):
            speak, stream, frame = bedrock, self.path.endswith("-stream"), message
        elif self.path.startswith("/api/embed"):
            speak, stream, frame = ollama_embeddings, False, json.dumps
        elif self.path.endswith((":batchEmbedContents", "/embeddings")):
            speak, stream, frame = embeddings, False, json.dumps
        elif "ontent" in self.path:
            speak, stream, frame = gemini, "stream" in self.path, lambda c: f"data: {json.dumps(c)}\r\n\r\n"
        elif "/api/chat" in self.path:
            speak, stream, frame = ollama, body.get("stream", True), lambda c: json.dumps(c) + "\n"
        else:
            speak, stream = openai, body.get("stream")
            frame = lambda c: f"data: {c if isinstance(c, str) else json.dumps(c)}\n\n"
        if self.path.endswith(("/count_tokens", ":countTokens")):
            self.send(200, "application/json", [json.dumps({"input_tokens": 9, "totalTokens": 9})])
        elif b"please fail" in text:
            error = {"error": {"type": "invalid_request_error", "message": "You asked me to fail.", "code": 400}}
            error = {ollama: {"error": "You asked me to fail."}, bedrock: {"message": "You asked me to fail."}}.get(speak, error)
            self.send(400, "application/json", [json.dumps(error)])
        elif stream:
            kinds = {ollama: "application/x-ndjson", bedrock: "application/vnd.amazon.eventstream"}
            kind = kinds.get(speak, "text/event-stream")
            self.send(200, kind, [frame(chunk) for chunk in speak(body, True)])
        else:
            self.send(200, "application/json", [json.dumps(speak(body, False)[0])])

    def send(self, status, kind, pieces):
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for piece in pieces:
            data = piece if isinstance(piece, bytes) else piece.encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    print(server.server_address[1], flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)
