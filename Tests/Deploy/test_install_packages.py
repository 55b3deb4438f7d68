"""deploy/install-packages, on machines that lack something: a PATH that holds only what the test put there."""

import shutil
import tempfile
import unittest
from pathlib import Path

import scripts

TOOLS = ["bash", "basename", "cat", "dirname", "git", "head", "id", "make", "mkdir", "protoc-c", "sed", "tail"]


class InstallPackagesTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.programs = Path(folder.name, "programs")
        self.programs.mkdir()
        self.var = Path(folder.name, "var")
        for tool in TOOLS:
            (self.programs / tool).symlink_to(shutil.which(tool))
        self.write("python3", "exit 0")
        self.write("pkg-config", "exit 0")
        self.write("swift", "echo 'Swift version 6.3.1 (swift-6.3.1-RELEASE)'")

    def write(self, name, script):
        program = self.programs / name
        # Never through a link to the machine's own program.
        program.unlink(missing_ok=True)
        program.write_text(f"#!{shutil.which('bash')}\n{script}\n")
        program.chmod(0o755)

    def install(self, *arguments):
        return scripts.run("install-packages", *arguments, PATH=str(self.programs), TESSERA_VAR=str(self.var))

    def test_a_machine_with_everything_is_left_alone(self):
        outcome = self.install()
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        self.assertIn("Swift 6.3", outcome.stdout)

    def test_a_missing_library_is_named_by_its_package_where_nothing_can_install_it(self):
        self.write("pkg-config", '[ "$2" != rocksdb ]')
        outcome = self.install()
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("no Debian", outcome.stderr)
        self.assertIn("librocksdb-dev", outcome.stderr)
        self.assertNotIn("libuv1-dev", outcome.stderr)

    def test_only_what_is_missing_is_installed(self):
        self.write("pkg-config", f'[ "$2" != jansson ] || [ -f "{self.var}/installed" ]')
        self.write("id", "echo 0")
        self.write("apt-get", f'echo "$*" >>"{self.var}/calls"\n[ "$2" != install ] || echo >"{self.var}/installed"')
        outcome = self.install()
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        calls = (self.var / "calls").read_text().splitlines()
        self.assertEqual(calls, ["-q update", "-q install -y --no-install-recommends libjansson-dev"])

    def test_a_failed_installation_shows_what_apt_said(self):
        self.write("pkg-config", '[ "$2" != jansson ]')
        self.write("id", "echo 0")
        self.write("apt-get", "echo 'E: no such package'; exit 100")
        outcome = self.install()
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("E: no such package", outcome.stderr)

    def test_without_rights_the_command_to_run_is_told(self):
        self.write("pkg-config", '[ "$2" != jansson ]')
        self.write("id", "echo 1000")
        self.write("apt-get", "exit 0")
        outcome = self.install()
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("apt-get install libjansson-dev", outcome.stderr)

    def test_the_machines_own_programs_are_not_touched(self):
        own = Path(shutil.which("id")).resolve()
        before = own.read_bytes()
        self.write("id", "echo 1000")
        self.assertEqual(own.read_bytes(), before)
        self.assertFalse((self.programs / "id").is_symlink())

    def test_an_old_swift_is_refused(self):
        self.write("swift", "echo 'Swift version 6.2.4 (swift-6.2.4-RELEASE)'")
        outcome = self.install()
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("Swift 6.2 is too old", outcome.stderr)

    def test_a_later_swift_is_taken(self):
        for version in ("6.10", "7.0"):
            self.write("swift", f"echo 'Apple Swift version {version} (swift-{version})'")
            self.assertEqual(self.install().returncode, 0, version)

    def test_no_swift_is_an_error_that_says_where_it_comes_from(self):
        (self.programs / "swift").unlink()
        outcome = self.install()
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("swift.org", outcome.stderr)

    def test_an_unknown_argument_is_refused(self):
        self.assertEqual(self.install("--tests").returncode, 1)


if __name__ == "__main__":
    unittest.main()
