#!/usr/bin/env python3
"""Finds guides over the framed protocol. Written from docs/PROTOCOL.md and Protos/ alone.

Usage: find_guides.py ADDRESS GALLERY ROLE_A [ROLE_B [ACTION]]     ADDRESS is HOST:PORT or the path of a Unix socket
"""
import importlib
import socket
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

PROTOS = Path(__file__).resolve().parents[2] / "Protos"
HEADER = struct.Struct("<IBBHII")  # body bytes, kind, flags, method or status, stream, value
REQUEST, RESPONSE, GO_AWAY = 1, 2, 8


def messages():
    """The message classes, made from the .proto files by protoc."""
    folder = tempfile.mkdtemp()
    files = [str(p.relative_to(PROTOS)) for p in PROTOS.glob("tessera/v1/*.proto")]
    subprocess.run(["protoc", "-I", PROTOS, f"--python_out={folder}", *files], check=True, stderr=subprocess.DEVNULL)
    sys.path.insert(0, folder)
    return [importlib.import_module(f"tessera.v1.{name}_pb2") for name in ("common", "search")]


class Connection:
    def __init__(self, address):
        if "/" in address:
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.connect(address)
        else:
            host, port = address.rsplit(":", 1)
            self.socket = socket.create_connection((host, int(port)))
        self.socket.sendall(struct.pack("<4sBBHII", b"TSRA", 1, 0, 0, 16 << 20, 0))
        magic, major, *_ = struct.unpack("<4sBBHII", self.read(16))
        assert magic == b"TSRA" and major == 1, "not a Tessera server"
        self.stream = 0

    def read(self, count):
        data = b""
        while len(data) < count:
            more = self.socket.recv(count - len(data))
            assert more, "the server closed the connection"
            data += more
        return data

    def call(self, method, request, reply, error, timeout=5.0):
        self.stream += 1
        body = request.SerializeToString()
        self.socket.sendall(HEADER.pack(len(body), REQUEST, 0, method, self.stream, int(timeout * 1e6)) + body)
        while True:
            size, kind, _, code, stream, _ = HEADER.unpack(self.read(HEADER.size))
            body = self.read(size)
            if kind == GO_AWAY or (kind == RESPONSE and stream == self.stream and code):
                error.ParseFromString(body)
                raise RuntimeError(f"status {code}: {error.message} {error.field}")
            elif kind == RESPONSE and stream == self.stream:
                reply.ParseFromString(body)
                return reply


def main():
    address, gallery, role_a, role_b, action = (sys.argv[1:] + ["", ""])[:5]
    common, search = messages()
    request = search.FindGuidesRequest(gallery=gallery, image_count=5)
    request.scene.role_a.text = role_a
    request.scene.role_b.text = role_b
    request.scene.action = action
    reply = Connection(address).call(
        common.METHOD_FIND_GUIDES, request, search.FindGuidesResponse(), common.ErrorDetail())
    print("prompt:", reply.plan.generation_prompt)
    for guide in reply.guides:
        print(f"{guide.score:.4f}\t{guide.item.id}\t{guide.item.url}\t{guide.item.description[:60]}")


if __name__ == "__main__":
    main()
