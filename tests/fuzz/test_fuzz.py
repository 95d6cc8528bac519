"""Whatever comes in: no traceback, no hang, nothing accepted that would be read otherwise than it stands."""

from __future__ import annotations

import importlib.util
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REPOSITORY
from fuzz.harness import Target
from fuzz.targets import TARGETS

#: Cases per target with `--slow`.
MANY = 10_000
ALL = pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)


@ALL
def test_good_input_passes_the_check_itself(target: Target) -> None:
    for seed in target.seeds:
        target.guarded(seed)


@ALL
def test_some_broken_inputs(target: Target) -> None:
    target.run(target.few)


@pytest.mark.slow
@ALL
def test_ten_thousand_broken_inputs(target: Target) -> None:
    number = int(os.environ.get("SMEKG_FUZZ_SEED") or random.randrange(2**32))
    sys.stdout.write(f"to repeat: SMEKG_FUZZ_SEED={number}\n")
    target.run(MANY, number)


@pytest.mark.slow
@ALL
def test_ten_thousand_inputs_that_coverage_leads_to(target: Target, tmp_path: Path) -> None:
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed; pip install -e '.[fuzz]' brings it, where it has wheels")
    paths = os.pathsep.join(str(REPOSITORY / name) for name in ("scripts", "tests"))
    done = subprocess.run(
        [sys.executable, "-m", "fuzz", target.name, f"-runs={MANY}"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        timeout=3600,
        check=False,
    )
    said = done.stderr.decode("utf-8", "replace")
    assert done.returncode == 0, said[-5000:]
    ran = re.search(r"Done (\d+) runs", said)
    assert ran is not None, said[-5000:]
    assert int(ran[1]) >= MANY
