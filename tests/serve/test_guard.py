"""A query that would make the store ask another server is told from all others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serve.running import make_build
from smekg.paths import DataRoot
from smekg.queries.reader import read_queries
from smekg.serve.guard import calls_service, is_update, names_dataset

PROLOGUE = (
    "PREFIX : <http://127.0.0.1:9/> PREFIX ex: <http://127.0.0.1:9/> PREFIX service: <http://a.example/> "
)
THERE = "<http://127.0.0.1:9/>"

CALLS = {
    "plain": f"SERVICE {THERE} {{ ?s ?p ?o }}",
    "silent": f"SERVICE SILENT {THERE} {{ ?s ?p ?o }}",
    "small letters": f"service{THERE}{{ ?s ?p ?o }}",
    "to a variable": f"VALUES ?x {{ {THERE} }} SERVICE ?x {{ ?s ?p ?o }}",
    "across comments": f"SERVICE # {{ \n{THERE} # }} \n {{ ?s ?p ?o }}",
    "within a group": f"OPTIONAL {{ {{ SERVICE {THERE} {{ ?s ?p ?o }} }} }}",
    "within EXISTS": f"FILTER EXISTS {{ SERVICE {THERE} {{ ?s ?p ?o }} }}",
    "right after a bracket": f"FILTER(1 < 2)SERVICE{THERE}{{ ?s ?p ?o }}",
    "right before a name": "SERVICEex:a{ ?s ?p ?o }",
    "right before a name without prefix": "SERVICE:a{ ?s ?p ?o }",
    "silent, right before a name": "SERVICESILENTex:a{ ?s ?p ?o }",
    "right after a name with dots": f"OPTIONAL {{ ?s ?p ex:a.b.SERVICE{THERE}{{ ?s ?p ?o }} }}",
    "right after a word": f"OPTIONAL {{ ?s ?p trueSERVICE{THERE}{{ ?s ?p ?o }} }}",
    "right after a number": f"OPTIONAL {{ ?s ?p 1SERVICE{THERE}{{ ?s ?p ?o }} }}",
    "in what looks like an IRI": "VALUES (?a ?b ?x) { (1 2 ex:a) } FILTER(?a<?b)SERVICE?x#>\n{ ?s ?p ?o }",
    "in what looks like a long string": (
        f'VALUES ?z {{ """a" }} SERVICE {THERE} {{ ?s ?p ?o }} #\\uD800"""\n'
    ),
    "in what looks like a long string of apostrophes": (
        f"VALUES ?z {{ '''a' }} SERVICE {THERE} {{ ?s ?p ?o }} #\\uD800'''\n"
    ),
}
NO_CALLS = {
    "in a string": '?s ?p "SERVICE <http://a.example/> { ?s ?p ?o }"',
    "in a string of apostrophes": "?s ?p 'SERVICE <http://a.example/> { ?s ?p ?o }'",
    "in a string after a quotation mark": r'?s ?p "a\" SERVICE <http://a.example/> { ?s ?p ?o }"',
    "in a long string": '?s ?p """it says "service"\n of \'service\'"""',
    "in a long string as a whole call": '?s ?p """\nSERVICE <http://a.example/> { }"""',
    "in a comment": "?s ?p ?o # SERVICE <http://a.example/> { ?s ?p ?o }",
    "in an IRI": "<http://a.example/SERVICE> ?p <http://a.example/service#service>",
    "as a variable": "?service ?p $SERVICE FILTER(?service < ?SERVICE)",
    "as a variable before another": "{ SELECT ?service ?x { ?service ?p ?x } }",
    "as a name": "?s ex:service ex:SERVICE . ?s ex:a.service ?o",
    "as a prefix": "?s service:a service:b ; service: ?o . GRAPH service:x { ?a ?b ?c }",
    "as a blank node": "_:service ?p _:SERVICE",
    "as a language": '?s ?p "a"@service',
    "in an escaped name": r"?s ex:a\#service ?o",
}


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    name = ox.NamedNode("http://a.example/")
    store.add(ox.Quad(name, name, ox.Literal("a"), name))
    return store


def outcome(store: ox.Store, query: str) -> str:
    """Run a query; tell whether Oxigraph refused its text, or tried to reach the port 9 of this machine."""
    try:
        result = store.query(query, use_default_graph_as_union=True)
        assert isinstance(result, ox.QuerySolutions)
        list(result)
    except SyntaxError:
        return "syntax error"
    except (OSError, RuntimeError) as error:
        # Oxigraph connects to no port that is kept for another use.
        return "call" if "port 9" in str(error) or "service name" in str(error) else f"other error: {error}"
    return "rows"


@pytest.mark.parametrize("pattern", CALLS.values(), ids=CALLS)
def test_a_call_is_found(store: ox.Store, pattern: str) -> None:
    query = f"{PROLOGUE} SELECT * {{ {pattern} }}"
    assert calls_service(query)
    # It is one for Oxigraph, too; SILENT and an EXISTS over nothing only hide the failure.
    assert outcome(store, query) in ("call", "rows")


