"""deploy/systemd, as systemd-analyze of Debian 12 reads it, and beside each other."""

import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import scripts

FOLDER = scripts.DEPLOY / "systemd"
UNITS = ["tesserad.service", "tesserad-shard@.service"]


def settings(unit):
    """The unit's lines that set something, comments left out."""
    return [line for line in (FOLDER / unit).read_text().splitlines() if re.match(r"[A-Z]\w+=", line)]


class UnitTests(unittest.TestCase):
    def test_both_units_are_fenced_in_alike(self):
        own = {"Description", "ExecStart", "Environment", "StateDirectory", "RuntimeDirectory", "RuntimeDirectoryMode"}
        shared = [[line for line in settings(unit) if line.split("=")[0] not in own] for unit in UNITS]
        self.assertEqual(*shared)

    def test_each_writes_to_the_folder_that_it_is_given(self):
        for unit in UNITS:
            text = (FOLDER / unit).read_text()
            data = re.search(r"TESSERA_DATA=/var/lib/(\S+)", text).group(1)
            self.assertIn(f"\nStateDirectory={data}\n", text)
            self.assertIn("\nProtectSystem=strict\n", text)

    def test_a_shard_has_its_number_from_the_name_of_its_unit(self):
        text = (FOLDER / UNITS[1]).read_text()
        for part in ("TESSERA_ROLE=shard", "TESSERA_SHARD=%i", "/var/lib/tessera/shard-%i",
                     "/etc/tessera/shard-%i.yaml"):
            self.assertIn(part, text)

    def test_the_system_waits_longer_for_an_end_than_the_daemon_waits_for_its_calls(self):
        drain = int(re.search(r"drain_timeout_ms: (\d+)", (scripts.DEPLOY / "tesserad.yaml").read_text()).group(1))
        for unit in UNITS:
            stop = int(re.search(r"TimeoutStopSec=(\d+)", (FOLDER / unit).read_text()).group(1))
            self.assertGreater(stop * 1_000, 2 * drain)

    def test_the_user_that_they_run_as_is_made(self):
        users = re.findall(r"^u (\w+) ", (FOLDER / "tessera.sysusers").read_text(), re.MULTILINE)
        for unit in UNITS:
            self.assertIn(f"User={users[0]}", settings(unit))


@unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze is not installed")
class AnalyzeTests(unittest.TestCase):
    def analyze(self, *arguments):
        return subprocess.run(["systemd-analyze", "--no-pager", *map(str, arguments)], capture_output=True, text=True,
                              timeout=60)

    def test_every_setting_is_known(self):
        with tempfile.TemporaryDirectory() as folder:
            for unit in UNITS:
                # Neither program nor user are installed here.
                text = (FOLDER / unit).read_text().replace("/usr/local/bin/tesserad", "/bin/true")
                Path(folder, unit).write_text(re.sub(r"^(User|Group)=.*\n", "", text, flags=re.MULTILINE))
            outcome = self.analyze("verify", Path(folder, UNITS[0]), Path(folder, UNITS[1].replace("@", "@0")))
        self.assertEqual((outcome.returncode, outcome.stdout + outcome.stderr), (0, ""))

    def test_little_is_left_open(self):
        # Of 10 (100 here); what remains is a network, and a root that others share.
        for unit in UNITS:
            with tempfile.TemporaryDirectory() as folder:
                copy = shutil.copy(FOLDER / unit, Path(folder, unit.replace("@", "@0")))
                outcome = self.analyze("security", "--offline=true", "--threshold=16", copy)
            self.assertEqual(outcome.returncode, 0, outcome.stdout[-500:] + outcome.stderr)


if __name__ == "__main__":
    unittest.main()
