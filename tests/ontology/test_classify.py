"""`smekg classify`: what a firm's figures say of the published definitions."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from conftest import Run
from smekg.errors import UsageError
from smekg.firms import THE_FIRM, Figures, firm_graph
from smekg.namespaces import SMEKG
from smekg.ontology import read_ontology
from smekg.paths import DataRoot
from smekg.reasoning.definitions import Answer, judge
from smekg.reasoning.figures import definitions

IN_YUAN = "small and medium-sized enterprise (30–500 employees, sales of at most 50 million renminbi)"
CURRENCIES = Graph().parse(
    data="""@prefix smekg: <https://w3id.org/smekg/ontology#> .
smekg:turnoverInEuro smekg:currencyCode "EUR" .""",
    format="turtle",
)
FIRMS = """
@prefix smekg: <https://w3id.org/smekg/ontology#> .
@prefix ex: <https://example.org/> .
ex:small a smekg:Enterprise ; smekg:headcount 12 ; smekg:turnoverInEuro 1500000.0 .
ex:venture a smekg:Enterprise ;
    smekg:headcount 40 ;
    smekg:turnoverInRenminbi 4999999.99 ;
    smekg:yearsToInternationalization 5 .
"""


@pytest.fixture(scope="module")
def ontology(root: DataRoot) -> Graph:
    return read_ontology(root).terms


def answers(smekg: Run, *arguments: str | Path) -> dict[str, str]:
    result = smekg("classify", *arguments, "--format", "json")
    assert result.returncode == 0, result.stderr
    return {row["definition"]: row["answer"] for row in json.loads(result.stdout)}


def test_the_example_of_the_guide(smekg: Run) -> None:
    found = answers(
        smekg, "--headcount", "120", "--turnover", "30e6", "--balance", "20e6", "--currency", "EUR"
    )
    assert {name: found[name] for name in found if "medium-sized enterprise" in name} == {
        "medium-sized enterprise (100–499 employees)": "meets",
        "medium-sized enterprise (100–500 employees)": "meets",
        "medium-sized enterprise (20–200 employees)": "meets",
        "medium-sized enterprise (21–200 employees)": "meets",
        "medium-sized enterprise (50–100 employees)": "does not meet",
        "medium-sized enterprise (50–250 employees)": "meets",
        "medium-sized enterprise (50–250 employees, sales of at most 50 million euro)": "meets",
        "medium-sized enterprise (EU definition)": "meets",
        IN_YUAN: "cannot tell",
        IN_YUAN.replace("30–500", "50–500").replace("at most 50", "at most 30"): "cannot tell",
        "small and medium-sized enterprise (EU definition)": "meets",
        "small and medium-sized enterprise (at most 250 employees)": "meets",
        "small and medium-sized enterprise (at most 500 employees)": "meets",
    }
    assert found["large enterprise (EU definition)"] == "does not meet"
    assert found["small enterprise (10–49 employees)"] == "does not meet"


def slow(figures: dict[str, object], expected: tuple[str, ...]) -> object:
    """A case for `--slow`: each starts a reasoner of its own."""
    return pytest.param(figures, expected, marks=pytest.mark.slow)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"years_to_internationalization": 3}, ("meets", "meets", "meets")),
        slow({"years_to_internationalization": 4}, ("does not meet", "meets", "meets")),
        slow({"years_to_internationalization": 7}, ("does not meet", "does not meet", "meets")),
        slow({"years_to_internationalization": 9}, ("does not meet", "does not meet", "does not meet")),
        ({"age": 5, "international": True}, ("cannot tell", "meets", "meets")),
        ({"age": 2}, ("cannot tell", "cannot tell", "cannot tell")),
        slow({"age": 2, "international": False}, ("does not meet", "does not meet", "does not meet")),
    ],
)
def test_international_new_ventures_at_3_6_and_8_years(
    ontology: Graph, figures: dict[str, int | bool], expected: tuple[str, ...]
) -> None:
    verdicts = judge(ontology, firm_graph(ontology, Figures(**figures)))  # type: ignore[arg-type]
    found = {v.label: str(v.answer) for v in verdicts if v.label.startswith("international")}
    labels = [f"international new venture (within {years} years)" for years in (3, 6, 8)]
    assert tuple(found[label] for label in labels) == expected


def test_an_open_answer_names_what_is_missing(ontology: Graph) -> None:
    verdicts = judge(ontology, firm_graph(ontology, Figures(headcount=60)))
    missing = {v.label: v.missing for v in verdicts if v.answer is Answer.OPEN}
    assert missing["small and medium-sized enterprise (EU definition)"] == (
        "balance total in euro",
        "turnover in euro",
    )
    assert missing["small enterprise (at most 299 employees, sales below 5 million renminbi)"] == (
        "turnover in renminbi",
    )
    assert "medium-sized enterprise (50–250 employees)" not in missing


def test_one_currency_says_nothing_of_another(ontology: Graph) -> None:
    rich = Figures(headcount=60, turnover="60e6", currency="CNY")
    found = {v.label: v.answer for v in judge(ontology, firm_graph(ontology, rich))}
    in_euro = "medium-sized enterprise (50–250 employees, sales of at most 50 million euro)"
    assert (found[IN_YUAN], found[in_euro]) == (Answer.FAILS, Answer.OPEN)


def test_an_amount_is_written_as_a_plain_decimal(ontology: Graph) -> None:
    graph = firm_graph(ontology, Figures(turnover="30e6", currency="eur"))
    amount = graph.value(THE_FIRM, SMEKG.turnoverInEuro)
    assert amount is not None
    assert amount.n3() == '"30000000"^^<http://www.w3.org/2001/XMLSchema#decimal>'


@given(st.decimals(min_value=0, max_value=Decimal("1e15"), allow_nan=False, allow_infinity=False))
def test_any_amount_keeps_its_value_and_loses_its_exponent(amount: Decimal) -> None:
    written = firm_graph(CURRENCIES, Figures(turnover=str(amount), currency="EUR"))
    lexical = str(written.value(THE_FIRM, SMEKG.turnoverInEuro))
    assert "e" not in lexical.lower()
    assert Decimal(lexical) == amount


def test_firms_in_turtle(smekg: Run, tmp_path: Path) -> None:
    file = tmp_path / "firms.ttl"
    file.write_text(FIRMS, encoding="utf-8")
    result = smekg("classify", file, "--format", "json")
    assert result.returncode == 0, result.stderr
    found = {
        (row["firm"].rsplit("/")[-1], row["definition"]): row["answer"] for row in json.loads(result.stdout)
    }
    assert found["small", "small enterprise (EU definition)"] == "meets"
    assert found["small", "microenterprise (EU definition)"] == "does not meet"
    below = "small enterprise (at most 299 employees, sales below 5 million renminbi)"
    assert (found["small", below], found["venture", below]) == ("cannot tell", "meets")
    assert found["venture", "international new venture (within 3 years)"] == "does not meet"
    assert found["venture", "international new venture (within 6 years)"] == "meets"


@pytest.mark.parametrize(
    ("turtle", "status", "said"),
    [
        ("ex:f a smekg:Enterprise ;\n  smekg:turnoverInEuro 30e6 .", 1, "firms.ttl:5: "),
        ("ex:f a smekg:Enterprise ; smekg:headcount 12.5 .", 1, "write an xsd:integer"),
        ("ex:f smekg:headcount 12 .", 2, "give each the type smekg:Enterprise"),
        ("ex:f a smekg:Enterprise ; smekg:headcount 12 , 13 .", 2, "contradict each other"),
        ("this is no Turtle", 1, "firms.ttl:4: not valid Turtle"),
    ],
)
def test_faulty_files(smekg: Run, tmp_path: Path, turtle: str, status: int, said: str) -> None:
    file = tmp_path / "firms.ttl"
    head = "@prefix smekg: <https://w3id.org/smekg/ontology#> .\n@prefix ex: <https://example.org/> .\n\n"
    file.write_text(head + turtle, encoding="utf-8")
    result = smekg("classify", file)
    assert (result.returncode, result.stdout) == (status, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (Figures(), "nothing is known of the firm"),
        (Figures(turnover="30e6"), "add --currency with one of CNY, EUR"),
        (Figures(turnover="30e6", currency="USD"), "never converted"),
        (Figures(balance="30e6", currency="CNY"), "no definition asks for balance in CNY"),
        (Figures(turnover="much", currency="EUR"), "is no amount"),
        (Figures(turnover="-1", currency="EUR"), "is no amount"),
        (Figures(turnover="inf", currency="EUR"), "is no amount"),
        (Figures(headcount=-1), "below 0"),
    ],
)
def test_faulty_figures(ontology: Graph, figures: Figures, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        firm_graph(ontology, figures)


def test_a_file_and_figures_exclude_each_other(smekg: Run, tmp_path: Path) -> None:
    result = smekg("classify", tmp_path / "firms.ttl", "--headcount", "3")
    assert result.returncode == 2
    assert "either a file or the figures" in result.stderr


def test_every_definition_with_figures_is_asked_about(ontology: Graph) -> None:
    found = {str(cls).rsplit("#", 1)[-1] for cls in definitions(ontology)}
    assert {"EUSmallEnterprise", "MicroenterpriseUpTo9", "InternationalNewVentureWithin8Years"} <= found
    assert not found & {"Enterprise", "LegalEntity", "Cluster", "JointlyCreatedCompany"}
    assert len(found) == 29
