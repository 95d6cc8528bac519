"""Diagrams of modules as Mermaid, which GitHub draws."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from smekg.diagrams.modules import DrawnClass, Edge, Member, ModuleDiagram
from smekg.namespaces import SMEKG

__all__ = ["mermaid", "modules_page"]

_HEAD = """# The modules of the ontology in pictures

A diagram per module of `modules/`, made from the Turtle by `python -m smekg.generated`. The site has the same
diagrams, with links to every term.

- A full line with a triangle leads from a class to the class that it lies in by an axiom; a broken one, where
  the definition of the class says so. An arrow that two others make up is left out.
- A line with a name is a property that leads from a class to a class, by its domain and range or by an axiom.
- Inside a class stand its properties without such a line, and the individuals that the module declares for
  it. «other» marks a class of another module or vocabulary.
- *no domain* holds the properties that may begin at anything.

What is linked to what in the data, with counts, the page *Schema* of the site shows (`smekg site`).
"""
#: Box of the properties that have no domain.
_LOOSE = "no_domain"


def modules_page(diagrams: Iterable[ModuleDiagram]) -> str:
    """Write the page with a diagram per module.

    Args:
        diagrams: The diagrams.

    Returns:
        The page in Markdown.
    """
    parts = [_HEAD]
    for diagram in diagrams:
        parts.append(
            f"## {diagram.name}\n\n{diagram.about} ([`{diagram.name}.ttl`](modules/{diagram.name}.ttl))\n"
        )
        parts.append(f"```mermaid\n{mermaid(diagram)}```\n")
    return "\n".join(parts)


def mermaid(diagram: ModuleDiagram) -> str:
    """Write a diagram as a class diagram of Mermaid.

    Args:
        diagram: The diagram.

    Returns:
        The text of a Mermaid block.
    """
    return "\n".join(("classDiagram", *(f"  {line}" for line in _lines(diagram)))) + "\n"


def _lines(diagram: ModuleDiagram) -> Iterator[str]:
    yield "direction LR"
    for cls in diagram.classes:
        yield from _class(cls)
    if diagram.loose:
        yield from _box(_LOOSE, "no domain", diagram.loose)
    yield from (
        f"{_id(edge.target)} <|{'..' if edge.defined else '--'} {_id(edge.source)}"
        for edge in diagram.subclasses
    )
    yield from map(_relation, diagram.relations)


def _class(cls: DrawnClass) -> Iterator[str]:
    name = _id(cls.iri)
    yield from _box(name, cls.name, cls.members)
    if not cls.own:
        yield f"<<other>> {name}"


def _box(name: str, label: str, members: Iterable[Member]) -> Iterator[str]:
    lines = [_text(f"{m.name} {m.values}".strip()) for m in members]
    opened = f'class {name}["{_text(label)}"]'
    if not lines:
        yield opened
        return
    yield f"{opened} {{"
    yield from (f"  {line}" for line in lines)
    yield "}"


def _relation(edge: Edge) -> str:
    # A colon would begin a second label.
    name = _text(edge.name).replace(":", " ")
    return f"{_id(edge.source)} --> {_id(edge.target)} : {name}"


def _id(iri: str) -> str:
    """A name that Mermaid takes: the local name, for another vocabulary with a mark of where it is from."""
    own = iri.startswith(SMEKG)
    return iri.removeprefix(SMEKG) if own else re.sub(r"\W+", "_", iri.split("//", 1)[-1])


#: Marks that mean something to Mermaid: brackets would make a line a method, a tilde a generic class.
_MARKS: dict[str, str | int | None] = {
    "(": "[",
    ")": "]",
    '"': "'",
    "~": "-",
    "`": "'",
    ";": ",",
    "{": "[",
    "}": "]",
}


def _text(text: str) -> str:
    return text.translate(str.maketrans(_MARKS))
