"""deploy/local-cluster: its arguments; with stand-ins for the programs what it starts, copies and ends; and a real
cluster whose nodes are killed and paused.
"""

import json
import os
import random
import signal
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import numpy

import scripts

BINARIES = Path(os.environ.get("TESSERA_BINARIES", scripts.ROOT / ".build" / "debug"))

# Notes that it answers at the address in its configuration, until it is told to end.
DAEMON = """#!/bin/bash
if [ "$1" = --check ]; then exit 0; fi
folder=$(dirname "$2")
[ ! -f "$folder/../broken.$(basename "$folder")" ] || { echo 'data: damaged' >&2; exit 1; }
port=$(sed -n 's/^listen: .*:\\([0-9]*\\)"\\]$/\\1/p' "$2")
trap 'rm -f "$STAND/$port"; exit 0' TERM
touch "$STAND/$port"
echo "$(basename "$folder")" >>"$STAND/started"
while :; do sleep 0.02; done
"""
# Answers where a daemon has noted that it does and is there. `write` writes to the replicas that the cluster file has.
TOOL = """#!/bin/bash
case $1 in
    ping | gallery) address=${!#}; [ -f "$STAND/${address##*:}" ] ;;
    write)
        echo "$TESSERA_SERVER" >"$STAND/server"
        for folder in "$CLUSTER"/*.0; do echo "$2" >"$folder/data/items"; done
        ;;
esac
"""


def free_ports():
    """The first of a stretch of ports that nobody has; below those that the system gives to whoever connects."""
    while True:
        first = random.randrange(10_000, 32_000)
        try:
            for port in range(first, first + 33):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
            return first
        except OSError:
            continue


class LocalClusterTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name).resolve()
        self.cluster = self.home / "cluster"
        self.stand = self.home / "stand"
        self.binaries = self.home / "binaries"
        for made in (self.stand, self.binaries):
            made.mkdir()
        self.write("tesserad", DAEMON)
        self.write("tessera", TOOL)
        self.port = free_ports()
        self.addCleanup(self.run_script, "stop")

    def write(self, name, script):
        (self.binaries / name).write_text(script)
        (self.binaries / name).chmod(0o755)

    def run_script(self, command, *arguments):
        before = arguments.index("--") if "--" in arguments else len(arguments)
        arguments = [*arguments[:before], "--folder", self.cluster, *arguments[before:]]
        return scripts.run("local-cluster", command, *arguments, TESSERA_VAR=str(self.home / "var"),
                           STAND=str(self.stand), CLUSTER=str(self.cluster), TESSERA_BINARIES=str(self.binaries))

    def start(self, *arguments):
        outcome = self.run_script("start", "--port", self.port, *arguments)
        self.assertEqual(outcome.returncode, 0, outcome.stdout + outcome.stderr)
        return outcome

    def process(self, node):
        return int((self.cluster / node / "pid").read_text())

    def state(self):
        """What `status` says of each node."""
        lines = self.run_script("status").stdout.splitlines()
        return {line.split()[0]: " ".join(line.split()[3:]) for line in lines}

    def items(self, node):
        file = self.cluster / node / "data" / "items"
        return file.read_text().strip() if file.exists() else None

    def runs(self, process):
        try:
            return bool(Path(f"/proc/{process}/cmdline").read_bytes())
        except FileNotFoundError:
            return False


class ArgumentTests(LocalClusterTests):
    CASES = [
        ([], "usage"), (["begin"], "no command 'begin'"), (["start", "--shard", "2"], "no option '--shard'"),
        (["start", "--shards"], "--shards wants a value"), (["start", "--shards", "0"], "--shards: '0'"),
        (["start", "--shards", "65"], "--shards: '65'"), (["start", "--shards", "two"], "--shards: 'two'"),
        (["start", "--replicas", "10"], "--replicas: '10'"), (["start", "--port", "80"], "--port: '80'"),
        (["start", "--workers", "-1"], "--workers: '-1'"), (["start", "x"], "start takes no 'x'"),
        (["start", "--", "ls"], "start takes no command after --"), (["fill"], "fill wants a command"),
        (["fill", "--"], "fill wants a command"), (["fill", "ls"], "'ls' stands before --"),
        (["kill"], "kill wants a node"), (["kill", "0.0", "0.1"], "kill takes one node"),
        (["stop", "--shards", "2"], "--shards is for start and fill"),
        (["status", "--folder", ""], "no folder is named"),
    ]

    def test_wrong_words_are_named(self):
        for arguments, words in self.CASES:
            with self.subTest(arguments):
                outcome = scripts.run("local-cluster", *arguments, TESSERA_VAR=str(self.home / "var"))
                self.assertEqual(outcome.returncode, 2, outcome.stdout + outcome.stderr)
                self.assertIn(words, outcome.stderr)

    def test_its_help_teaches_every_command(self):
        outcome = scripts.run("local-cluster", "--help")
        self.assertEqual(outcome.returncode, 0)
        for command in ("start", "fill", "status", "kill", "pause", "resume", "stop"):
            self.assertIn(f"\n  {command} ", outcome.stdout)

    def test_programs_that_are_not_built_are_named(self):
        (self.binaries / "tesserad").unlink()
        outcome = self.run_script("start")
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("tesserad is not built", outcome.stderr)

    def test_where_nothing_was_started_there_is_nothing_to_do(self):
        self.assertEqual(self.run_script("status").returncode, 3)
        self.assertIn("no cluster runs", self.run_script("stop").stdout)
        outcome = self.run_script("kill", "0.0")
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("there is no cluster", outcome.stderr)


