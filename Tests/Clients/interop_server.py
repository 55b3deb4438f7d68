"""What the tests over gRPC share: generated stubs, and a server program of the cases."""
import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import grpc
import grpc_tools
from grpc_tools import protoc

ROOT = Path(__file__).resolve().parents[2]
BINARIES = Path(os.environ.get("TESSERA_BINARIES", ROOT / ".build" / "debug"))


def generated(root, *files):
    """The modules that protoc makes of `files` below `root`: messages and stubs, by turns."""
    folder = tempfile.mkdtemp()
    included = Path(grpc_tools.__file__).parent / "_proto"
    arguments = [f"-I{root}", f"-I{included}", f"--python_out={folder}", f"--grpc_python_out={folder}", *files]
    assert protoc.main(["protoc", *arguments]) == 0
    sys.path.insert(0, folder)
    names = [file.removesuffix(".proto").replace("/", ".") for file in files]
    return [importlib.import_module(name + ending) for name in names for ending in ("_pb2", "_pb2_grpc")]


class InteropServer:
    """The program interop-server, from its start to its end."""

    def __init__(self):
        self.process = subprocess.Popen([BINARIES / "interop-server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)
        self.target = self.process.stdout.readline().strip().removeprefix("tcp://")
        assert self.target, "interop-server did not start"

    def channel(self, **options):
        settings = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1),
                    ("grpc.use_local_subchannel_pool", 1), *options.items()]
        return grpc.insecure_channel(self.target, settings)

    def stop(self):
        """Lets it drain; its exit status, 0 when all work was over."""
        self.process.stdin.close()
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            self.process.stdout.close()
