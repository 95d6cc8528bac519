"""An erratum: how it is written down, what is refused with file and line, and where a reader meets it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from conftest import REPOSITORY, copy_tiny
from smekg.errors import FindingsError
from smekg.inputs import read_inputs
from smekg.namespaces import ID
from smekg.paths import DataRoot
from smekg.pipeline import assemble
from smekg.processes import run_beside
from smekg.queries.reader import find_query
from smekg.queries.run import run_local
from smekg.queries.traces import trace
from smekg.site.content import Content, read_content
from smekg.site.pages import claims, errata
from smekg.site.rendering import render_pages
from smekg.sources.reader import read_review
from smekg.store import mirror
from smekg.validation.findings import Broken, shape_tasks
from smekg.versions.changes import Section
from smekg.versions.compare import compare
from smekg.versions.sides import Side
from versions.errata_cases import ERRATA, write_errata
from versions.tiny_versions import quiet

FILE = "sources/tiny-2020/errata.yaml"
OLD_CLAIM = """
- id: tiny-1-02
  kind: effect
  section: "1"
  subject: cluster
  relation: hinders
  object: innovation
  origin: background
  studies: []
  says: Clusters hinder innovation.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, root: DataRoot) -> tuple[DataRoot, ox.Store]:
    """The tiny review with errata; checked against the shapes."""
    data = copy_tiny(root, tmp_path_factory.mktemp("errata") / "data")
    write_errata(data)
    inputs = read_inputs(data, quiet)
    graphs = assemble(inputs, quiet)
    violations, _ = Broken.joined(run_beside(shape_tasks(data, inputs, graphs)))
    assert violations == []
    return data, mirror(graphs)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("claim: tiny-1-01", "claim: tiny-1-09", 1, "no claim of this review has this id"),
        ("claim: tiny-1-02", "claim: other-1-02", 8, 'the id must start with "tiny-"'),
        ("2026-03-01", "1 March 2026", 2, "a day is written as 2026-03-01"),
        ("2026-03-01", "2026-02-30", 2, "2026-02-30 is no day of the calendar"),
        ("version: 0.2.0\n  before: The", "version: next\n  before: The", 3, '"version"'),
        (
            "It holds for firms of Norway.",
            "The effect was said to hold  for firms of Chile.",
            1,
            "are the same",
        ),
        ("  withdrawn: true\n", "", 8, "give either `after` or `withdrawn: true`"),
        ("  after: It", "  replaced_by: [tiny-1-01]\n  after: It", 1, "only a claim with `withdrawn: true`"),
        ("[tiny-t1-cluster-1]", "[tiny-1-07]", 13, '"tiny-1-07" is no claim of this review'),
        (
            "claim: tiny-1-02",
            "claim: tiny-t1-cluster-1",
            12,
            "still stands in sources/tiny-2020/claims/section-1",
        ),
        ("  reason: Section 1 names Norway.\n", "", 1, '"reason" is missing'),
        ("reported_by", "reporter", 7, '"reporter"'),
        ("claim: tiny-1-01", "claim: tiny-1-02", 9, "it is older"),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(
    tiny: DataRoot, old: str, new: str, line: int, told: str
) -> None:
    text = ERRATA.replace("2026-03-02", "2026-02-28") if told == "it is older" else ERRATA
    assert old in text
    write_errata(tiny, text.replace(old, new, 1))

    with pytest.raises(FindingsError) as caught:
        read_review(tiny, "tiny-2020")

    assert any(f.path == FILE and f.line == line and told in f.message for f in caught.value.findings), (
        caught.value
    )


def test_nothing_is_mended_after_it_was_withdrawn(tiny: DataRoot) -> None:
    write_errata(tiny, ERRATA + ERRATA.split("- claim: tiny-1-02")[0].replace("tiny-1-01", "tiny-1-02"))

    with pytest.raises(FindingsError, match="another erratum follows its withdrawal"):
        read_review(tiny, "tiny-2020")


