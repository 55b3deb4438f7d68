"""deploy/quickstart and deploy/stop, with stand-ins for the daemon and the tool that only note how they were called."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

import scripts

DAEMON = """#!/bin/bash
trap 'exit 0' TERM
touch "$TESSERA_VAR/listens"
while :; do sleep 0.05; done
"""
DAEMON_THAT_FAILS = """#!/bin/bash
echo 'data: no such folder' >&2
exit 3
"""
TOOL = """#!/bin/bash
echo "$*" >>"$TESSERA_VAR/calls"
case "$1 $2" in
    'status '*) [ -f "$TESSERA_VAR/listens" ] ;;
    'gallery describe') cat "$TESSERA_VAR/created" ;;
    'gallery create') echo '{"items": 0, "fields": []}' >"$TESSERA_VAR/created" ;;
    'import '*) echo '{"items": 2, "fields": [{"name": "tags", "items": 2, "exact": true}]}' >"$TESSERA_VAR/created" ;;
    'train '*) cat >"$TESSERA_VAR/created" <<'END' ;;
{"items": 2, "fields": [{"name": "tags", "items": 2, "exact": false, "index":
  {"list_count": 3, "part_count": 48, "nprobe": 2, "held_out": {"recall": 0.9712},
   "given": {"recall": 0.9625}}}]}
END
esac
"""


class QuickstartTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.var = Path(folder.name, "var")
        self.binaries = Path(folder.name, "binaries")
        (self.var / "gallery").mkdir(parents=True)
        (self.var / "gallery" / "catalogue.tsv").write_text("row number\n1\n2\n")
        (self.var / "models").symlink_to(Path(os.environ.get("TESSERA_VAR", scripts.ROOT / "var")) / "models")
        self.binaries.mkdir()
        self.write("tesserad", DAEMON)
        self.write("tessera", TOOL)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.addCleanup(self.run_script, "stop")

    def write(self, name, script):
        (self.binaries / name).write_text(script)
        (self.binaries / name).chmod(0o755)

    def run_script(self, script):
        return scripts.run(script, TESSERA_VAR=str(self.var), TESSERA_BINARIES=str(self.binaries),
                           TESSERA_PORT=str(self.port))

    def process(self):
        return int((self.var / "run" / "tesserad.pid").read_text())

    def calls(self):
        calls = [call.split() for call in (self.var / "calls").read_text().splitlines()]
        return [" ".join(call[:2 if call[0] == "gallery" else 1]) for call in calls
                if call[0] != "status" and call[1] != "describe"]

    def test_it_starts_imports_and_finds(self):
        outcome = self.run_script("quickstart")
        self.assertEqual(outcome.returncode, 0, outcome.stdout + outcome.stderr)
        self.assertEqual(self.calls(), ["gallery create", "import", "find", "train", "find"])
        self.assertIn("To stop it: make stop", outcome.stdout)
        trained = next(call for call in (self.var / "calls").read_text().splitlines() if call.startswith("train "))
        texts = Path(scripts.ROOT, trained.split(" --texts ")[1].split()[0]).read_text().splitlines()
        self.assertGreaterEqual(len(set(texts)), 40)
        configuration = (self.var / "tesserad.yaml").read_text()
        self.assertIn(f"tcp://127.0.0.1:{self.port}", configuration)

    def test_a_second_run_uses_the_daemon_that_runs(self):
        self.run_script("quickstart")
        first = self.process()
        (self.var / "calls").unlink()
        outcome = self.run_script("quickstart")
        self.assertEqual(outcome.returncode, 0, outcome.stdout + outcome.stderr)
        self.assertEqual(self.process(), first)
        self.assertEqual(self.calls(), ["find", "find"])
        self.assertIn("recall@10 of texts 0.963 looking into 2 of 3 lists", outcome.stdout)

    def test_a_daemon_whose_program_was_built_anew_is_started_again(self):
        # What a script's process runs is its interpreter.
        interpreter = self.binaries / "interpreter"
        shutil.copy("/bin/bash", interpreter)
        self.write("tesserad", DAEMON.replace("/bin/bash", str(interpreter)))
        self.run_script("quickstart")
        first = self.process()
        interpreter.unlink()
        shutil.copy("/bin/bash", interpreter)
        outcome = self.run_script("quickstart")
        self.assertEqual(outcome.returncode, 0, outcome.stdout + outcome.stderr)
        self.assertIn("starting it again", outcome.stdout)
        self.assertNotEqual(self.process(), first)

    def test_an_import_that_was_cut_off_goes_on(self):
        self.run_script("quickstart")
        (self.var / "calls").unlink()
        (self.var / "created").write_text('{"items": 1, "fields": []}')
        self.assertEqual(self.run_script("quickstart").returncode, 0)
        self.assertEqual(self.calls(), ["import", "find", "train", "find"])

    def test_stop_ends_the_daemon(self):
        self.run_script("quickstart")
        process = self.process()
        self.assertIn("has ended", self.run_script("stop").stdout)
        # Whoever started it may not have noticed yet; one that has ended has no command line.
        command = Path(f"/proc/{process}/cmdline")
        self.assertFalse(command.exists() and command.read_bytes())
        self.assertIn("no daemon", self.run_script("stop").stdout)

    def test_stop_leaves_another_program_alone_that_has_the_number_now(self):
        other = subprocess.Popen(["sleep", "60"])
        self.addCleanup(other.wait)
        self.addCleanup(other.kill)
        (self.var / "run").mkdir()
        (self.var / "run" / "tesserad.pid").write_text(str(other.pid))
        self.assertIn("no daemon", self.run_script("stop").stdout)
        self.assertIsNone(other.poll())

    def test_a_port_that_something_else_has_is_named(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", self.port))
            other.listen()
            outcome = self.run_script("quickstart")
        self.assertEqual(outcome.returncode, 1)
        self.assertIn(f"port {self.port} is in use", outcome.stderr)
        self.assertFalse((self.var / "run" / "tesserad.pid").exists())

    def test_a_daemon_that_ends_at_once_shows_why(self):
        self.write("tesserad", DAEMON_THAT_FAILS)
        outcome = self.run_script("quickstart")
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("data: no such folder", outcome.stderr)

    def test_a_daemon_that_was_killed_is_started_again(self):
        self.run_script("quickstart")
        first = self.process()
        os.kill(first, signal.SIGKILL)
        outcome = self.run_script("quickstart")
        self.assertEqual(outcome.returncode, 0, outcome.stdout + outcome.stderr)
        self.assertNotEqual(self.process(), first)


if __name__ == "__main__":
    unittest.main()
