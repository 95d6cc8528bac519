"""`smekg new review` and the works that reviews share."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from conftest import Run
from smekg.errors import FindingsError, UsageError
from smekg.paths import DataRoot
from smekg.sources.canonical import canonical_entries, canonical_faults
from smekg.sources.duplicates import possible_duplicates, read_judgements
from smekg.sources.outline import outline
from smekg.sources.reader import read_review, review_ids

NEW = ("new", "review", "doe-2024", "--title", "Networks: a review", "--author", "Doe, J. and Roe, R.")


def entry(key: str, author: str, year: int, more: str = "") -> str:
    return (
        f"@misc{{{key},\n  author = {{{author}}},\n  year = {{{year}}},\n{more}  printed = {{{key}}},\n}}\n"
    )


def add_review(root: DataRoot, review_id: str, works: str) -> None:
    """Add an empty review that cites the given works."""
    folder = root.sources / review_id
    (folder / "claims").mkdir(parents=True)
    key = review_id.replace("-", "")
    source = (root.review("tiny-2020") / "source.yaml").read_text(encoding="utf-8")
    for old, new in (("tiny-2020", review_id), ("code: tiny", f"code: {key[:3]}"), ("tiny2020", key)):
        source = source.replace(old, new)
    (folder / "source.yaml").write_text(source, encoding="utf-8")
    own = entry(key, review_id.partition("-")[0].capitalize(), int(review_id[-4:]))
    (folder / "works.bib").write_text(own + works, encoding="utf-8")


def listed(root: DataRoot) -> list[tuple[str, str, str]]:
    reviews = [read_review(root, review_id) for review_id in review_ids(root)]
    return [(c.first, c.second, c.why) for c in possible_duplicates(reviews, read_judgements(root))]


def test_a_new_review_has_what_the_guide_asks_for_and_is_clean(tiny: DataRoot, smekg: Run) -> None:
    result = smekg(*NEW, "--annotator", "Jane Roe", "--doi", "10.1234/x", "--data", tiny.path)
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == [
        "sources/doe-2024/claims/abstract.yaml",
        "sources/doe-2024/phrases.local.yaml",
        "sources/doe-2024/source.yaml",
        "sources/doe-2024/works.bib",
    ]
    assert "smekg passages anchor doe-2024" in result.stderr
    review = read_review(tiny, "doe-2024")
    assert (review.source.code, review.source.work) == ("d24", "doe2024")
    assert review.source.annotators[0].name == "Jane Roe"
    own = review.works["doe2024"]
    assert (own.printed, own.fields["doi"]) == ("Doe and Roe (2024)", "10.1234/x")
    assert smekg("check", "--data", tiny.path).returncode == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("doe-2024", "Doe2024"), "is no review id"),
        (("doe-2024", "tiny-2020"), "exists already"),
        (("--annotator", "Jane Roe", "--code", "tiny"), "is no code"),
        (("--annotator", "Jane Roe", "--code", "t20"), ""),
    ],
)
def test_a_new_review_is_refused_and_nothing_is_written(
    tiny: DataRoot, smekg: Run, change: tuple[str, ...], said: str
) -> None:
    if change[0].startswith("--"):
        arguments = [*NEW, *change]
    else:
        arguments = [change[1] if a == change[0] else a for a in NEW] + ["--annotator", "Jane Roe"]
    result = smekg(*arguments, "--data", tiny.path)
    assert result.returncode == (2 if said else 0)
    assert said in result.stderr
    if said:
        assert sorted(p.name for p in tiny.sources.iterdir()) == ["tiny-2020"]


def test_a_code_belongs_to_one_review(tiny: DataRoot, smekg: Run) -> None:
    assert smekg(*NEW, "--annotator", "A", "--data", tiny.path).returncode == 0
    other = [a.replace("doe-2024", "dun-2024") for a in NEW]
    result = smekg(*other, "--annotator", "A", "--data", tiny.path)
    assert result.returncode == 2
    assert 'the code "d24" belongs to doe-2024; give another one with --code' in result.stderr


def test_a_work_that_two_reviews_cite_is_described_once(tiny: DataRoot) -> None:
    add_review(tiny, "roe-2021", entry("boehe2013", "Boehe", 2013))
    reviews = [outline(read_review(tiny, review_id)) for review_id in review_ids(tiny)]
    assert list(canonical_faults(reviews)) == []
    owners = canonical_entries(reviews)
    assert (owners["boehe2013"], owners["roe2021"]) == ("tiny-2020", "roe-2021")


@pytest.mark.parametrize(
    ("again", "said"),
    [
        (entry("boehe2013", "Boehe", 2013, "  title = {Again},\n"), "describes the work already"),
        (entry("boehe2013", "Boehe", 2014), "the year 2014 is not that of sources/"),
    ],
)
def test_a_work_that_is_described_twice_or_dated_differently(
    tiny: DataRoot, smekg: Run, again: str, said: str
) -> None:
    add_review(tiny, "zukin-2021", again)
    result = smekg("check", "--data", tiny.path)
    assert result.returncode == 1
    assert "sources/zukin-2021/works.bib:6: boehe2013: " in result.stderr
    assert said in result.stderr


def test_spellings_of_one_name_are_listed_for_a_person_to_judge(tiny: DataRoot) -> None:
    add_review(tiny, "roe-2021", entry("hahti2005", "Hahti and others", 2005))
    add_review(tiny, "zukin-2021", entry("haahti2005", "Haahti and others", 2005))
    assert listed(tiny) == [
        ("haahti2005", "hahti2005", "the first authors are alike, and one title is unknown")
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (entry("lee2005", "Lee", 2005), entry("lin2015", "Lin", 2015)),
        (entry("hahti2005", "Hahti and others", 2005), entry("haahti2009", "Haahti and others", 2009)),
        (entry("hahti2005", "Hahti", 2005), entry("haahti2005", "Haahti and Roe", 2005)),
        (
            entry("coe2005", "Coe", 2005, "  title = {Clusters of firms},\n"),
            entry("coe2006", "Coe", 2006, "  title = {Joint ventures abroad},\n"),
        ),
    ],
)
def test_other_works_are_not_listed(tiny: DataRoot, first: str, second: str) -> None:
    add_review(tiny, "roe-2021", first)
    add_review(tiny, "zukin-2021", second)
    assert listed(tiny) == []


def test_one_title_printed_twice_is_listed_even_within_a_review(tiny: DataRoot) -> None:
    title = "  title = {The network dynamics of new ventures%s},\n"
    add_review(
        tiny,
        "roe-2021",
        entry("coe2005", "Coe", 2005, title % "") + entry("koe2006", "Koe", 2006, title % "!"),
    )
    assert listed(tiny) == [("coe2005", "koe2006", "the titles are alike")]


def test_what_a_person_judged_is_not_listed_again(tiny: DataRoot, smekg: Run) -> None:
    add_review(tiny, "roe-2021", entry("hahti2005", "Hahti and others", 2005))
    add_review(tiny, "zukin-2021", entry("haahti2005", "Haahti and others", 2005))
    result = smekg("duplicates", "--format", "csv", "--data", tiny.path)
    assert result.returncode == 0
    assert list(csv.reader(result.stdout.splitlines()))[1][:3] == [
        "haahti2005",
        "hahti2005",
        "roe-2021; zukin-2021",
    ]
    assert "1 pair to judge" in result.stderr
    judged = tiny.sources / "distinct-works.yaml"
    judged.write_text("- {works: [hahti2005, haahti2005], because: other topics}\n", encoding="utf-8")
    assert "0 pairs to judge" in smekg("duplicates", "--data", tiny.path).stderr


def test_a_faulty_judgement_is_named_with_its_line(tiny: DataRoot) -> None:
    judged = tiny.sources / "distinct-works.yaml"
    judged.write_text("- {works: [a1, b2], because: x}\n- {works: [a1]}\n", encoding="utf-8")
    with pytest.raises(FindingsError, match=r"distinct-works\.yaml:2: "):
        read_judgements(tiny)


def test_the_real_bibliographies_leave_nothing_to_judge(root: DataRoot) -> None:
    assert listed(root) == []


def test_an_unknown_review_is_no_review(root: DataRoot) -> None:
    with pytest.raises(UsageError, match="unknown review"):
        read_review(root, "nobody-1999")


def test_a_printed_variant_is_kept_on_the_citation(dist: Path) -> None:
    quads = (dist / "current" / "smekg.nq").read_text(encoding="utf-8")
    variant = [line for line in quads.splitlines() if '"Hahti et al. (2005)"' in line]
    assert len(variant) == 1
    assert "citation/zahoor-2020/haahti2005> <https://w3id.org/smekg/ontology#printedVariant>" in variant[0]