def test_the_stored_query_tells_what_was_said_and_is_said_now(built: tuple[DataRoot, ox.Store]) -> None:
    data, store = built
    stored = find_query(data, "x-errata")

    rows = run_local(store, stored.text)

    assert rows.rows == (
        (
            *("tiny-2020", "tiny-1-01", "mended", "2026-03-01", "0.2.0"),
            *("The effect was said to hold for firms of Chile.", "It holds for firms of Norway."),
            *("Section 1 names Norway.", "Jane Roe", ""),
        ),
        (
            *("tiny-2020", "tiny-1-02", "withdrawn", "2026-03-02", "0.2.0"),
            *("Clusters hinder innovation.", "", "The section does not say so.", "", "tiny-t1-cluster-1"),
        ),
    )
    assert [row[0] for row in trace(store, stored).claims] == [
        (f"{ID}claim/tiny-1-01",),
        (f"{ID}claim/tiny-1-02",),
    ]


def test_a_withdrawn_claim_is_no_claim_and_has_no_blank_node(built: tuple[DataRoot, ox.Store]) -> None:
    _, store = built

    counted = run_local(
        store,
        "PREFIX smekg: <https://w3id.org/smekg/ontology#> SELECT ?c WHERE { ?c smekg:origin ?o } ORDER BY ?c",
    )

    assert [row[0].rsplit("/", 1)[-1] for row in counted.rows] == ["tiny-1-01", "tiny-t1-cluster-1"]
    graph = ox.NamedNode("https://w3id.org/smekg/graph/tiny-2020")
    quads = list(store.quads_for_pattern(None, None, None, graph))
    assert not [q for q in quads if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]


def test_a_reader_meets_errata_and_the_way_to_report_one(built: tuple[DataRoot, ox.Store]) -> None:
    _, store = built
    content: Content = read_content(store, {}, "x")
    made = [*claims.pages(content), *errata.pages(content)]
    pages = {f.address: f.data.decode() for f in render_pages(content, made)}

    mended, gone = pages["id/claim/tiny-1-01.html"], pages["id/claim/tiny-1-02.html"]
    for words in ("Mended on 2026-03-01, in version 0.2.0", "firms of Chile", "It holds for firms of Norway"):
        assert words in mended
    assert "found by Jane Roe" in mended
    assert "Report an error" in mended
    assert f"Claim: {ID}claim/tiny-1-01" in mended
    for words in (
        "was withdrawn on 2026-03-02",
        "Clusters hinder innovation.",
        "The section does not say so.",
    ):
        assert words in gone
    assert 'href="../../id/claim/tiny-t1-cluster-1.html"' in gone
    assert 'id="errata"' not in pages["id/claim/tiny-t1-cluster-1.html"]


def test_a_comparison_tells_a_withdrawn_claim_from_a_lost_one(
    built: tuple[DataRoot, ox.Store], tmp_path: Path, root: DataRoot
) -> None:
    before = copy_tiny(root, tmp_path / "before")
    claims_file = before.sources / "tiny-2020" / "claims" / "section-1.yaml"
    claims_file.write_text(claims_file.read_text(encoding="utf-8") + OLD_CLAIM, encoding="utf-8")
    old = Side("old", mirror(assemble(read_inputs(before, quiet), quiet)), {})

    changes = compare(old, Side("new", built[1], {}), quiet).changes

    (withdrawn,) = [c for c in changes if c.section is Section.CLAIMS and c.name == "tiny-1-02"]
    assert (withdrawn.kind, withdrawn.old) == ("withdrawn", "Clusters hinder innovation.")
    assert withdrawn.note == "replaced by tiny-t1-cluster-1"
    assert withdrawn.breaking == ""


def test_the_issue_forms_ask_for_what_an_erratum_needs() -> None:
    forms = {p.stem: yaml.safe_load(p.read_text("utf-8")) for p in (REPOSITORY / ".github").rglob("*.yml")}

    assert set(forms) == {"wrong-claim", "other-fault"}
    for form in forms.values():
        assert form["name"]
        assert form["description"]
        ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
        assert len(ids) == len(set(ids))
        assert all(part["type"] in ("markdown", "input", "textarea", "dropdown") for part in form["body"])
        assert all(part["attributes"]["label"] for part in form["body"] if part["type"] != "markdown")
    needed = {p["id"] for p in forms["wrong-claim"]["body"] if p.get("validations", {}).get("required")}
    assert needed == {"claim", "paper", "place"}
