"""Makes the message classes of the contract when the package is built; none of them is kept in the repository."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import grpc_tools  # type: ignore[import-untyped]
from grpc_tools import protoc
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MessagesHook(BuildHookInterface[Any]):
    """Puts `tessera/v1/*_pb2.py`, with their types, beside the package."""

    folder: str | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        protos = self.protos()
        self.folder = tempfile.mkdtemp(prefix="tessera-messages-")
        included = os.path.join(os.path.dirname(grpc_tools.__file__), "_proto")
        files = sorted(str(path.relative_to(protos)) for path in protos.glob("tessera/v1/*.proto"))
        outputs = [f"--{kind}_out={self.folder}" for kind in ("python", "pyi")]
        if not files or protoc.main(["protoc", f"-I{protos}", f"-I{included}", *outputs, *files]) != 0:
            raise RuntimeError(f"protoc could not make the messages of {protos}")
        made = Path(self.folder, "tessera")
        Path(made, "v1", "py.typed").touch()
        # In an editable installation too they go where the package manager puts packages, not among the sources.
        build_data["force_include"][str(made)] = "tessera"
        build_data.setdefault("force_include_editable", {})[str(made)] = "tessera"

    def protos(self) -> Path:
        """Where the contract is: in a source distribution beside this file, in the repository two folders up."""
        root = Path(self.root)
        for folder in (root / "Protos", root.parents[1] / "Protos"):
            if (folder / "tessera" / "v1").is_dir():
                return folder
        raise FileNotFoundError(f"neither {root} nor {root.parents[1]} has the folder Protos/tessera/v1")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
