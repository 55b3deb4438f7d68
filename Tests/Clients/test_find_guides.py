"""find_guides.py against the real daemon: a client that shares no code with it."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import grpc

from interop_server import generated

ROOT = Path(__file__).resolve().parents[2]
BINARIES = Path(os.environ.get("TESSERA_BINARIES", ROOT / ".build" / "debug"))
RUNTIME = os.environ.get("TESSERA_ONNXRUNTIME", ROOT / "var/models/libonnxruntime.so")
MODEL = os.environ.get("TESSERA_MODEL", ROOT / "var/models/minilm")
CLIENT = Path(__file__).with_name("find_guides.py")

CONFIGURATION = """
listen: ["tcp://127.0.0.1:0", "unix:{folder}/tessera.sock"]
data: {folder}/data
encoders:
  - {{name: minilm, kind: onnx, library: {runtime}, folder: {model}}}
"""
ITEMS = {
    "w1": ("An old wizard reads a book of spells to a small dragon.", ["wizard", "dragon", "book"]),
    "c1": ("A red car on a road.", ["car", "road"]),
    "f1": ("Flowers in a blue vase.", ["flower", "vase"]),
    "h1": ("A knight rides a horse to a castle.", ["knight", "horse", "castle"]),
    "b1": ("Two boys play football.", ["boy", "football"]),
    "s1": ("A ship in a storm.", ["ship", "sea"]),
}


class Daemon(unittest.TestCase):
    """The real daemon with a small gallery."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.socket = cls.folder / "tessera.sock"
        configuration = cls.folder / "tesserad.yaml"
        configuration.write_text(CONFIGURATION.format(folder=cls.folder, runtime=RUNTIME, model=MODEL))
        cls.log = open(cls.folder / "tesserad.log", "w+")
        cls.addClassCleanup(cls.log.close)
        cls.start_daemon()
        cls.addClassCleanup(cls.end_daemon)
        cls.wait_for_daemon()
        catalogue = cls.folder / "items.tsv"
        rows = [f"{id}\t{text}\t{'|'.join(tags)}" for id, (text, tags) in ITEMS.items()]
        catalogue.write_text("\n".join(["id\tdescription\ttags", *rows]) + "\n")
        cls.tool("gallery", "create", "pictures")
        cls.tool("import", "pictures", catalogue)

    @classmethod
    def start_daemon(cls):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TESSERA_")}
        cls.daemon = subprocess.Popen([BINARIES / "tesserad", "--config", cls.folder / "tesserad.yaml"],
                                      env=environment, stdout=cls.log, stderr=subprocess.STDOUT)

    @classmethod
    def wait_for_daemon(cls):
        for _ in range(600):
            if cls.socket.exists() and cls.daemon.poll() is None:
                return
            if cls.daemon.poll() is not None:
                break
            time.sleep(0.1)
        cls.log.seek(0)
        raise RuntimeError("tesserad did not start:\n" + cls.log.read())

    @classmethod
    def end_daemon(cls):
        cls.daemon.send_signal(signal.SIGTERM)
        try:
            cls.daemon.wait(30)
        except subprocess.TimeoutExpired:
            cls.daemon.kill()
            cls.daemon.wait()

    @classmethod
    def tool(cls, *arguments):
        subprocess.run([BINARIES / "tessera", *arguments, "--address", f"unix:{cls.socket}"], check=True, timeout=120,
                       stdout=subprocess.DEVNULL)


class FindGuidesTests(Daemon):
    def find(self, *arguments, address=None):
        return subprocess.run([sys.executable, CLIENT, address or str(self.socket), *arguments], capture_output=True,
                              text=True, timeout=60)

    def test_a_scene_is_answered_with_what_fits_it_best(self):
        outcome = self.find("pictures", "an old wizard", "a small dragon", "reading a book")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        prompt, *guides = outcome.stdout.splitlines()
        self.assertIn("an old wizard", prompt)
        self.assertEqual(len(guides), 5)
        self.assertEqual(guides[0].split("\t")[1], "w1")
        scores = [float(guide.split("\t")[0]) for guide in guides]
        self.assertEqual(scores, sorted(scores, reverse=True))

    def test_a_scene_of_one_role_is_answered(self):
        outcome = self.find("pictures", "flowers in a vase")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        self.assertEqual(outcome.stdout.splitlines()[1].split("\t")[1], "f1")

    def test_tcp_answers_as_the_unix_socket_does(self):
        self.log.flush()
        port = re.search(r"listening on tcp://127\.0\.0\.1:(\d+)", (self.folder / "tesserad.log").read_text()).group(1)
        scene = ("pictures", "a knight", "a horse", "riding")
        self.assertEqual(self.find(*scene, address=f"127.0.0.1:{port}").stdout, self.find(*scene).stdout)

    def test_grpc_answers_as_the_framed_protocol_does(self):
        protos = str(ROOT / "Protos")
        files = sorted(str(path.relative_to(protos)) for path in Path(protos).glob("tessera/v1/*.proto"))
        modules = dict(zip([file + kind for file in files for kind in ("", " stubs")], generated(protos, *files)))
        search, stubs = modules["tessera/v1/search.proto"], modules["tessera/v1/search.proto stubs"]
        request = search.FindGuidesRequest(gallery="pictures", image_count=5)
        request.scene.role_a.text, request.scene.role_b.text = "a knight", "a horse"
        request.scene.action = "riding"
        with grpc.insecure_channel(f"unix:{self.socket}") as channel:
            reply = stubs.GuidesStub(channel).FindGuides(request, timeout=10)
            framed = self.find("pictures", "a knight", "a horse", "riding").stdout.splitlines()[1:]
            self.assertEqual([guide.item.id for guide in reply.guides], [line.split("\t")[1] for line in framed])
            request.gallery = "picturez"
            with self.assertRaises(grpc.RpcError) as caught:
                stubs.GuidesStub(channel).FindGuides(request, timeout=10)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.NOT_FOUND)
        self.assertIn("picturez", caught.exception.details())

    def test_an_unknown_gallery_is_an_error_that_names_it(self):
        outcome = self.find("picturez", "a knight")
        self.assertNotEqual(outcome.returncode, 0)
        self.assertIn("status 5", outcome.stderr)
        self.assertIn("picturez", outcome.stderr)

    def test_the_client_is_short(self):
        self.assertLess(len(CLIENT.read_text().splitlines()), 80)


if __name__ == "__main__":
    unittest.main()
