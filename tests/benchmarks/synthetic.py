"""Annotation files for any number of synthetic reviews that are shaped like the real ones.

    PYTHONPATH=tests python -m benchmarks.synthetic 100 --out /tmp/hundred

writes a data root: `sources/` with 100 reviews of about 375 claims each, and `ontology/` and `queries/`
as they are, with more terms. Kinds, relations, studies per claim, slots, printed numbers and pointers
between claims are those of stretches of the real reviews. New are ids, words, passages and works. Works
and concepts grow as they do in a field: half of the works are shared, the often cited ones more often;
half of the concepts are new to a review at first and ever fewer later (as the number of reviews to the
power 0.6); the others are those that the real reviews name, so that the hubs stay hubs. Pointers to
claims of other reviews are left out. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from rdflib.namespace import RDF, SKOS

from benchmarks.templates import Raw, Template, read_templates, stretch
from benchmarks.words import sentence, token, word
from smekg.namespaces import SMEKG, slug
from smekg.ontology import read_ontology
from smekg.paths import DataRoot, default_root
from smekg.sources.bibliography import Work

__all__ = ["write_reviews"]

#: Claims per review: 375,000 in a thousand.
CLAIMS = 375
#: Share of a review's works that are cited by others too, and of its concepts that may be new.
SHARED, NEW = 0.5, 0.5
#: Growth of a vocabulary with what is written in it (Heaps' law).
GROWTH = 0.6
#: Fields that an entry has where another review describes the work.
_CITED = ("author", "editor", "year", "printed")


@dataclass
class Field:
    """What the reviews written so far have in common.

    Attributes:
        concepts: Labels of the real concepts, which alone may be replaced by new ones.
        coined: New labels, with their number of words.
        works: Year to the keys of its works, each as often as it is cited.
        described: The works that a review describes already, by key.
    """

    concepts: frozenset[str]
    coined: list[str] = field(default_factory=list)
    works: dict[str, list[str]] = field(default_factory=dict)
    described: dict[str, Work] = field(default_factory=dict)


def write_reviews(root: DataRoot, out: Path, count: int, seed: int = 1) -> DataRoot:
    """Write a data root with synthetic reviews.

    Args:
        root: The real data.
        out: The folder; it must not exist.
        count: Number of reviews.
        seed: Equal seeds give equal files.

    Returns:
        The new data root.
    """
    templates = read_templates(root)
    vocabulary = read_ontology(root).vocabulary
    relations = set(vocabulary.subjects(RDF.type, SMEKG.Relation))
    concepts = frozenset(
        str(vocabulary.value(node, SKOS.prefLabel))
        for node in vocabulary.subjects(RDF.type, SKOS.Concept)
        if node not in relations
    )
    shutil.copytree(root.ontology, out / "ontology")
    shutil.copytree(root.queries, out / "queries")
    for path in root.sources.glob("*schema.json"):
        (out / "sources").mkdir(exist_ok=True)
        shutil.copy(path, out / "sources")
    shared = Field(concepts)
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")
        review = _Review(templates[number % len(templates)], number, shared, chance)
        _write(review, out / "sources" / review.id)
    _write_concepts(shared.coined, out / "ontology" / "vocabulary")
    return DataRoot(out)


class _Review:
    """One synthetic review in the making."""

    def __init__(self, template: Template, number: int, shared: Field, chance: random.Random) -> None:
        self.id = f"synthetic{number:04d}-{1990 + number % 35}"
        self.code = f"s{number:04d}"
        self.template, self.shared, self.chance = template, shared, chance
        self.labels: dict[str, str] = {}
        self.keys: dict[str, str] = {}
        self.new_share = NEW * (number + 1) ** (GROWTH - 1)
        self.real = stretch(template, CLAIMS, chance)
        self.ids = {
            claim["id"]: f"{self.code}-{place + 1}"
            for place, claim in enumerate(claim for claims in self.real.values() for claim in claims)
        }
        self.renewals = self._renewals()
        self.files = {name: [self._claim(claim) for claim in claims] for name, claims in self.real.items()}

    def source(self) -> Raw:
        """The content of `source.yaml`."""
        real = self.template.source
        return {
            "id": self.id,
            "code": self.code,
            "work": self._key(real["work"]),
            "annotated": "2026-01-31",
            "status": real["status"],
            "annotators": [{"id": "synthetic-annotator", "name": "Nobody"}],
            "sections": [{**s, "title": self._sentence(s["title"])} for s in real["sections"]],
            "elements": [self._element(element) for element in real.get("elements", [])],
            "completeness": real.get("completeness", []),
        }

    def bibliography(self) -> Iterator[Work]:
        """The works that the claims cite; the first review that cites one describes it."""
        self._key(self.template.source["work"])
        for real_key, key in self.keys.items():
            real = self.template.works[real_key]
            known = self.shared.described.get(key)
            fields = {**(known or self._described(real, key)).fields}
            if known is not None:
                fields = {name: text for name, text in fields.items() if name in _CITED}
            else:
                self.shared.described[key] = Work(key, real.entry_type, fields, 0)
            yield Work(key, real.entry_type, fields, 0)

    def _described(self, real: Work, key: str) -> Work:
        fields = dict(real.fields)
        fields.pop("variants", None)
        fields.pop("doi", None)
        for name in ("title", "booktitle", "author", "editor"):
            if name in fields:
                fields[name] = self._sentence(fields[name]).rstrip(".")
        fields["printed"] = f"{key.capitalize()} ({fields['year']})"
        return Work(key, real.entry_type, fields, 0)

    def _element(self, element: Raw) -> Raw:
        rows = [
            {"term": self._label(row["term"]), "printed": row["printed"]} for row in element.get("rows", [])
        ]
        return {**element, "caption": self._sentence(element["caption"]), **({"rows": rows} if rows else {})}

    def _claim(self, real: Raw) -> Raw:
        return {key: self.renewals.get(key, _same)(value) for key, value in real.items() if key != "compare"}

    def _renewals(self) -> dict[str, Callable[[Any], Any]]:
        """What becomes of the value of a key of a claim; that of a key not named here stays."""
        keys = partial(map_list, self._key)
        labels = partial(map_list, self._label)
        id_keys = ("id", "mediates", "moderates", "restates", "equals")
        return {
            **dict.fromkeys(("subject", "object", "mediator", "compared_with", "theory"), self._label),
            **dict.fromkeys(("says", "condition", "base", "reason"), self._sentence),
            **dict.fromkeys(("studies", "disputed_by"), keys),
            **dict.fromkeys(("work", "dates"), self._key),
            **dict.fromkeys(id_keys, self.ids.__getitem__),
            "spans": partial(map_values, dict.fromkeys(("start", "end"), self._end)),
            "part_of": partial(map_values, {"number": self.ids.__getitem__}),
            "counts": partial(map_values, {"subjects": labels, "objects": labels}),
            "passage": self._passage,
        }

    def _passage(self, real: Raw) -> Raw:
        blocks = [token(self.chance, 16) for _ in real["blocks"]]
        return {**real, "sha256": token(self.chance, 64), "blocks": blocks}

    def _end(self, value: str) -> str:
        return self.ids[value] if value in self.ids else self._key(value)

    def _sentence(self, like: str) -> str:
        return sentence(self.chance, like)

    def _label(self, label: str) -> str:
        """The same label for the same label: a real one, one that another review coined, or a new one."""
        if label not in self.labels:
            self.labels[label] = label
            if label in self.shared.concepts and self.chance.random() < NEW:
                self.labels[label] = self._coined(label)
        return self.labels[label]

    def _coined(self, like: str) -> str:
        taken = set(self.labels.values())
        if self.shared.coined and self.chance.random() > self.new_share / NEW:
            known = self.chance.choice(self.shared.coined)
            if known not in taken:
                return known
        name = " ".join(word(self.chance, len(part)) for part in like.split())
        label = f"{name} {len(self.shared.coined)}"
        self.shared.coined.append(label)
        return label

    def _key(self, real: str) -> str:
        """The same work for the same work: one that another review cites, or a new one."""
        if real not in self.keys:
            known = self._known(self.template.works[real].fields["year"])
            own = real == self.template.source["work"]
            shared = known not in self.keys.values() and not own and self.chance.random() < SHARED
            self.keys[real] = known if known and shared else f"{self.code}w{len(self.keys)}"
        return self.keys[real]

    def _known(self, year: str) -> str:
        """A work of that year that another review cites; the more do, the likelier."""
        works = self.shared.works.get(year)
        return self.chance.choice(works) if works else ""


def map_list(change: Callable[[Any], Any], values: Iterable[Any]) -> list[Any]:
    """Change each value of a list."""
    return [change(value) for value in values]


def map_values(changes: Mapping[str, Callable[[Any], Any]], values: Mapping[str, Any]) -> Raw:
    """Change the values of some keys."""
    return {key: changes.get(key, _same)(value) for key, value in values.items()}


def _same(value: Any) -> Any:  # noqa: ANN401 - whatever stands in a file
    return value


def _write(review: _Review, folder: Path) -> None:
    (folder / "claims").mkdir(parents=True)
    _write_yaml(review.source(), folder / "source.yaml")
    for name, claims in review.files.items():
        _write_yaml(claims, folder / "claims" / f"{name}.yaml")
    works = list(review.bibliography())
    (folder / "works.bib").write_text("\n".join(_entry(work) for work in works), encoding="utf-8")
    for work in works:
        review.shared.works.setdefault(work.fields["year"], []).append(work.key)


def _write_yaml(content: Any, path: Path) -> None:  # noqa: ANN401 - whatever YAML can hold
    text = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)
    path.write_text(text, encoding="utf-8")


def _entry(work: Work) -> str:
    fields = "".join(f"  {name} = {{{text}}},\n" for name, text in work.fields.items())
    return f"@{work.entry_type}{{{work.key},\n{fields}}}\n"


def _write_concepts(labels: Iterable[str], folder: Path) -> None:
    """One file per thousand new concepts, in a scheme of the real vocabulary."""
    labels = list(labels)
    for start in range(0, len(labels), 1000):
        blocks = (_concept(label) for label in labels[start : start + 1000])
        text = (
            "@prefix concept: <https://w3id.org/smekg/id/concept/> .\n"
            "@prefix scheme: <https://w3id.org/smekg/id/scheme/> .\n"
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n" + "\n".join(blocks)
        )
        (folder / f"synthetic-{start // 1000}.ttl").write_text(text, encoding="utf-8")


def _concept(label: str) -> str:
    return (
        f"concept:{slug(label)}\n    a skos:Concept ;\n    skos:inScheme scheme:constructs ;\n"
        f"    skos:topConceptOf scheme:constructs ;\n"
        f'    skos:prefLabel "{label}"@en ;\n    skos:definition "synthetic thing called {label}"@en ;\n.\n'
    )


def main() -> None:
    """Write a data root, as the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("reviews", type=int, help="number of reviews")
    parser.add_argument("--out", type=Path, required=True, help="folder that is made")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write_reviews(default_root(), arguments.out, arguments.reviews, arguments.seed)


if __name__ == "__main__":
    main()
