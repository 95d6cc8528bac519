"""The modules under Ask do what their Python counterparts do; run by Node, where there is one."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from typing import Any
from unicodedata import ucd_3_2_0

import pyoxigraph as ox
import pytest
from rapidfuzz import fuzz
from rdflib import URIRef

from smekg.errors import UsageError
from smekg.namespaces import ID, SMEKG
from smekg.queries.model import Header, Parameter, StoredQuery
from smekg.queries.parameters import bind_parameters
from smekg.queries.run import Rows
from smekg.site.addresses import address_of, link
from smekg.tables import Format, render
from smekg.terms import TermIndex
from support.javascript import Modules

#: Texts that have broken one quoting or another.
AWKWARD = (
    *(
        "",
        " ",
        "a",
        "a,b",
        'say "so"',
        "two\nlines",
        "back\\slash",
        "\\",
        "'",
        '"""',
        "tab\there",
        "\u2028",
        "é",
    ),
    *("1", "-2", "{ } # UNDEF", "$& $1 \\1", "\x00\x01\x1f\x7f", "😀", "<iri>", '" } } #', "a\\", "\f\b"),
)
CHOICES = ("as printed", "by family", 'quoted "so"')
TEXT = "SELECT ?v WHERE {{ VALUES ?_p {{ UNDEF }} BIND(?_p AS ?v) }} # {name}"
BASE = "https://w3id.org/smekg/"
LABELS = {
    "term": {
        "export performance": ["id/concept/a"],
        "r&d  Co-operation": ["ontology#B"],
        "Straße": ["id/concept/s"],
    },
    "place": {
        "Serra Gaúcha": ["id/place/serra"],
        "İzmir": ["id/place/izmir"],
        "twin": ["id/place/a", "id/place/b"],
    },
    "sector": {"wine": ["id/sector/wine"]},
}


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Modules:
    return Modules(tmp_path_factory.mktemp("modules"))


def test_tables_are_written_as_the_command_writes_them(modules: Modules) -> None:
    chance = random.Random(5)
    tables: list[tuple[list[str], list[list[str]]]] = [
        (["only"], [[""], ["x"], [""]]),
        (["a", "b"], []),
        (["2", "1"], [["x", "y"]]),
    ]
    for width in (1, 2, 5):
        rows = [[chance.choice(AWKWARD) for _ in range(width)] for _ in range(40)]
        tables.append(([f"c{n}" for n in range(width)], rows))
    made = modules.run(
        """
        import { toCsv, toJson } from "./csv.js";
        result = given.map(([columns, rows]) => [toCsv(columns, rows), toJson(columns, rows)]);
        """,
        tables,
    )
    for (columns, rows), (as_csv, as_json) in zip(tables, made, strict=True):
        expected = Rows(tuple(columns), tuple(map(tuple, rows)))
        assert as_csv == render(expected, Format.CSV)
        assert as_json == render(expected, Format.JSON)


def stored(kind: str) -> StoredQuery:
    values = CHOICES if kind == "choice" else ()
    parameter = Parameter(name="p", type=kind, values=values, description="d")  # type: ignore[arg-type]
    header = Header(id="x-y", summary="s", question="q", source="s", tags=("t",), parameters=(parameter,))
    return StoredQuery(header, TEXT.format(name=kind), "x-y.rq")


def index() -> TermIndex:
    fold: Callable[[str], str] = lambda label: " ".join(label.casefold().split())  # noqa: E731
    return TermIndex(
        {
            kind: {
                fold(label): frozenset(URIRef(BASE + rest) for rest in rests)
                for label, rests in known.items()
            }
            for kind, known in LABELS.items()
        },
        {fold(label): label for known in LABELS.values() for label in known},
    )


def outcome(query: StoredQuery, value: str) -> tuple[str, str]:
    """The bound term, or the message."""
    try:
        return "term", term_of(bind_parameters(query, {"p": value}, index))
    except UsageError as error:
        return "message", str(error)


def term_of(sparql: str) -> str:
    solutions = ox.Store().query(sparql)
    assert isinstance(solutions, ox.QuerySolutions)
    (solution,) = solutions
    return str(solution[0])


