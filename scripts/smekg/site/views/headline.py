"""A claim in one line, as its slots have it: who works on what, through what, how much."""

from __future__ import annotations

from markupsafe import Markup

from smekg.namespaces import SMEKG
from smekg.site.content import Content
from smekg.site.rendering import Here
from smekg.site.views.claims import kind_of
from smekg.site.views.numbers import printed_number

__all__ = ["carried_through", "effect_in_words", "headline", "moderated_effect"]

_MEDIATION = str(SMEKG.MediationClaim)


def carried_through(content: Content, claim: str) -> tuple[str, ...]:
    """List what an effect runs through: cause, mediator, outcome.

    Args:
        content: The graph.
        claim: The claim.

    Returns:
        The three, for a claim on a mediation; else nothing.
    """
    if kind_of(content, claim) != _MEDIATION:
        return ()
    slots = (SMEKG.subject, SMEKG.mediator, SMEKG.object)
    return tuple(iri for slot in slots for iri in content.iris(claim, slot))


def moderated_effect(content: Content, claim: str) -> tuple[str, str, str] | None:
    """Find the effect that a claim says to be changed.

    Args:
        content: The graph.
        claim: The claim.

    Returns:
        The effect as a claim, its cause, its outcome; None where it changes none.
    """
    effect = content.text(claim, SMEKG.moderates)
    if not effect:
        return None
    return effect, content.text(effect, SMEKG.subject), content.text(effect, SMEKG.object)


def headline(here: Here, claim: str) -> Markup | None:
    """Write a claim in one line.

    Args:
        here: The links of the claim's page.
        claim: The claim.

    Returns:
        Subject, relation and object, linked; for a mediation the way from cause to outcome, for a moderation
        the effect that is changed. None where the slots do not say by themselves what is claimed.
    """
    content = here.content
    way = carried_through(content, claim)
    if way:
        return Markup(" → ").join(Markup("<b>{}</b>").format(here.a(iri)) for iri in way)
    subject, relation = (here.a(content.text(claim, slot)) for slot in (SMEKG.subject, SMEKG.relation))
    said = _said(here, claim)
    return Markup("<b>{}</b> — <i>{}</i> — {}").format(subject, relation, said) if said else None


def effect_in_words(here: Here, claim: str) -> Markup | None:
    """Tell what a moderation changes or a mediation carries.

    Args:
        here: The links of the page.
        claim: The claim.

    Returns:
        `strengthens the effect of … on …` or the way from cause to outcome; None for another claim.
    """
    content = here.content
    changed = moderated_effect(content, claim)
    if changed is not None:
        relation = content.label(content.text(claim, SMEKG.relation))
        return Markup("{} {}").format(relation, _changed(here, *changed, mark="{}"))
    way = carried_through(content, claim)
    return here.all(way, " → ") if way else None


def _said(here: Here, claim: str) -> Markup:
    content = here.content
    changed = moderated_effect(content, claim)
    if changed is not None:
        return _changed(here, *changed)
    target, number = content.text(claim, SMEKG.object), printed_number(content, claim)
    named = Markup("<b>{}</b>").format(here.a(target)) if target else Markup("")
    if not number:
        return named
    # The object of a number is the feature by which things were counted.
    return Markup("<b>{}</b>").format(number) + (Markup(" ({})").format(named) if target else "")


def _changed(here: Here, effect: str, cause: str, outcome: str, mark: str = "<b>{}</b>") -> Markup:
    if not outcome:
        return here.a(effect)
    ends = (Markup(mark).format(here.a(end)) for end in (cause, outcome))  # noqa: S704 - of this module
    return Markup("{} of {} on {}").format(here.a(effect, "the effect"), *ends)
