"""What a page says of a term that is not to be used any more."""

from __future__ import annotations

from markupsafe import Markup
from rdflib.namespace import DCTERMS, OWL, SKOS

from smekg.namespaces import SMEKG
from smekg.site.rendering import Here

__all__ = ["deprecation_of"]


def deprecation_of(here: Here, term: str) -> Markup | None:
    """Say since when and why a term is deprecated, and what to use instead.

    Args:
        here: The links of the page.
        term: The term's IRI.

    Returns:
        The words; None for a term in use.
    """
    content = here.content
    if content.text(term, OWL.deprecated) != "true":
        return None
    version, _, reason = content.text(term, SKOS.changeNote).partition(": ")
    replacements = content.iris(term, DCTERMS.isReplacedBy)
    said = Markup("<b>Deprecated</b> since version {}: {}.").format(version, reason.rstrip("."))
    if replacements:
        return said + Markup(" Use {} instead.").format(here.all(replacements))
    because = content.text(term, SMEKG.isNotReplacedBecause).rstrip(".")
    return said + Markup(" Nothing replaces it: {}.").format(because)
