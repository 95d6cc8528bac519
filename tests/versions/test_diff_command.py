"""`smekg diff` as a user runs it: every kind of side, every form, every way to go wrong."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import Run
from smekg.errors import UsageError
from smekg.paths import DataRoot
from smekg.tables import Format
from smekg.versions.changes import Change, Comparison, Section, Version
from smekg.versions.report import report
from smekg.versions.sides import open_side
from versions.tiny_versions import quiet

TRIPLE = '<https://w3id.org/smekg/id/concept/trust> <http://www.w3.org/2004/02/skos/core#prefLabel> "{}"@en '
GRAPH = "<https://w3id.org/smekg/graph/vocabulary> "


def _git(folder: Path, *arguments: str) -> None:
    identity = [
        "-c",
        "user.name=A Person",
        "-c",
        "user.email=person@example.org",
        "-c",
        "commit.gpgsign=false",
    ]
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tiny: DataRoot) -> DataRoot:
    """The tiny data under version control; the first commit does not fit this version, the second does."""
    claims = tiny.sources / "tiny-2020" / "claims" / "section-1.yaml"
    good = claims.read_text(encoding="utf-8")
    _git(tiny.path, "init", "-q")
    for text in (good.replace("kind: effect", "sort: effect"), good):
        claims.write_text(text, encoding="utf-8")
        _git(tiny.path, "add", "-A")
        _git(tiny.path, "commit", "-q", "-m", "Change the claims")
    _git(tiny.path, "tag", "v1")
    return tiny


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_revision_is_compared_with_the_folder_being_edited(repository: DataRoot, smekg: Run) -> None:
    claims = repository.sources / "tiny-2020" / "claims" / "section-1.yaml"
    edited = claims.read_text(encoding="utf-8").replace("relation: increases", "relation: hinders")
    claims.write_text(edited, encoding="utf-8")

    done = smekg("diff", "v1", repository.path, "--data", repository.path, "--format", "json")

    assert done.returncode == 1, done.stderr
    document = json.loads(done.stdout)
    slots = [
        (c["name"], c["slot"], c["old"], c["new"]) for c in document["changes"] if c["section"] == "claims"
    ]
    assert slots == [("tiny-1-01", "relation", "increases", "hinders")]
    assert not document["same_graph"]
    places = [c["place"] for c in document["changes"] if c["section"] == "claims"]
    assert places == ["sources/tiny-2020/claims/section-1.yaml:7"]
    assert all(
        c["note"].endswith("the data changed") for c in document["changes"] if c["section"] == "answers"
    )


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_revision_that_cannot_be_read_says_so(repository: DataRoot, smekg: Run) -> None:
    done = smekg("diff", "HEAD~1", repository.path, "--data", repository.path)

    assert done.returncode == 2
    assert "sources/tiny-2020/claims/section-1.yaml:4: claim tiny-1-01:" in done.stderr
    assert "the data of HEAD~1 does not fit this version of smekg" in done.stderr
    assert "give the folder of that build" in done.stderr
    for name, told in (
        ("no-such-tag", "no revision of the repository"),
        ("--output=x", "begins with a hyphen"),
        ("HEAD:ontology", "no revision of the repository"),
    ):
        with pytest.raises(UsageError, match=told):
            open_side(name, repository, quiet)
    assert not (repository.path / "x").exists()


def test_where_no_repository_is_a_name_is_no_revision(tiny: DataRoot) -> None:
    with pytest.raises(UsageError, match="lies in no git repository"):
        open_side("v0.1.0", tiny, quiet)


def test_a_build_is_the_same_as_itself_and_as_its_file(dist: Path, smekg: Run) -> None:
    done = smekg("diff", dist, dist / "current" / "smekg.nq")

    assert done.returncode == 0, done.stderr
    name = (dist / "current").resolve().name
    assert done.stdout.startswith("No difference: ")
    assert f"hold the same graph ({name})" in done.stdout


def test_files_of_each_format_are_read(tmp_path: Path, root: DataRoot) -> None:
    quads, triples = TRIPLE + GRAPH + ".\n", TRIPLE + ".\n"
    (tmp_path / "a.nq").write_text(quads.format("trust"), encoding="utf-8")
    (tmp_path / "b.trig").write_text(GRAPH + "{" + TRIPLE.format("trust") + "}", encoding="utf-8")
    (tmp_path / "c.ttl").write_text(triples.format("trust"), encoding="utf-8")
    (tmp_path / "d.nq.gz").write_bytes(gzip.compress(quads.format("trust").encode()))

    sides = [open_side(str(path), root, quiet) for path in sorted(tmp_path.iterdir())]

    assert len({side.digest(merged=True) for side in sides}) == 1
    assert [side.is_merged for side in sides] == [False, False, True, False]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", b"text", "no file of RDF"),
        ("a.nq", b"<a> <b", "cannot be read"),
        ("a.nq.gz", b"no gzip", "cannot be read"),
        ("a.ttl", b"# nothing\n", "holds no triples"),
        ("empty", None, "no build, no export and no data root"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    tmp_path: Path, root: DataRoot, name: str, content: bytes | None, told: str
) -> None:
    path = tmp_path / name
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)

    with pytest.raises(UsageError, match=told):
        open_side(str(path), root, quiet)


CHANGES = (
    Change(Section.TERMS, "removed", "trust", "i", old="belief", breaking="removed at once"),
    *(Change(Section.CLAIMS, "changed", f"x-{n}", "i", "says", "a*b", "c") for n in range(5)),
    Change(
        Section.ANSWERS, "answer changed", "x-trust", "x-trust", "1 → 2 rows", "", "a\nb", "the data changed"
    ),
)
COMPARISON = Comparison(Version("old", "0" * 64, 1), Version("new", "1" * 64, 2), CHANGES)


def test_markdown_has_the_headings_of_the_changelog_and_breaking_changes_first() -> None:
    text = report(COMPARISON, Format.MD, 2)

    headings = [line for line in text.splitlines() if line.startswith(("###", "**"))]
    assert headings == ["**Breaking:**", "### Ontology", "### Annotations", "### Code"]
    assert "- Claims: 5 changed." in text
    assert "  - changed **x-1**, says: “a\\*b” → “c”" in text
    assert "  - … and 3 more changed" in text
    assert "  - answer changed **`x-trust`**, 1 → 2 rows: “a; b” (the data changed)" in text


def test_json_and_csv_hold_every_change() -> None:
    assert len(json.loads(report(COMPARISON, Format.JSON, 2))["changes"]) == len(CHANGES)
    assert len(report(COMPARISON, Format.CSV, 2).splitlines()) == len(CHANGES) + 2  # a cell has two lines
    assert "and 3 more" in report(COMPARISON, Format.TABLE, 2)
    assert "and 3 more" not in report(COMPARISON, Format.TABLE, None)
