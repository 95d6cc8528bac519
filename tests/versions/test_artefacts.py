"""The files of a release: equal bytes from one tag, and a plain word where they cannot be made."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from conftest import REPOSITORY
from smekg.errors import UsageError
from smekg.versions.artefacts import archive, main, make_artefacts

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def _commit(folder: Path, tag: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "All"], ["tag", tag]):
        subprocess.run(["git", "-C", str(folder), *identity, *command], check=True, capture_output=True)


def test_an_archive_tells_nothing_of_the_machine(tmp_path: Path) -> None:
    made = []
    for name, mode, time in (("a", 0o600, 10), ("b", 0o664, 20)):
        folder = tmp_path / name
        (folder / "deep").mkdir(parents=True)
        for file in ("z.txt", "deep/run.sh"):
            (folder / file).write_text(file, encoding="utf-8")
            (folder / file).chmod(mode)
            os.utime(folder / file, (time, time))
        made.append(archive(folder, "smekg-1", 1_700_000_000))

    assert made[0] == made[1]
    (tmp_path / "x.tar.gz").write_bytes(made[0])
    with tarfile.open(tmp_path / "x.tar.gz") as tar:
        told = [(m.name, m.mode, m.mtime, m.uid, m.uname) for m in tar]
    assert told == [
        ("smekg-1/deep/run.sh", 0o755, 1_700_000_000, 0, ""),
        ("smekg-1/z.txt", 0o644, 1_700_000_000, 0, ""),
    ]


@needs_git
def test_a_tag_that_does_not_fit_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()
    (repository / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "0.1.0"\n', encoding="utf-8")
    _commit(repository, "v0.2.0")

    with pytest.raises(UsageError, match=r"the tag v0\.2\.0 holds version 0\.1\.0"):
        make_artefacts(repository, "v0.2.0", tmp_path / "out")
    with pytest.raises(UsageError, match="no revision"):
        make_artefacts(repository, "v9", tmp_path / "out")
    assert main(["--out", str(tmp_path / "out"), "--", "-v9"]) == 2
    assert "begins with a hyphen" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@needs_git
def test_two_releases_of_one_commit_are_equal(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        make_artefacts(REPOSITORY, "HEAD", folder)

    one, two = ({f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in d.iterdir()} for d in folders)
    assert one == two
    endings = {name.split("-", 2)[-1] for name in one}
    assert {"graph.tar.gz", "export.tar.gz", "site.tar.gz", "SHA256SUMS"} <= endings
    assert len([name for name in one if name.endswith(".whl")]) == 1
    assert len([name for name in one if name.startswith("smekg-") and name.count("-") == 1]) == 1
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folders[0], check=True)
