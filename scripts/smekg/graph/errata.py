"""Errata as RDF: each is an earlier reading that its claim, or what is left of it, is a revision of."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, XSD

from smekg.graph.claims import Triple
from smekg.namespaces import SMEKG, mint
from smekg.sources.located import AnnotatedReview

__all__ = ["errata_triples"]


def errata_triples(review: AnnotatedReview) -> Iterator[Triple]:
    """Make the triples of a review's errata, and of the claims that were withdrawn.

    Args:
        review: The review.

    Yields:
        The triples.
    """
    work = mint("work", review.source.work)
    for located in review.errata:
        erratum = located.erratum
        claim = mint("claim", erratum.claim)
        node = mint("erratum", erratum.claim, str(located.number))
        yield node, RDF.type, SMEKG.Erratum
        yield node, RDFS.label, Literal(f"erratum {located.number} of {erratum.claim}", lang="en")
        yield node, SMEKG.aboutReview, work
        yield node, DCTERMS.modified, Literal(erratum.date, datatype=XSD.date)
        yield node, SMEKG.mendedInVersion, Literal(erratum.version)
        yield node, SMEKG.saidBefore, Literal(erratum.before, lang="en")
        yield node, SMEKG.mendedBecause, Literal(erratum.reason, lang="en")
        if erratum.after is not None:
            yield node, SMEKG.saysNow, Literal(erratum.after, lang="en")
        if erratum.reported_by is not None:
            yield node, SMEKG.reportedBy, Literal(erratum.reported_by)
        yield claim, PROV.wasRevisionOf, node
        if erratum.withdrawn:
            yield claim, RDF.type, SMEKG.WithdrawnClaim
            yield claim, SMEKG.aboutReview, work
            for other in erratum.replaced_by:
                yield claim, DCTERMS.isReplacedBy, mint("claim", other)
