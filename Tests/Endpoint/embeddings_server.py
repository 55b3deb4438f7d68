#!/usr/bin/env python3
"""An OpenAI-style embeddings server for tests: it answers, or misbehaves as the model's name asks.

Prints its port on one line, then serves until its standard input ends. A vector depends on its text alone. Model
names: good, shuffled, unindexed, secret (wants the bearer key "open sesame" without the blank), error400 (when a text
is "bad"), error401, error404, error429, error500, html500, slow, garbage, short, long, dimension, words, nan, zero,
double, huge, empty, hang (closes without an answer), redirect, deep.
"""

import hashlib
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DIMENSION = 8


def vector(text, dimension=DIMENSION):
    digest = hashlib.sha256(text.encode()).digest()
    return [byte / 16 - 8 for byte in digest[:dimension]]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # The requests and connections seen so far, told by GET /count.
    request_count = 0
    text_count = 0
    lock = threading.Lock()

    def log_message(self, *arguments):
        pass

    def answer(self, status, body, kind="application/json"):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if status in (301, 302, 307):
            self.send_header("Location", "/v1/embeddings")
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/echo":
            return self.answer(200, {"headers": dict(self.headers.items()), "body": request})
        if self.path != "/v1/embeddings":
            return self.answer(404, {"error": {"message": f"no such path: {self.path}"}})
        texts, model = request["input"], request["model"]
        with self.lock:
            Handler.request_count += 1
            Handler.text_count += len(texts)
        data = [{"object": "embedding", "index": i, "embedding": vector(t)} for i, t in enumerate(texts)]
        reply = {"object": "list", "model": model, "data": data,
                 "usage": {"prompt_tokens": sum(len(t.split()) for t in texts), "total_tokens": 0}}
        if model == "counts":
            data[0]["embedding"] = [self.request_count, self.text_count, 0, 0, 0, 0, 0, 1]
        elif model == "shuffled":
            data.reverse()
        elif model == "unindexed":
            for element in data:
                del element["index"]
        elif model == "secret" and self.headers["Authorization"] != "Bearer opensesame":
            return self.answer(401, {"error": {"message": "the key is wrong", "type": "invalid_request_error"}})
        elif model == "error400" and "bad" in texts:
            return self.answer(400, {"error": {"message": "I do not like that text"}})
        elif model.startswith("error") and model[5:] != "400":
            return self.answer(int(model[5:]), {"error": {"message": f"this is a {model[5:]}"}})
        elif model == "html500":
            return self.answer(500, b"<html>\x01oops</html>", "text/html")
        elif model == "slow":
            time.sleep(30)
        elif model == "garbage":
            return self.answer(200, b"\xff\xfe{not json")
        elif model == "short":
            data.pop()
        elif model == "long":
            data.append(data[0])
        elif model == "dimension":
            data[-1]["embedding"] = vector(texts[-1], DIMENSION - 1)
        elif model == "words":
            data[-1]["embedding"] = ["one"] * DIMENSION
        elif model == "nan":
            data[-1]["embedding"] = [1e400] * DIMENSION
        elif model == "zero":
            data[-1]["embedding"] = [0.0] * DIMENSION
        elif model == "double":
            data[-1]["index"] = 0
            data[0]["index"] = 0
        elif model == "range":
            data[-1]["index"] = len(texts)
        elif model == "huge":
            reply["padding"] = "x" * (4 << 20)
        elif model == "empty":
            return self.answer(200, b"")
        elif model == "hang":
            self.close_connection = True
            return None
        elif model == "redirect":
            return self.answer(307, b"")
        elif model == "deep":
            return self.answer(200, b"[" * 60000)
        return self.answer(200, reply)


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Says nothing: a client that leaves in the middle is part of the tests."""


def main():
    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
