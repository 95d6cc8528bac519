"""Coverage-guided fuzzing of one target with atheris.

    PYTHONPATH=scripts:tests python -m fuzz TARGET [-runs=N] [FOLDER …] [options of libFuzzer]

Without a target, their names are listed. libFuzzer starts from the target's good inputs; those that find
new paths are kept in FOLDER where one is given. One that fails is written to `crash-…`, and can be checked
again by naming the file in place of the folder.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Fuzz a target until it fails, or as often as asked for."""
    try:
        import atheris  # noqa: PLC0415 - not to be had for every Python
    except ImportError:
        sys.stderr.write(
            "atheris is not installed; pip install -e '.[fuzz]' brings it, where it has wheels\n"
        )
        return 2
    # Only what is imported from here on is watched.
    with atheris.instrument_imports(include=["smekg", "bibtexparser"]):
        from fuzz.targets import TARGETS  # noqa: PLC0415
    if not arguments or arguments[0] not in TARGETS:
        sys.stderr.write(f"targets: {', '.join(TARGETS)}\n")
        return 2
    target = TARGETS[arguments[0]]
    with tempfile.TemporaryDirectory(prefix="smekg-fuzz-seeds-") as folder:
        for number, seed in enumerate(target.seeds):
            (Path(folder) / str(number)).write_bytes(seed)
        seeds = [] if any(Path(name).is_file() for name in arguments[1:]) else [folder]
        atheris.Setup(
            [sys.argv[0], "-timeout=60", "-rss_limit_mb=4096", *arguments[1:], *seeds], target.check
        )
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
