"""The data of a git revision, unpacked into a folder of its own; nothing leaves this machine."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

from smekg.errors import UsageError
from smekg.paths import DataRoot

__all__ = ["commit_of", "commit_time", "git", "unpack"]

#: What a data root consists of.
FOLDERS = ("ontology", "sources", "queries")


def commit_of(root: DataRoot, name: str) -> str:
    """Find the commit that a revision names.

    Args:
        root: A folder of the repository.
        name: A tag, branch, hash, or an expression such as `HEAD~3`.

    Returns:
        The commit's hash.

    Raises:
        UsageError: There is no repository or no such revision.
    """
    if name.startswith("-"):
        raise UsageError(f'"{name}" is no name of a revision: it begins with a hyphen')
    done = git(root.path, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if done.returncode == 0:
        return done.stdout.decode().strip()
    if git(root.path, "rev-parse", "--git-dir").returncode != 0:
        raise UsageError(f'"{name}" is no file or folder, and {root.path} lies in no git repository')
    raise UsageError(f'"{name}" is no file or folder, and no revision of the repository of {root.path}')


def commit_time(root: DataRoot, commit: str) -> int:
    """Tell when a commit was made.

    Args:
        root: A folder of the repository.
        commit: The commit's hash.

    Returns:
        Seconds since 1970, as `SOURCE_DATE_EPOCH` has them.
    """
    return int(git(root.path, "show", "-s", "--format=%ct", commit).stdout.decode().split()[-1])


def unpack(root: DataRoot, commit: str, folder: Path, parts: tuple[str, ...] = FOLDERS) -> DataRoot:
    """Unpack the data of a commit.

    Args:
        root: The data root in the repository.
        commit: The commit's hash.
        folder: An empty folder.
        parts: What to unpack, relative to the data root; none: everything.

    Returns:
        The folder as a data root.

    Raises:
        UsageError: The commit holds no data at this place.
    """
    done = git(root.path, "archive", "--format=tar", commit, "--", *parts)
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip()
        raise UsageError(f"the revision {commit[:12]} cannot be unpacked: {reason}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return DataRoot(folder)


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder.

    Args:
        folder: The folder.
        arguments: Its arguments.

    Returns:
        The finished process.

    Raises:
        UsageError: There is no git.
    """
    program = shutil.which("git")
    if program is None:
        raise UsageError("a revision can only be read with git, which is not installed")
    command = [program, "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - arguments, no shell
