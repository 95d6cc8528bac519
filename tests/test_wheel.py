"""What a user gets from a wheel: the package with its data, and no word of a paper."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import REPOSITORY


@pytest.mark.slow
def test_the_wheel_works_without_the_repository(tmp_path: Path) -> None:
    secret = REPOSITORY / "sources" / "guimaraes-2021" / "phrases.local.yaml"
    made_here = not secret.exists()
    if made_here:
        secret.write_text("g21-1-01: words of a paper that must not leave\n", encoding="utf-8")
    try:
        wheels = tmp_path / "wheels"
        subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), str(REPOSITORY)],
            check=True,
        )
    finally:
        if made_here:
            secret.unlink()
    (wheel,) = wheels.glob("smekg-*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        assert not [name for name in archive.namelist() if "phrases" in name and name.endswith(".yaml")]
        archive.extractall(site)
    out = tmp_path / "dist"
    code = "\n".join(
        [
            "import sys",
            f"sys.path.insert(0, {str(site)!r})",
            "import smekg",
            f"assert smekg.__file__.startswith({str(site)!r})",
            f"sys.argv = ['smekg', 'build', '--out', {str(out)!r}]",
            "from smekg.__main__ import main",
            "main()",
        ]
    )
    subprocess.run([sys.executable, "-I", "-c", code], check=True, cwd=tmp_path)
    assert (out / "current" / "smekg.nq").is_file()
