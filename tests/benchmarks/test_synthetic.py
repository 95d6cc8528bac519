"""Synthetic reviews are annotations like any others, and grow as a field does."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from benchmarks.synthetic import CLAIMS, write_reviews
from conftest import Run
from smekg.inputs import Inputs, read_inputs
from smekg.paths import DataRoot
from smekg.pipeline import assemble


@pytest.fixture(scope="module")
def written(root: DataRoot, tmp_path_factory: pytest.TempPathFactory) -> DataRoot:
    return write_reviews(root, tmp_path_factory.mktemp("synthetic") / "data", 4)


@pytest.fixture(scope="module")
def inputs(written: DataRoot) -> Inputs:
    return read_inputs(written, lambda _step: None)


def test_every_label_is_known_and_every_pointer_leads_to_a_claim(inputs: Inputs) -> None:
    graphs = assemble(inputs, lambda _step: None)
    assert len([name for name in graphs if name.startswith("synthetic")]) == 4


def test_reviews_have_the_size_of_the_issue_and_share_works(inputs: Inputs) -> None:
    sizes = [len(review.claims) for review in inputs.reviews]
    assert all(CLAIMS <= size < 1.2 * CLAIMS for size in sizes)
    keys = [key for review in inputs.reviews for key in review.works]
    assert len(set(keys)) < len(keys)


@pytest.mark.slow
def test_equal_seeds_give_equal_files(written: DataRoot, root: DataRoot, tmp_path: Path) -> None:
    def digest(folder: Path) -> str:
        found = hashlib.sha256()
        for path in sorted(folder.rglob("*.*")):
            found.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
        return found.hexdigest()

    again = write_reviews(root, tmp_path / "data", 4)
    assert digest(again.sources) == digest(written.sources)
    other = write_reviews(root, tmp_path / "other", 4, seed=2)
    assert digest(other.sources) != digest(written.sources)


@pytest.mark.slow
def test_synthetic_reviews_break_no_rule(written: DataRoot, smekg: Run) -> None:
    result = smekg("check", "--data", written.path)
    assert result.returncode == 0, result.stderr[-2000:]