def test_parameters_mean_what_they_mean_to_the_command(modules: Modules) -> None:
    values = {
        "text": [*AWKWARD, "Boehe (2013)"],
        "integer": ["0", "5", "-3", "007", "1.5", "", "x", "²", "٣", "--5", "99999999999999999999"],
        "choice": [*CHOICES, "by famly", "other"],
        "work": ["boehe2013", "müller2010", "", "a b", "a>b", "x-1"],
        "term": [
            "export performance",
            " Export  PERFORMANCE ",
            "R&D co-operation",
            "STRASSE",
            "export perfomance",
            "zzz",
            "",
        ],
        "place": ["serra gaúcha", "İZMIR", "i̇zmir", "twin", "sera gaucha"],
        "sector": ["WINE", "whine", "export performance"],
    }
    cases = [(kind, value) for kind, given in values.items() for value in given]
    labels = {"base": BASE, "kinds": {k: [[n, *r] for n, r in known.items()] for k, known in LABELS.items()}}
    queries = [stored(kind) for kind, _ in cases]
    made = modules.run(
        """
        import { bind } from "./ask/parameters.js"; import { Labels } from "./ask/terms.js";
        const labels = async () => new Labels(given.labels);
        result = await Promise.all(given.cases.map(([text, parameter, value]) =>
          bind(text, [parameter], new Map([["p", value]]), labels)
            .then((bound) => ["query", bound], (error) => ["message", error.message])));
        """,
        {
            "labels": labels,
            "cases": [
                (query.text, query.header.parameters[0].model_dump(), value)
                for query, (_, value) in zip(queries, cases, strict=True)
            ],
        },
    )
    assert len(made) == len(cases)
    for query, (kind, value), (what, text) in zip(queries, cases, made, strict=True):
        found = ("term", term_of(text)) if what == "query" else ("message", text)
        expected = outcome(query, value)
        if kind == "place" and value == "twin":
            # The page cannot tell its reader to change a label.
            assert found[1].startswith(expected[1].split(";")[0])
        else:
            assert found == expected, (kind, value)


def test_an_unset_parameter_keeps_its_default(modules: Modules) -> None:
    code = """
    import { bind } from "./ask/parameters.js";
    result = await bind(given, [{ name: "p", type: "text" }], new Map(), null);
    """
    assert modules.run(code, TEXT) == TEXT


def test_letters_are_folded_as_python_folds_them(modules: Modules) -> None:
    # Letters of Unicode 3.2, which every browser and Python knows; without Cherokee, which folds upwards.
    every = (chr(code) for code in range(1, sys.maxunicode + 1))
    known = (letter for letter in every if ucd_3_2_0.category(letter) not in ("Cn", "Cs"))
    letters = [letter for letter in known if not 0x13A0 <= ord(letter) <= 0x13FF]
    assert len(letters) > 90_000
    folded = modules.run(
        'import { fold } from "./ask/terms.js"; result = given.map((c) => fold(`a${c}b  c`));', letters
    )
    expected = [" ".join(f"a{letter}b  c".casefold().split()) for letter in letters]
    assert [pair for pair in zip(folded, expected, strict=True) if pair[0] != pair[1]] == []


def test_likeness_is_that_of_the_command(modules: Modules) -> None:
    chance = random.Random(3)
    words = ["export performance", "exports", "performance of exports", "trust", "thrust", "", "a"]
    pairs = [
        [chance.choice(words), "".join(chance.sample(word, len(word)))[: chance.randint(0, 25)]]
        for word in words
        for _ in range(9)
    ]
    pairs += [[one, other] for one in words for other in words]
    code = 'import { likeness } from "./ask/terms.js"; result = given.map(([a, b]) => likeness(a, b));'
    for (one, other), found in zip(pairs, modules.run(code, pairs), strict=True):
        expected = fuzz.ratio(one, other)
        assert found == pytest.approx(expected if expected >= 60 else found), (one, other)
        assert (found >= 60) == (expected >= 60)


