"""What the tests of deploy/ share: its scripts as programs and as modules."""

import importlib.machinery
import importlib.util
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


def run(script, *arguments, **environment):
    """Runs a script of deploy/ and returns how it ended, with its output as text."""
    return subprocess.run([str(DEPLOY / script), *map(str, arguments)], capture_output=True, text=True, timeout=60,
                          env={**os.environ, **environment})


def load(script):
    """A Python script of deploy/ as a module; a script's name has no ending by which Python would know it."""
    loader = importlib.machinery.SourceFileLoader(script.replace("-", "_"), str(DEPLOY / script))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module
