"""What a query must not do, told from its text: call another server, or change the graph.

Oxigraph's grammar sets no bounds between words (`SERVICEex:a{` is a call) and reads `<` now as the start
of an IRI, now as less-than; three quotes are a long string or an empty one. So the text is followed in
every reading: a call counts wherever one of them finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["calls_service", "is_update", "names_dataset"]

_LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = _LETTERS + "_0-9\u00b7\u0300-\u036f\u203f-\u2040"
_LOCAL = rf"(?:[{_NAME}:%-]|\\.)*+"

# Names are read without dots: whether a dot ends a name is yet another matter of reading, and words
# between dots are looked at one by one.
_TOKEN = re.compile(
    rf"""
      (?P<space>  [ \t\r\n]+ | \#[^\r\n]* )
    | (?P<long>   \"\"\" (?: \"{{0,2}} (?: [^\"\\] | \\. ) )*+ \"\"\" | ''' (?: '{{0,2}} (?: [^'\\] | \\. ) )*+ ''' )
    | (?P<string> \" (?: [^\"\\\r\n] | \\. )*+ \" | ' (?: [^'\\\r\n] | \\. )*+ ' )
    | (?P<iri>    <[^<>\"{{}}|^`\x00-\x20]*+> )
    | (?P<blank>  _:[{_NAME}-]*+ )
    | (?P<name>   (?P<prefix> (?:[{_LETTERS}][{_NAME}-]*+)? ) : {_LOCAL} )
    | (?P<word>   [{_LETTERS}][{_NAME}-]*+ )
    | (?P<var>    [?$][{_NAME}]++ )
    | (?P<lang>   @[A-Za-z]++(?:-[A-Za-z0-9]++)*+ )
    | (?P<other>  \\. | [0-9]++ | . )
    """,  # noqa: E501
    re.VERBOSE | re.DOTALL,
)
_SKIP = r"(?:[ \t\r\n]|\#[^\r\n]*)*+"
#: A whole call up to the brace of its pattern.
_CALL = re.compile(
    rf"service {_SKIP} (?: silent {_SKIP} )? "
    rf"(?: <[^>]*> | [?$][{_NAME}]+ | [{_NAME}.-]*+ : (?: [{_NAME}:%.-] | \\. )*+ ) {_SKIP} \{{",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_SERVICE = re.compile("service", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_PROLOGUE = {"PREFIX", "BASE", "VERSION"}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}


def calls_service(query: str) -> bool:
    """Tell whether a query would make the store ask another server.

    Args:
        query: The text of the query.

    Returns:
        Whether some reading of the text holds a `SERVICE` pattern. The word in a string, a comment, an
        IRI, a variable or a prefixed name is none.
    """
    if _calls(query):
        return True
    # SPARQL 1.1 lets any character be written as an escape; Oxigraph can be built to follow it.
    unescaped = _ESCAPE.sub(_character, query)
    return unescaped != query and _calls(unescaped)


def names_dataset(query: str) -> bool:
    """Tell whether a query chooses its graphs itself, by `FROM`.

    Args:
        query: The text of the query.

    Returns:
        Whether it has a dataset clause.
    """
    return "FROM" in _words(query)


def is_update(text: str) -> bool:
    """Tell whether a text is a SPARQL update.

    Args:
        text: What was sent as a query.

    Returns:
        Whether its first keyword after the prologue begins an update.
    """
    first = next((word for word in _words(text) if word not in _PROLOGUE), "")
    return first in _UPDATES


def _calls(query: str) -> bool:
    if not _SERVICE.search(query):
        return False
    # Each position is looked at once for each of: after the word GRAPH, not after it.
    todo, seen = [(0, False)], {(0, False)}
    while todo:
        position, after_graph = todo.pop()
        token = _TOKEN.match(query, position)
        if token is None:
            continue
        if not after_graph and _call_within(query, token):
            return True
        graph = token["word"] is not None and token["word"].upper() == "GRAPH"
        still = graph or (after_graph and token["space"] is not None)
        for end in _ends(token):
            if (end, still) not in seen:
                seen.add((end, still))
                todo.append((end, still))
    return False


def _ends(token: re.Match[str]) -> Iterator[int]:
    """Where the next token may start: after this one, and after its other reading."""
    if token.group() in ('"', "'"):
        return  # nothing begins with a quote that no other one answers: the text is not read this way
    yield token.end()
    if token.lastgroup == "iri":
        yield token.start() + 1
    elif token.lastgroup == "long":
        yield token.start() + 2


def _call_within(query: str, token: re.Match[str]) -> bool:
    """Look for a call in a word, or in the part of a prefixed name before the colon."""
    kind = "word" if token["word"] is not None else "prefix"
    start, end = token.span(kind)
    if start == end:
        return False
    return any(_CALL.match(query, found.start()) for found in _SERVICE.finditer(query, start, end))


def _words(text: str) -> Iterator[str]:
    """The bare words of a text in capitals, in its plain reading."""
    return (token["word"].upper() for token in _TOKEN.finditer(text) if token["word"] is not None)


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else escape[0]
