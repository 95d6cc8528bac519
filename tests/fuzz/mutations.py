"""Strategies that break files: at random, letter by letter, and by their structure."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

import yaml
from hypothesis import strategies as st

#: Texts that have broken readers before.
NASTY = (
    *("", " ", "~", "null", "true", "no", "-1", "0", "00", "1.0", "1_000", "1e5", "1e400000", "1E999999999"),
    *("9" * 30, "9" * 5000, "-0.0", "NaN", "Infinity", "0x10", "٣", "２０１３", "²", "2013\n", "2026-02-30"),
    *("2026-01-31T00:00:00Z", "1769817600", "\0", "\x07", "\x1b[2J", "\x85", "\u2028", "\x0c", "\x1c"),
    *("\ufeff", "\ufffe", "\u202e", "\u200f", "\u200b", "\u00ad", "ı", "İ", "i̇", "ﬁ", "ß", "é", "\u0301"),
    *("\U0010ffff", "\U0001f4a9", "../../etc/passwd", "a b", "<x>", "a>b", 'a"b', "a\\b", "a'b", "{", "}"),
    *("}}", "%s", "{0}", "${x}", "# no", "| x", "> x", "& a", "*a", "&a [*a]", "!!python/object:os.system x"),
    *("!tag x", "? a", "- - -", "---", "...", "%YAML 9.9", "<<", "a: b", '"', "'", "\\", "@x", "`"),
    *("\r", "\r\n", "\n", "\t", "x" * 3000, "é" * 2000, "[" * 40, "{a: " * 40, "the review", "tiny-1-01"),
    *("boehe2013", "tiny2020", "cluster", "CLUSTER", "Norway", "table-1", "http://a.example/ b"),
    *('"""', "'''", '\n"""', '\\"', 'a\n\\"', "a\n# b", "a\u2028# b", "} UNION { ?s ?p ?o }", "\\u0022 }"),
)  # fmt: skip
_MEGABYTE = b"m" * (1 << 20)

nasty = st.sampled_from(NASTY)
anything = st.text(max_size=12) | nasty
_shares = st.integers(0, 9999)


@st.composite
def broken_text(draw: st.DrawFn, seeds: Sequence[str]) -> bytes:
    """A good text with some letters taken out, doubled, moved, put in, or its lines ended otherwise."""
    text = draw(st.sampled_from(list(seeds)))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(_shares) * (len(text) + 1) // 10000
        length = draw(st.integers(0, 12))
        match draw(st.integers(0, 8)):
            case 0:
                text = text[:start] + text[start + length :]
            case 1:
                text = text[:start] + text[start : start + length] * 2 + text[start + length :]
            case 2:
                text = _without_line(text, start)
            case 3:
                text = _doubled_line(text, start)
            case 4:
                text = text.replace(
                    "\n", draw(st.sampled_from(["\r\n", "\r", "\u2028", "\n\n", "\x85", "\x0c"]))
                )
            case 5:
                text = "\ufeff" + text
            case _:
                text = text[:start] + draw(anything) + text[start:]
    return _encoded(text, draw(st.integers(0, 30)), draw(_shares))


@st.composite
def broken_tree(draw: st.DrawFn, seeds: Sequence[str]) -> bytes:
    """A good YAML file whose keys and values are dropped, doubled, renamed or of another type."""
    tree = yaml.load(draw(st.sampled_from(list(seeds))), yaml.BaseLoader)  # noqa: S506 - texts only
    for _ in range(draw(st.integers(1, 3))):
        holders = list(_places(tree))
        if not holders:
            break
        holder, key = holders[draw(_shares) % len(holders)]
        _mutate(draw, holder, key)
    style = draw(st.sampled_from([None, None, '"', "'", "|"]))
    flow = draw(st.sampled_from([None, False, True]))
    text = yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, default_style=style, default_flow_style=flow)
    return _encoded(text, draw(st.integers(0, 60)), draw(_shares))


class _Dumper(yaml.SafeDumper):
    """Writes everything out, so that an alias stands only where a case puts it."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401 - any node
        return True


def _mutate(draw: st.DrawFn, holder: Any, key: Any) -> None:  # noqa: ANN401 - a list or a mapping
    match draw(st.integers(0, 6)):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        case 2 if isinstance(holder, dict):
            holder[draw(anything)] = holder.pop(key)
        case 3:
            holder[key] = draw(
                st.sampled_from([[], {}, [[]], {"a": {"b": []}}, [holder[key]], {"x": holder[key]}, "", None])
            )
        case 4:
            holder[key] = _deep(draw(st.integers(1, 60)))
        case _:
            given = holder[key]
            more = draw(anything)
            holder[key] = f"{given}{more}" if isinstance(given, str) and draw(st.booleans()) else more


def _deep(depth: int) -> Any:  # noqa: ANN401 - lists in lists
    tree: Any = "x"
    for level in range(depth):
        tree = [tree] if level % 2 else {"a": tree}
    return tree


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - a list, a mapping or a text
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in list(items):
        yield tree, key
        yield from _places(value)


def _without_line(text: str, start: int) -> str:
    lines = text.splitlines(keepends=True)
    number = text.count("\n", 0, start)
    return "".join(lines[:number] + lines[number + 1 :])


def _doubled_line(text: str, start: int) -> str:
    lines = text.splitlines(keepends=True)
    number = text.count("\n", 0, start)
    return "".join(lines[: number + 1] + lines[number:])


def _encoded(text: str, rare: int, share: int) -> bytes:
    """The bytes of a file; now and then with a byte that is no UTF-8, in another encoding, or very long."""
    data = text.encode("utf-8", "surrogatepass")
    start = share * len(data) // 10000
    if rare == 1:
        return text.encode("utf-16", "surrogatepass")
    if rare == 5:
        return data[:start]
    foreign = {0: b"\xff", 2: b"\xed\xa0\x80", 3: b"\0", 4: _MEGABYTE if share % 20 == 0 else b""}
    return data[:start] + foreign.get(rare, b"") + data[start:]


raw = st.binary(max_size=200)


def files(*seeds: str, tree: bool = True) -> st.SearchStrategy[bytes]:
    """Cases for a reader of files: mutated by structure, by letter, and arbitrary bytes."""

    @st.composite
    def cases(draw: st.DrawFn) -> bytes:
        kind = draw(st.integers(0, 9))
        if kind == 0:
            return draw(raw)
        return draw(broken_tree(seeds) if tree and kind > 4 else broken_text(seeds))

    return cases()