def test_rows_are_sorted_by_size_and_by_word(modules: Modules) -> None:
    rows = [["10", "b"], ["9", "A"], ["", "ä"], ["-1.5", "a"], ["9", ""]]
    code = """
    import { ordered, isNumeric } from "./sorting.js";
    result = [
      ordered(given, 0, "ascending"), ordered(given, 0, "descending"), ordered(given, 1, "ascending"),
      ordered(given, 1, null), isNumeric(given, 0), isNumeric(given, 1), isNumeric([["1.2.3"]], 0),
      isNumeric([[""]], 0),
    ];
    """
    assert modules.run(code, rows) == [
        *([3, 1, 4, 0, 2], [0, 1, 4, 3, 2], [1, 2, 3, 0, 4], [0, 1, 2, 3, 4]),
        *(True, False, False, False),
    ]


def test_pages_are_found_as_in_python(modules: Modules) -> None:
    iris = [
        *(f"{ID}work/boehe2013", f"{ID}section/guimaraes-2021/3.3.1", f"{SMEKG}Cluster", f"{SMEKG}basedOn"),
        *("https://w3id.org/smekg/ontology", "https://w3id.org/smekg/graph/derived", "https://example.org/x"),
        "https://w3id.org/smekg/queries",
    ]
    code = 'import { addressOf } from "./ask/addresses.js"; result = given.map(addressOf);'
    found = modules.run(code, iris)
    expected = [address_of(iri) for iri in iris]
    assert found == [None if address is None else link(address, "") for address in expected]


def test_the_rows_behind_an_answer_agree_with_it(modules: Modules) -> None:
    shown = {"columns": ["a", "n"], "rows": [["1", "2"]], "kinds": [["text", "text"]]}
    wide = {"columns": ["w", "a"], "rows": [["x", "1"], ["y", "2"]], "kinds": [["iri", "text"]] * 2}
    code = 'import { rowsOf } from "./ask/bibliography.js"; result = rowsOf(...given);'
    assert modules.run(code, [shown, wide]) == [["x", "1"]]


def test_citations_are_found_in_cells(modules: Modules) -> None:
    known: dict[str, Any] = {
        "a2001": {"printed": ["A (2001)"]},
        "b2002": {"printed": ["B (2002)", "Bb (2002)"]},
        "c2003": {"printed": ["C (2003)"]},
        "d2003": {"printed": ["C (2003)"]},
    }
    answer = {"rows": [["A (2001); Bb (2002)\nC (2003)", "no B (2002) here"], ["d2003", ""]]}
    code = """
    import { citedIn } from "./ask/bibliography.js";
    const { keys, unclear } = citedIn(...given); result = [[...keys].sort(), [...unclear]];
    """
    assert modules.run(code, [answer, known]) == [["a2001", "b2002", "d2003"], ["C (2003)"]]


def test_names_of_claims_become_links_where_the_graph_knows_them(modules: Modules) -> None:
    texts = [
        "Table 2 (gg18-t2-1-objective-2, gg18-t2-9); section 3.2",
        "g21-table-3",
        "x/i10-6-103 i10-6-103",
    ]
    answer = {
        "rows": [[text, f"{ID}claim/z20-x-1"] for text in texts],
        "kinds": [["^string", "iri"]] * len(texts),
    }
    code = """
    import { claimsNamed, pieces } from "./ask/claims.js";
    const known = ["gg18-t2-1-objective-2", "i10-6-103"].map((name) => `${given.base}${name}`);
    const asked = [];
    const graph = { run: async (sparql) => (asked.push(sparql), { rows: known.map((iri) => [iri]) }) };
    const claims = await claimsNamed(graph, given.answer);
    const cut = ([text]) => pieces(text, claims).map(({ text, address }) => [text, address]);
    result = { asked, pieces: given.answer.rows.map(cut) };
    """
    found = modules.run(code, {"answer": answer, "base": f"{ID}claim/"})
    (asked,) = found["asked"]
    names = ("gg18-t2-1-objective-2", "gg18-t2-9", "g21-table-3", "i10-6-103")
    assert [f"<{ID}claim/{name}>" in asked for name in names] == [True] * 4
    assert "z20-x-1" not in asked
    assert found["pieces"] == [
        [
            ["Table 2 (", None],
            ["gg18-t2-1-objective-2", "id/claim/gg18-t2-1-objective-2.html"],
            [", gg18-t2-9); section 3.2", None],
        ],
        [["g21-table-3", None]],
        [["x/i10-6-103 ", None], ["i10-6-103", "id/claim/i10-6-103.html"]],
    ]
