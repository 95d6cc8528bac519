"""The files of a release, made from a tag: `python -m smekg.versions.artefacts v0.1.0 --out release`.

The code and data of the tag are unpacked and run as they are there, with the time of its commit as
`SOURCE_DATE_EPOCH`; whoever does it again with the same versions of the dependencies gets the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from smekg.commands.common import note
from smekg.errors import SmekgError, UsageError
from smekg.folders import Written, check_target, fill_folder
from smekg.paths import DataRoot
from smekg.reproducible import gzipped
from smekg.versions.revisions import commit_of, commit_time, git, unpack

__all__ = ["archive", "make_artefacts"]

#: What is packed into an archive, and the command of smekg that makes it.
_PARTS = ("graph", "export", "site")


def make_artefacts(repository: Path, tag: str, out: Path, home: str | None = None) -> int:
    """Make the files of a release.

    Args:
        repository: A folder of the repository.
        tag: The tag, or any other name of a commit.
        out: The folder that becomes the release.
        home: Where the site will stand, for the redirects of w3id.org.

    Returns:
        Number of files.

    Raises:
        UsageError: There is no such tag, its version is another one, or a step fails.
    """
    for module, package in (("build", "build"), ("hatchling", "hatchling")):
        if find_spec(module) is None:
            raise UsageError(f"wheel and sdist need {package}; run `pip install -e '.[dev]'`")
    top = _top(repository)
    commit = commit_of(top, tag)
    check_target(out)
    with tempfile.TemporaryDirectory(prefix="smekg-release-") as folder:
        source, work = Path(folder) / "source", Path(folder) / "work"
        source.mkdir()
        unpack(top, commit, source, parts=())
        version = _version(source, tag)
        epoch = commit_time(top, commit)
        _run_steps(source, work, epoch, home)

        def fill(staging: Path) -> Iterator[Written]:
            yield from _write(_files(work, version, epoch), staging)

        count, _ = fill_folder(fill, out)
    return count


def archive(folder: Path, name: str, epoch: int) -> bytes:
    """Pack a folder so that equal files give equal bytes.

    Args:
        folder: The folder.
        name: Name of the folder within the archive.
        epoch: The time that every file gets.

    Returns:
        A gzipped tar.
    """
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            data = path.read_bytes()
            info = tarfile.TarInfo(f"{name}/{path.relative_to(folder).as_posix()}")
            info.size, info.mtime = len(data), epoch
            info.mode = 0o755 if path.suffix == ".sh" else 0o644
            tar.addfile(info, io.BytesIO(data))
    return gzipped(packed.getvalue())


def _top(folder: Path) -> DataRoot:
    done = git(folder, "rev-parse", "--show-toplevel")
    if done.returncode != 0:
        raise UsageError(f"{folder} lies in no git repository; a release is made from a tag of one")
    return DataRoot(Path(done.stdout.decode().rstrip("\n")))


def _version(source: Path, tag: str) -> str:
    try:
        project = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        version = str(project["version"])
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{tag} holds no pyproject.toml with a version") from error
    if tag.startswith("v") and tag[1:2].isdigit() and tag != f"v{version}":
        raise UsageError(f"the tag {tag} holds version {version}; tag the commit that has the version")
    return version


def _run_steps(source: Path, work: Path, epoch: int, home: str | None) -> None:
    smekg = [sys.executable, "-m", "smekg"]
    environment = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(source / "scripts"),
        "SOURCE_DATE_EPOCH": str(epoch),
    }
    dist = work / "dist"
    where = ["--build", str(dist), "--out"]
    data = ["--data", str(source)]
    homes = ["--home", home] if home else []
    # The files of a store differ each time that it is written, and a newer engine may not read them.
    _step("graph", [*smekg, "build", "--no-store", "--out", str(dist), *data], environment)
    _step("export", [*smekg, "export", *where, str(work / "export"), *data, *homes], environment)
    _step("site", [*smekg, "site", *where, str(work / "site"), *data], environment)
    # Without isolation nothing is fetched: hatchling is that of the environment.
    packages = ["--no-isolation", "--outdir", str(work / "packages"), str(source)]
    _step("wheel and sdist", [sys.executable, "-m", "build", *packages], environment)


def _step(what: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
    note(f"making {what}")
    done = subprocess.run(command, env=dict(environment), capture_output=True, check=False)  # noqa: S603
    if done.returncode != 0:
        said = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise UsageError(f"making {what} failed:\n{said}")


def _files(work: Path, version: str, epoch: int) -> Iterator[tuple[str, bytes]]:
    for part in _PARTS:
        folder = work / "dist" / "current" if part == "graph" else work / part
        name = f"smekg-{version}-{part}"
        yield f"{name}.tar.gz", archive(folder.resolve(), name, epoch)
    for path in sorted((work / "packages").iterdir()):
        yield path.name, path.read_bytes()


def _write(files: Iterable[tuple[str, bytes]], folder: Path) -> Iterator[Written]:
    sums = []
    for name, data in files:
        (folder / name).write_bytes(data)
        digest = hashlib.sha256(data)
        sums.append(f"{digest.hexdigest()}  {name}\n")
        yield Written(name, digest.digest(), len(data))
    listed = "".join(sorted(sums, key=lambda line: line.split("  ")[1])).encode()
    (folder / "SHA256SUMS").write_bytes(listed)
    yield Written("SHA256SUMS", hashlib.sha256(listed).digest(), len(listed))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: The arguments; none: those of the process.

    Returns:
        The exit status.
    """
    parser = argparse.ArgumentParser(prog="python -m smekg.versions.artefacts", description="Make a release.")
    parser.add_argument("tag", help="a tag such as v0.1.0, or another name of a commit")
    parser.add_argument("--out", type=Path, required=True, help="folder that becomes the release")
    parser.add_argument("--home", help="where the site will stand, for the redirects of w3id.org")
    options = parser.parse_args(arguments)
    try:
        count = make_artefacts(Path.cwd(), options.tag, options.out, options.home)
    except SmekgError as error:
        note(str(error))
        return error.exit_code
    note(f"wrote {count} files: {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
