"""A page for each class, concept, place, industry and real case: what reviews mean by it and say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rdflib.namespace import DCTERMS, RDF, SKOS

from smekg.namespaces import SMEKG
from smekg.site.addresses import address_of, anchor_of
from smekg.site.content import Content
from smekg.site.descriptions import turtle
from smekg.site.rendering import Here, Page
from smekg.site.views.axioms import class_axioms
from smekg.site.views.claim_list import ClaimList
from smekg.site.views.claims import claim_groups, direction_of, in_order, kind_of
from smekg.site.views.coding import codings_of
from smekg.site.views.contradictions import contradictions_by_term, disagreement
from smekg.site.views.deprecation import deprecation_of
from smekg.site.views.families import claim_counts
from smekg.site.views.hierarchy import class_tree, path_to
from smekg.site.views.kinds import kinds_of
from smekg.site.views.relations import hierarchy_of, mappings_of, related_of, sources_of
from smekg.site.views.reported import reported_of, studies_of
from smekg.site.views.wording import wordings_of

__all__ = ["pages", "terms_of"]

#: A term with more claims than this shows them folded by kind; all of them are there.
FOLDED = 100
#: A page with more claims than this has a list of its sections.
JUMP = 20
#: So few claims need no filter.
UNFILTERED = 8
#: How many instances of a class are listed; more of them are no terms but records.
INSTANCES = 60

_DEFINITION = str(SMEKG.DefinitionClaim)
#: What a term can be in a claim: name, slot.
_ROLES = (
    ("as subject", SMEKG.subject),
    ("as object", SMEKG.object),
    ("as mediator", SMEKG.mediator),
    ("as what is compared with", SMEKG.comparedWith),
    ("as the view in which it holds", SMEKG.inViewOf),
    ("as place", SMEKG.concernsPlace),
    ("as industry", SMEKG.concernsSector),
    ("as case", SMEKG.illustratedBy),
    ("as relation", SMEKG.relation),
)
#: Kinds of claims in which these have a name of their own.
_SPECIAL_ROLES = {
    SMEKG.subject: {str(SMEKG.EffectClaim): "as cause", str(SMEKG.ModerationClaim): "as moderator"},
    SMEKG.object: {str(SMEKG.EffectClaim): "as outcome"},
}


def terms_of(content: Content) -> list[str]:
    """List the terms that have a page of this type.

    Args:
        content: The graph.

    Returns:
        Classes, concepts (places and industries are concepts too) and real cases, each once.
    """
    named = (*content.classes, *content.instances(SKOS.Concept), *content.instances(SMEKG.RealCase))
    return list(dict.fromkeys(named))


def pages(content: Content) -> Iterator[Page]:
    """Make the pages of all terms.

    Args:
        content: The graph.

    Yields:
        One page per term.
    """
    for term in content.mine(terms_of(content)):
        yield _page(content, term)


def _page(content: Content, term: str) -> Page:
    address = address_of(term) or ""
    here = Here(content, address)
    groups = claim_groups(content, _roles(content, term))
    claims = [claim for group in groups for claim in group.claims]
    definitions = in_order(content, _definitions(content, term))
    hierarchy = list(hierarchy_of(content, term))
    spoken_of = bool(claims) or _may_be_named(content, term)
    contradictions = content.once(contradictions_by_term).get(term, [])
    return Page(
        address=address,
        template="terms/term.html",
        title=content.label(term),
        about=term,
        section="terms",
        summary=content.text(term, SKOS.definition),
        values={
            "kind": kinds_of(content, term),
            "deprecation": deprecation_of(here, term),
            "path": path_to(content, term),
            "texts": list(_texts(content, term)),
            "sources": list(sources_of(content, term)),
            "claims": claims,
            "groups": groups,
            "jump": JUMP,
            "folded": len(claims) > FOLDED,
            "choices": _choices(content, claims) if len(claims) > UNFILTERED else None,
            "definitions": definitions,
            "hierarchy": hierarchy,
            "inferring": any(inferred for _, links in hierarchy for _, inferred in links),
            "names": [value.value for value in content.objects(term, SKOS.altLabel)],
            "wordings": wordings_of(content, term),
            "related": list(related_of(content, term)),
            "reported": list(reported_of(content, term)),
            "contradictions": contradictions,
            "disagreement": disagreement(contradictions),
            "studies": studies_of(content, term, claims),
            "axioms": class_axioms(here, term) if term.startswith(SMEKG) else (),
            "instances": _instances(content, term),
            "undefined": spoken_of and not definitions and _is_definable(content, term),
            "codings": codings_of(here, term, claims) if spoken_of else (),
            "mappings": list(mappings_of(content, term)),
            "anchor": anchor_of(term),
            "based_on": SMEKG.basedOn,
            "items": ClaimList.at(here),
            "turtle": turtle(content, term),
        },
        scripts=("filters.js",) if len(claims) > UNFILTERED else (),
    )


def _roles(content: Content, term: str) -> Mapping[str, Iterable[str]]:
    """What the term is in claims, to the claims; last, that it is part of an effect that others change."""
    roles: dict[str, list[str]] = {}
    changing: list[str] = []
    for name, slot in _ROLES:
        special = _SPECIAL_ROLES.get(slot, {})
        for claim in content.referring(term, slot):
            roles.setdefault(special.get(kind_of(content, claim), name), []).append(claim)
            if special:
                changing += content.referring(claim, SMEKG.moderates) + content.referring(
                    claim, SMEKG.mediates
                )
    return {**roles, "in the effect concerned": changing}


def _may_be_named(content: Content, term: str) -> bool:
    """Whether reviews could speak of a term: not of the classes that describe the reviews themselves."""
    tree, counts = content.once(class_tree), content.once(claim_counts)
    above = (link.iri for link in tree.above.get(term, ()))
    return not term.startswith(SMEKG) or any(one in counts for one in (*above, *tree.beyond.get(term, ())))


def _definitions(content: Content, term: str) -> Iterator[str]:
    """Definitions of the term; what is defined as a kind of it says nothing of the term itself.

    A table of definitions is the other way round: its cells name the term whose bounds they print.
    """
    for claim in content.referring(term, SMEKG.subject):
        if kind_of(content, claim) == _DEFINITION:
            yield claim
    for claim in content.referring(term, SMEKG.object):
        if kind_of(content, claim) == _DEFINITION and content.text(claim, SMEKG.inElement):
            yield claim


def _is_definable(content: Content, term: str) -> bool:
    """Whether a review could define a term: not what is one place, industry, case or relation."""
    return not any(kind.startswith(SMEKG) for kind in content.iris(term, RDF.type))


def _texts(content: Content, term: str) -> Iterator[tuple[str, str]]:
    for name, predicate in (
        ("Example", SKOS.example),
        ("Note", SKOS.scopeNote),
        ("Notation", SKOS.notation),
    ):
        for value in content.objects(term, predicate):
            yield name, value.value


def _choices(content: Content, claims: Iterable[str]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Fields of the filter: label, name, the values that occur with their names."""
    found: dict[str, dict[str, str]] = {"review": {}, "origin": {}, "direction": {}}
    for claim in claims:
        review = content.text(claim, SMEKG.statedIn)
        found["review"][content.text(review, DCTERMS.identifier)] = content.label(review)
        origin = content.label(content.text(claim, SMEKG.origin))
        found["origin"][origin] = origin
        direction = direction_of(content, claim)
        if direction:
            found["direction"][direction] = direction
    return [
        (name.capitalize(), name, sorted(values.items(), key=lambda pair: pair[1]))
        for name, values in found.items()
        if len(values) > 1
    ]


def _instances(content: Content, term: str) -> tuple[int, tuple[str, ...]]:
    found = content.instances(term)
    return len(found), found[:INSTANCES]
