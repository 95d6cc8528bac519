"""The kinds of things that queries ask for, and the links between them, with the patterns that find them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rdflib.namespace import OWL, SKOS

from smekg.iris import PREFIXES
from smekg.namespaces import CITO, SMEKG
from smekg.site.descriptions import short_name

__all__ = ["KINDS", "Kind", "Link", "Schema"]


@dataclass(frozen=True)
class Kind:
    """A kind of thing that queries ask for.

    Attributes:
        key: Its variable in queries.
        name: What it is called.
        cls: The class of its members.
        below: Whether its members are instances of classes below the class.
        iri_only: Whether the class has instances without an IRI, which are left out.
        plural: What its members are called.
    """

    key: str
    name: str
    plural: str
    cls: str
    below: bool = False
    iri_only: bool = False

    @property
    def pattern(self) -> str:
        """Triple pattern that its members match."""
        path = "a/rdfs:subClassOf*" if self.below else "a"
        return f"?{self.key} {path} {short_name(self.cls)}"


#: The kinds; where one lies in another, the narrower one comes first.
KINDS = (
    Kind("review", "review", "reviews", str(SMEKG.Review)),
    Kind("work", "work", "works", str(SMEKG.Publication)),
    Kind("citation", "citation", "citations", str(CITO.Citation)),
    Kind("section", "section", "sections", str(SMEKG.Section)),
    Kind("element", "table or figure", "tables and figures", str(SMEKG.FrameworkElement), below=True),
    Kind("row", "row of a table", "rows of tables", str(SMEKG.TableRow)),
    Kind("passage", "passage", "passages", str(SMEKG.Passage)),
    Kind("number", "printed number", "printed numbers", str(SMEKG.QuantityClaim)),
    Kind("claim", "claim", "claims", str(SMEKG.Claim), below=True),
    Kind("check", "check of a number", "checks of numbers", str(SMEKG.NumberCheck)),
    Kind("contradiction", "contradiction", "contradictions", str(SMEKG.Contradiction)),
    Kind("conclusion", "conclusion", "conclusions", str(SMEKG.Conclusion)),
    Kind(
        "comparison", "comparison of statements", "comparisons of statements", str(SMEKG.StatementComparison)
    ),
    Kind("naming", "naming", "namings", str(SMEKG.Naming)),
    Kind("relation", "relation", "relations", str(SMEKG.Relation)),
    Kind("place", "place", "places", str(SMEKG.Place)),
    Kind("sector", "sector", "sectors", str(SMEKG.Sector)),
    Kind("concept", "concept", "concepts", str(SKOS.Concept)),
    Kind("case", "real case", "real cases", str(SMEKG.RealCase)),
    Kind("class", "ontology class", "ontology classes", str(OWL.Class), iri_only=True),
    Kind("value", "listed value", "listed values", str(OWL.NamedIndividual)),
)
_PREFIX = re.compile(r"([\w-]+):")


@dataclass(frozen=True)
class Link:
    """A property that leads from the things of a kind to those of another, or to values.

    Attributes:
        kind: The kind where it begins.
        predicate: The property.
        target: Key of the kind that it leads to; empty where it leads elsewhere.
        leads_to: What it leads to, in words.
        count: How often.
        condition: Pattern that its objects match; empty where all do.
        is_value: Whether its objects are texts, numbers or truth values.
        is_described: Whether the graph says what its objects are.
    """

    kind: Kind
    predicate: str
    target: str
    leads_to: str
    count: int
    condition: str = ""
    is_value: bool = False
    is_described: bool = True

    @property
    def variable(self) -> str:
        """Variable of its objects in the pattern."""
        name = self.target or "value"
        return f"other_{name}" if name == self.kind.key else name

    @property
    def pattern(self) -> str:
        """Graph pattern that finds it."""
        lines = [f"{self.kind.pattern} ; {short_name(self.predicate)} ?{self.variable} .", self.condition]
        if self.kind.iri_only:
            lines.append(f"FILTER(isIRI(?{self.kind.key}))")
        return "\n".join(filter(None, lines))

    @property
    def query(self) -> str:
        """A query that shows it, with its prefixes."""
        used = sorted({prefix for prefix in _PREFIX.findall(self.pattern) if prefix in PREFIXES})
        head = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in used)
        body = "".join(f"  {line}\n" for line in self.pattern.splitlines())
        return f"{head}\nSELECT ?{self.kind.key} ?{self.variable}\nWHERE {{\n{body}}}\nLIMIT 100\n"


@dataclass(frozen=True)
class Schema:
    """How the graph is linked.

    Attributes:
        counts: Key of each kind to the number of its members.
        within: Key of each kind that lies in another one to the key of that.
        links: The links, by kind in the order of `KINDS`, the most used first.
        left_out: Label of each class whose instances are of no kind, and their number.
    """

    counts: Mapping[str, int]
    within: Mapping[str, str]
    links: tuple[Link, ...]
    left_out: tuple[tuple[str, int], ...]

    def of(self, key: str) -> tuple[Link, ...]:
        """List the links of a kind.

        Args:
            key: The kind's key.

        Returns:
            Its links, the most used first.
        """
        return tuple(link for link in self.links if link.kind.key == key)
