"""Running the explorer's modules outside a browser, where there is Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

ASSETS = Path(str(files("smekg"))) / "site" / "assets"

#: Opens the bundled Oxigraph as `Store`.
OXIGRAPH = """
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { initSync, Store } from "./vendor/oxigraph.js";
initSync({ module: gunzipSync(readFileSync("vendor/oxigraph.wasm.gz")) });
"""


class Modules:
    """The explorer's modules, run by Node."""

    def __init__(self, folder: Path) -> None:
        found = shutil.which("node")
        if found is None:
            pytest.skip("there is no Node to run the explorer's modules with; browser tests cover them too")
        self.node: str = found
        self.folder = folder / "assets"
        shutil.copytree(ASSETS, self.folder)
        (self.folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")

    def run(self, code: str, given: object = None) -> Any:  # noqa: ANN401 - whatever the code gives
        """Run code that makes `result` of `given`.

        Args:
            code: A module that stands among the assets.
            given: What it gets, as JSON.

        Returns:
            What it made, from JSON.
        """
        frame = (
            'import { readFileSync as read } from "node:fs";\n'
            'const given = JSON.parse(read(0, "utf8")); let result = null;\n'
            f"{code}\nprocess.stdout.write(JSON.stringify(result));\n"
        )
        done = subprocess.run(
            [self.node, "--input-type=module", "-e", frame],
            cwd=self.folder,
            input=json.dumps(given),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)