@pytest.mark.parametrize("pattern", NO_CALLS.values(), ids=NO_CALLS)
def test_the_word_alone_is_no_call(store: ox.Store, pattern: str) -> None:
    query = f"{PROLOGUE} SELECT * {{ {pattern}\n}}"
    assert not calls_service(query)
    assert outcome(store, query) == "rows"


def test_an_escaped_call_is_found_whether_or_not_oxigraph_follows_it() -> None:
    assert calls_service(rf"SELECT * {{ \u0053ERVICE {THERE} {{ ?s ?p ?o }} }}")
    assert calls_service(rf"SELECT * {{ \U00000053ERVICE {THERE} {{ ?s ?p ?o }} }}")


def test_no_stored_query_is_taken_for_something_else(root: DataRoot) -> None:
    for stored in read_queries(root).values():
        assert not calls_service(stored.text), stored.header.id
        assert not is_update(stored.text), stored.header.id
        assert not names_dataset(stored.text), stored.header.id


PIECES = st.sampled_from(
    [
        *("SERVICE", "service ", f"SERVICE{THERE}{{}}", "SERVICEex:a{}", "SERVICE?x#>\n{}", "SERVICE:a{}"),
        *('SERVICE?x#"""\n{}', "SERVICE?x#'\n{}", f"VALUES ?x {{ {THERE} }}", "service:a", "?service"),
        *(THERE, "<", ">", "?a", "FILTER(?a<?b)", "ex:a", "ex:a.b.", "ex:", "_:b", "@en", "true", "1", "a"),
        *(
            '"',
            '""',
            '"""',
            '"a"',
            "'",
            "'''",
            "\\",
            '\\"',
            "\\uD800",
            "#",
            "\n",
            " ",
            ".",
            ",",
            ";",
            "?s ?p ",
        ),
        *(
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "GRAPH ",
            "OPTIONAL{",
            "UNION",
            "BIND(1 AS ?a)",
            "^",
            "/",
            "|",
            "?",
            "*",
        ),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=4), st.lists(PIECES, max_size=4), st.sampled_from(sorted(CALLS.values())))
def test_no_call_gets_past(store: ox.Store, before: list[str], after: list[str], call: str) -> None:
    query = f"{PROLOGUE} SELECT * {{{''.join(before)}{call}{''.join(after)}}}"
    if not calls_service(query):
        assert outcome(store, query) != "call"


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters='"\\\n\r', codec="utf-8")))
def test_no_string_is_a_call(text: str) -> None:
    assert not calls_service(f'SELECT * {{ ?s ?p "SERVICE <http://a.example/> {{{text}" }}')


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="\n\r", codec="utf-8")))
def test_no_comment_is_a_call(text: str) -> None:
    assert not calls_service(f"SELECT * {{ ?s ?p ?o # SERVICE <http://a.example/> {{{text}\n }}")


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert calls_service(f"{text}\nSERVICE {THERE} {{") or "SERVICE" not in text.upper()
    assert is_update(text) in (True, False)


@pytest.mark.parametrize(
    ("text", "update"),
    [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", True),
        ("PREFIX select: <http://a.example/>\n# SELECT\ndelete where { ?s ?p ?o }", True),
        ("BASE <http://a.example/> WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", True),
        ("LOAD <http://a.example/>", True),
        ("CLEAR ALL", True),
        ("PREFIX insert: <http://a.example/> SELECT * { ?s insert:a 'DELETE' }", False),
        ("ASK { ?delete ?p ?o }", False),
        ("", False),
    ],
)
def test_an_update_is_told_by_its_first_word(text: str, update: bool) -> None:
    assert is_update(text) is update


def test_a_dataset_clause_is_told_from_the_word() -> None:
    assert names_dataset("SELECT * FROM <http://a.example/> { ?s ?p ?o }")
    assert names_dataset("ask from named <http://a.example/> { ?s ?p ?o }")
    assert not names_dataset("SELECT ?from { ?from from:from 'FROM' } # FROM <http://a.example/>")


def test_a_worker_reaches_no_server_even_if_a_call_gets_past(tmp_path: Path) -> None:
    build = make_build(tmp_path / "build", "<a:a> <a:b> <a:c> <a:g>")
    script = f"""
        import http.server, threading, pathlib
        from smekg.serve import worker
        from smekg.serve.model import Limits

        asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                asked.append(self.path)
                self.send_error(404)

            def log_message(self, *arguments):
                pass

        listener = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        query = f"SELECT * {{{{ SERVICE <http://127.0.0.1:{{listener.server_port}}/> {{{{ ?s ?p ?o }}}} }}}}"

        def run():
            try:
                return list(worker._state.store.query(query))
            except OSError as error:
                return type(error).__name__

        worker._state = worker._State(worker.load_store(pathlib.Path({str(build)!r})), Limits(), None)
        before = run(), len(asked)
        worker.initialize(pathlib.Path({str(build)!r}), Limits(), False)
        print(*before, run(), len(asked), len(list(worker._state.store)))
    """
    done = subprocess.run(
        [sys.executable, "-c", dedent(script)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.split() == ["OSError", "1", "OSError", "1", "1"], done.stderr