class RunningTests(LocalClusterTests):
    def test_it_starts_every_node_and_says_where_the_coordinator_is(self):
        outcome = self.start()
        self.assertEqual(outcome.stdout.splitlines()[-1], f"tcp://127.0.0.1:{self.port}")
        self.assertEqual(self.state(), dict.fromkeys(["0.0", "0.1", "1.0", "1.1", "coordinator"], "answers"))
        self.assertEqual(self.run_script("status").returncode, 0)

    def test_shards_and_replicas_are_those_asked_for(self):
        self.start("--shards", "3", "--replicas", "1", "--workers", "5")
        cluster = (self.cluster / "cluster.yaml").read_text()
        self.assertEqual([line.split('"')[1] for line in cluster.splitlines() if "address" in line],
                         [f"tcp://127.0.0.1:{self.port + 10 * shard + 1}" for shard in range(3)])
        shard = (self.cluster / "2.0" / "tesserad.yaml").read_text()
        for line in ("role: shard", "shard: 2", "  workers: 5"):
            self.assertIn(f"\n{line}\n", shard)

    def test_it_stops_every_node(self):
        self.start()
        processes = [self.process(node) for node in self.state()]
        self.assertIn("stopped, 5 nodes", self.run_script("stop").stdout)
        self.assertFalse(any(map(self.runs, processes)))
        self.assertEqual(set(self.state().values()), {"stopped"})

    def test_it_stops_paused_nodes_too(self):
        self.start()
        process = self.process("0.1")
        self.run_script("pause", "0.1")
        self.assertEqual(self.state()["0.1"], "paused")
        self.assertEqual(self.run_script("stop").returncode, 0)
        self.assertFalse(self.runs(process))

    def test_a_second_start_is_refused_and_changes_nothing(self):
        self.start()
        process = self.process("0.0")
        outcome = self.run_script("start")
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("runs already", outcome.stderr)
        self.assertEqual(self.process("0.0"), process)
        self.assertTrue(self.runs(process))

    def test_a_port_that_something_else_has_is_named_and_nothing_is_left(self):
        taken = self.port + 11
        with socket.socket() as other:
            other.bind(("127.0.0.1", taken))
            other.listen()
            outcome = self.run_script("start", "--port", self.port)
        self.assertEqual(outcome.returncode, 1)
        self.assertIn(f"port {taken}, which node 1.0 is to have, is in use", outcome.stderr)
        self.assertFalse((self.stand / "started").exists())

    def test_a_start_that_fails_ends_what_it_started_and_shows_why(self):
        self.cluster.mkdir()
        (self.cluster / "broken.1.1").touch()
        outcome = self.run_script("start", "--port", self.port)
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("node 1.1 ended at once", outcome.stderr)
        self.assertIn("data: damaged", outcome.stderr)
        self.assertEqual(set(self.state().values()), {"stopped"})

    def test_a_start_that_is_broken_off_ends_what_it_started(self):
        self.write("tessera", "#!/bin/bash\nexit 1\n")
        script = subprocess.Popen(
            [scripts.DEPLOY / "local-cluster", "start", "--folder", self.cluster, "--port", str(self.port)],
            env={**os.environ, "TESSERA_VAR": str(self.home / "var"), "TESSERA_BINARIES": str(self.binaries),
                 "STAND": str(self.stand)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        started = self.stand / "started"
        for _ in range(200):
            if started.exists() and len(started.read_text().split()) == 4:
                break
            time.sleep(0.05)
        processes = [self.process(node) for node in started.read_text().split()]
        script.send_signal(signal.SIGTERM)
        self.assertEqual(script.wait(timeout=30), 143)
        self.assertFalse(any(map(self.runs, processes)))

    def test_a_configuration_that_is_refused_is_shown(self):
        self.write("tesserad", "#!/bin/bash\necho 'unknown key `role`' >&2\nexit 2\n")
        outcome = self.run_script("start", "--port", self.port)
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("unknown key `role`", outcome.stderr)

    def test_another_program_that_has_the_number_now_is_left_alone(self):
        other = subprocess.Popen(["sleep", "60"])
        self.addCleanup(other.wait)
        self.addCleanup(other.kill)
        self.start()
        self.run_script("kill", "0.0")
        (self.cluster / "0.0" / "pid").write_text(str(other.pid))
        for command in ("kill", "pause"):
            outcome = self.run_script(command, "0.0")
            self.assertEqual(outcome.returncode, 1)
            self.assertIn("node 0.0 does not run", outcome.stderr)
        self.run_script("stop")
        self.assertIsNone(other.poll())

    def test_the_daemon_of_another_cluster_is_left_alone(self):
        self.start()
        process = self.process("0.0")
        other = self.home / "other" / "0.0"
        other.mkdir(parents=True)
        (other / "pid").write_text(str(process))
        (other.parent / "shape").write_text("1 1 9000 1\n")
        outcome = scripts.run("local-cluster", "stop", "--folder", other.parent, TESSERA_VAR=str(self.home / "var"))
        self.assertIn("no cluster runs", outcome.stdout)
        self.assertTrue(self.runs(process))

    def test_a_killed_node_is_away_until_it_is_resumed(self):
        self.start()
        process = self.process("1.0")
        self.assertIn(str(process), self.run_script("kill", "1.0").stdout)
        self.assertFalse(self.runs(process))
        self.assertEqual(self.state()["1.0"], "away")
        self.assertEqual(self.run_script("status").returncode, 1)
        self.assertEqual(self.run_script("resume", "1.0").returncode, 0)
        self.assertEqual(self.state()["1.0"], "answers")

    def test_a_paused_node_goes_on_when_it_is_resumed(self):
        self.start()
        self.run_script("pause", "coordinator")
        self.assertEqual(self.state()["coordinator"], "paused")
        self.run_script("resume", "coordinator")
        self.assertEqual(self.state()["coordinator"], "answers")
        self.assertIn("is not paused", self.run_script("resume", "coordinator").stderr)

    def test_a_node_that_there_is_not_is_refused(self):
        self.start()
        for node in ("2.0", "0.2", "0", "../0.0"):
            outcome = self.run_script("kill", node)
            self.assertEqual(outcome.returncode, 2)
            self.assertIn(f"there is no node '{node}'", outcome.stderr)
            self.assertIn("0.0 0.1 1.0 1.1 coordinator", outcome.stderr)


class FillTests(LocalClusterTests):
    def fill(self, *command, options=()):
        return self.run_script("fill", "--port", self.port, *options, "--", *command)

    def test_a_command_writes_to_one_replica_a_shard_and_all_get_what_it_wrote(self):
        outcome = self.fill("tessera", "write", "first")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        self.assertEqual(outcome.stdout.splitlines()[-1], f"tcp://127.0.0.1:{self.port}")
        self.assertEqual((self.stand / "server").read_text().strip(), f"tcp://127.0.0.1:{self.port}")
        # Three at first, then all five.
        self.assertEqual(sorted((self.stand / "started").read_text().split()),
                         sorted(["0.0", "1.0", "coordinator", "0.0", "0.1", "1.0", "1.1", "coordinator"]))
        self.assertEqual([self.items(node) for node in ("0.0", "0.1", "1.0", "1.1")], ["first"] * 4)
        self.assertEqual(set(self.state().values()), {"answers"})

    def test_a_second_fill_stops_what_runs_and_replaces_what_was_copied(self):
        self.fill("tessera", "write", "first")
        outcome = self.fill("tessera", "write", "second")
        self.assertIn("stopping what runs", outcome.stderr)
        self.assertEqual([self.items(node) for node in ("0.0", "0.1", "1.0", "1.1")], ["second"] * 4)

    def test_a_command_that_fails_leaves_a_cluster_that_takes_writes(self):
        self.fill("tessera", "write", "first")
        outcome = self.fill("bash", "-c", "tessera write second; exit 3")
        self.assertEqual(outcome.returncode, 3)
        self.assertIn("the command ended with 3", outcome.stderr)
        state = self.state()
        self.assertEqual((state["0.0"], state["0.1"], state["coordinator"]), ("answers", "stopped", "answers"))
        # What is outdated is never served beside what is newer.
        self.run_script("stop")
        self.assertIn("copying", self.start().stdout)
        self.assertEqual([self.items(node) for node in ("0.0", "0.1", "1.0", "1.1")], ["second"] * 4)

    def test_a_replica_that_is_new_gets_what_the_others_hold(self):
        self.fill("tessera", "write", "first")
        self.run_script("stop")
        self.start("--replicas", "3")
        self.assertEqual([self.items(node) for node in ("0.2", "1.2")], ["first"] * 2)

    def test_data_are_not_cut_into_another_number_of_shards(self):
        self.fill("tessera", "write", "first")
        self.run_script("stop")
        outcome = self.run_script("start", "--shards", "3")
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("cut into 2 shards, not 3", outcome.stderr)
        outcome = self.run_script("start")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)

    def test_with_one_replica_there_is_nothing_to_copy(self):
        outcome = self.fill("tessera", "write", "first", options=("--replicas", "1"))
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        self.assertEqual(len((self.stand / "started").read_text().split()), 3)
        self.assertEqual(set(self.state().values()), {"answers"})


class RealTests(unittest.TestCase):
    """Two shards of two replicas and a coordinator, with 400 items, each with a vector."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.home = Path(folder.name).resolve()
        cls.port = free_ports()
        rows = "".join(f"i{number}\titem {number}\n" for number in range(400))
        (cls.home / "items.tsv").write_text("id\tdescription\n" + rows)
        vectors = numpy.random.default_rng(1).standard_normal((400, 16)).astype(numpy.float32)
        numpy.save(cls.home / "a.npy", vectors)
        cls.addClassCleanup(lambda: cls.script("stop"))
        filled = cls.script("fill", "--port", cls.port, "--", "bash", "-ec", f"""
            cd {cls.home}
            tessera gallery create g --field a:dim=16 --exact-below 1
            tessera import g items.tsv --vectors a=a.npy
            tessera train g --nlist 4 --parts 8""")
        assert filled.returncode == 0, filled.stdout + filled.stderr

    @classmethod
    def script(cls, command, *arguments):
        before = arguments.index("--") if "--" in arguments else len(arguments)
        arguments = [*arguments[:before], "--folder", cls.home / "cluster", *arguments[before:]]
        return scripts.run("local-cluster", command, *arguments, TESSERA_VAR=str(cls.home / "var"),
                           TESSERA_BINARIES=str(BINARIES))

    def setUp(self):
        # Whatever the test does to them, the next one finds all nodes well.
        self.addCleanup(self.mend)

    def mend(self):
        for line in self.script("status").stdout.splitlines():
            if not line.endswith(" answers"):
                self.script("resume", line.split()[0])
        self.await_coverage()

    def tool(self, *arguments):
        return subprocess.run([BINARIES / "tessera", *arguments, "--address", f"tcp://127.0.0.1:{self.port}"],
                              capture_output=True, text=True, timeout=60)

    def find(self, *arguments):
        """The ids found and the coverage; nil coverage when the call fails."""
        outcome = self.tool("find", "g", "--like", "i1", "--count", "10", "--nprobe", "4", "--json", "--timeout", "5",
                            *arguments)
        if outcome.returncode:
            return outcome.stderr, None
        answer = json.loads(outcome.stdout)
        return [hit["id"] for hit in answer["hits"]], answer["coverage"]

    def await_coverage(self):
        """Once a node is back it takes the coordinator a moment to find it."""
        for _ in range(100):
            if self.find()[1] == 1:
                return
            time.sleep(0.1)
        self.fail(f"the cluster does not come back: {self.script('status').stdout}")

    def test_it_answers_as_one_node(self):
        described = json.loads(self.tool("gallery", "describe", "g", "--json").stdout)
        self.assertEqual(described["items"], 400)
        self.assertEqual(self.script("status").returncode, 0)
        ids, coverage = self.find()
        self.assertEqual((len(ids), coverage), (10, 1))

    def test_a_killed_replica_of_each_shard_is_not_missed(self):
        before = self.find()
        self.script("kill", "0.0")
        self.script("kill", "1.1")
        for _ in range(10):
            self.assertEqual(self.find(), before)

    def test_a_paused_replica_of_each_shard_is_not_waited_for(self):
        before = self.find()
        self.script("pause", "0.1")
        self.script("pause", "1.0")
        for _ in range(10):
            self.assertEqual(self.find(), before)

    def test_a_shard_that_is_gone_is_missed_and_said_to_be(self):
        self.script("kill", "1.0")
        self.script("kill", "1.1")
        told, coverage = self.find()
        # Item i1 may have been there itself.
        self.assertIsNone(coverage)
        self.assertIn("shard 1 is away", told)
        self.assertEqual(self.script("status").returncode, 1)

    def test_a_write_is_refused_with_the_reason(self):
        outcome = self.tool("delete", "g", "i1")
        self.assertNotEqual(outcome.returncode, 0)
        self.assertIn("shard_read_only", outcome.stdout + outcome.stderr)

    def test_what_was_stopped_goes_on_where_it_was(self):
        before = self.find()
        self.assertEqual(self.script("stop").returncode, 0)
        self.assertEqual(self.script("start").returncode, 0)
        self.assertEqual(self.find(), before)


if __name__ == "__main__":
    unittest.main()
