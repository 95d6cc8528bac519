"""Pages of terms: definitions, place, advantages, claims, contradictions; the list of terms; the ontology."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from smekg.namespaces import ID, SMEKG
from smekg.site.addresses import address_of
from smekg.store import load_store
from support.site_pages import ask, claims_in, section, text

HREF = re.compile(r'href="([^"]*)"')
#: Slots in which a claim names a term.
SLOTS = "|".join(
    f"smekg:{slot}"
    for slot in (
        *("subject", "object", "mediator", "comparedWith", "inViewOf"),
        *("concernsPlace", "concernsSector", "illustratedBy", "relation"),
    )
)


@pytest.fixture(scope="module")
def store(dist: Path) -> ox.Store:
    return load_store(dist)


@pytest.fixture(scope="module")
def terms(store: ox.Store) -> list[str]:
    """Classes, concepts, places, industries, real cases."""
    found = [iri for (iri,) in ask(store, "SELECT DISTINCT ?c { ?c a skos:Concept }")]
    found += [iri for (iri,) in ask(store, "SELECT DISTINCT ?c { ?c a owl:Class }") if iri.startswith(SMEKG)]
    found += [iri for (iri,) in ask(store, "SELECT DISTINCT ?c { ?c a smekg:RealCase }")]
    assert len(found) == len(set(found)) > 3300
    return found


def page_of(site: Path, iri: str) -> Path:
    return site / (address_of(iri) or "")


def claim(iri: str) -> str:
    return iri.removeprefix(f"{ID}claim/")


def test_a_type_shows_how_each_review_defines_it(site: Path) -> None:
    markup = section(site / "ontology/Cluster.html", "definitions")
    assert len(claims_in(markup)) == 4
    for words in (
        "A cluster is a gathering, in one area, of firms from a single industry or a few related ones",
        "Gancarczyk and Gancarczyk (2018)",
        "A cluster is a network whose firms belong to one sector or to one supply chain.",
        "Guimarães et al. (2021)",
        "Porter (1998)",
        "section 3.3.2",
    ):
        assert words in markup, words


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ontology/Cluster.html", "smekg's working definition, after Guimarães et al. (2021). How reviews"),
        ("ontology/TransregionalCluster.html",
         "smekg's working definition, after Guimarães et al. (2021). No review defines it, as far as coded."),
        ("id/concept/firm-size.html", "smekg's working definition. No review defines it, as far as coded."),
        ("id/place/italy.html", "smekg's working definition. https"),
    ],
)  # fmt: skip
def test_a_definition_tells_whose_it_is(site: Path, address: str, words: str) -> None:
    assert words in text(site / address)


def test_what_is_defined_as_a_network_does_not_define_networks(site: Path) -> None:
    """But a cell of Table 1 of Zahoor et al. (2020) prints bounds of the sense that it names."""
    network = claims_in(section(site / "ontology/Network.html", "definitions"))
    assert "g21-3-3-2-06" not in network  # "A cluster is a network whose firms belong to one sector …"
    assert "z20-t1-sme-04" in claims_in(section(site / "ontology/SmallEnterprise.html", "definitions"))


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("ontology/Cluster.html", "type of collaboration, antecedent"),
        ("ontology/SmallEnterprise10To49.html", "size definition"),
        ("ontology/TradeFair.html", "class of the ontology"),
        ("ontology/SmallEnterprise.html", "class of the ontology, a kind of organization"),
        ("id/concept/export-propensity.html", "outcome"),
        ("id/concept/network-conception.html", "stage"),
        ("id/concept/resource-based-view.html", "theory"),
        ("id/place/italy.html", "place"),
        ("id/case/maule-valley-wine-cluster.html", "real case"),
        ("id/relation/increases.html", "claim relation"),
    ],
)
def test_a_term_tells_what_sort_of_term_it_is(site: Path, address: str, kind: str) -> None:
    assert f'<p class="kind">{kind}</p>' in (site / address).read_text(encoding="utf-8")


def test_moderations_tell_what_they_change(site: Path) -> None:
    markup = section(site / "id/concept/firm-size.html", "claim-list")
    item = markup.split("z20-moderators-10.html", 1)[1].split("</li>", 1)[0]
    plain = re.sub(r"<[^>]+>", "", item)
    assert "strengthens the effect of collaborative relationship on international speed" in plain
    form = (site / "id/concept/firm-size.html").read_text(encoding="utf-8").split("<form class", 1)[1]
    assert '<option value="strengthens">' in form
    assert markup.count('data-direction="strengthens"') == 2


@pytest.mark.parametrize(("part", "count"), [("advantage", 10), ("disadvantage", 4)])
def test_the_advantages_of_a_printed_table_lead_to_their_claims(
    site: Path, store: ox.Store, part: str, count: int
) -> None:
    """Table 3 of Guimarães et al. (2021), row Cluster."""
    markup = (site / "ontology/Cluster.html").read_text(encoding="utf-8")
    rows = list(
        ask(
            store,
            "SELECT ?claim ?thing { ?claim smekg:inElement/rdfs:label 'Table 3'@en ; smekg:part ?part ; "
            f"smekg:subject smekg:Cluster ; smekg:object ?thing . FILTER(STR(?part) = '{part}') }}",
        )
    )
    assert len(rows) == count
    table = markup.split(f">{part.capitalize()}s <span", 1)[1].split("</table>", 1)[0]
    for one, thing in rows:
        row = table.split(f'"../{address_of(thing)}"', 1)[1].split("<th ", 1)[0]
        assert f'href="../{address_of(one)}"' in row, thing
        assert "Table 3" in row, thing


def test_each_term_lists_every_claim_that_names_it_once(
    site: Path, store: ox.Store, terms: list[str]
) -> None:
    named: defaultdict[str, set[str]] = defaultdict(set)
    kinds = {kind for (kind,) in ask(store, "SELECT ?kind { ?kind rdfs:subClassOf smekg:Claim }")}
    for term, one, kind in ask(store, f"SELECT ?term ?claim ?kind {{ ?claim {SLOTS} ?term ; a ?kind }}"):
        if kind in kinds:
            named[term].add(claim(one))
    of_effects: defaultdict[str, set[str]] = defaultdict(set)
    for term, one in ask(
        store,
        "SELECT ?term ?claim { ?claim smekg:moderates|smekg:mediates ?effect . "
        "?effect smekg:subject|smekg:object ?term }",
    ):
        of_effects[term].add(claim(one))
    assert sum(map(len, named.values())) > 15_000
    for term in terms:
        page = page_of(site, term)
        expected = named[term] | of_effects[term]
        has_list = 'id="claim-list"' in page.read_text(encoding="utf-8")
        listed = claims_in(section(page, "claim-list")) if has_list else []
        assert len(listed) == len(expected), term
        assert set(listed) == expected, term


def test_claims_stand_by_kind_effects_first_and_tell_where_they_are_from(site: Path) -> None:
    page = site / "id/concept/export-propensity.html"
    markup = section(page, "claim-list")
    assert re.findall(r"<h3>([^<]+) <span", markup) == ["Effect claims, as outcome"]
    row = markup.split("id/claim/g21-3-3-1-188.html", 1)[1].split("</li>", 1)[0]
    for words in ('data-sign="+"', "reported from a study", "Boehe (2013)", "section 3.3.1"):
        assert words in row, words
    cluster = re.findall(r"<h3>([^<]+) <span", section(site / "ontology/Cluster.html", "claim-list"))
    assert cluster[0] == "Effect claims, as cause"
    assert not [one for one in cluster[1:] if one.startswith("Effect")]


def test_filters_offer_what_occurs(site: Path) -> None:
    markup = (site / "ontology/Cluster.html").read_text(encoding="utf-8")
    form = markup.split('<form class="filters" data-filters="claim-list" hidden>', 1)[1].split("</form>", 1)[
        0
    ]
    assert re.findall(r'<select [^>]*name="(\w+)"', form) == ["review", "origin", "direction"]
    assert 'value="guimaraes-2021"' in form
    assert 'value="positive"' in form
    assert 'value="not stated"' in form  # "Clusters and innovation are linked."
    assert 'value="zahoor-2020"' not in form  # no claim of that review names clusters
    rows = section(site / "ontology/Cluster.html", "claim-list")
    assert rows.count('data-review="guimaraes-2021"') > rows.count('data-review="gancarczyk-2018"') > 0


def test_what_contradicts_is_shown_with_both_statements(site: Path, store: ox.Store) -> None:
    against: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for term, one, other in ask(
        store,
        "SELECT ?term ?a ?b { ?c smekg:firstClaim ?a ; smekg:secondClaim ?b . "
        "?c (smekg:firstClaim|smekg:secondClaim)/smekg:moderates?/(smekg:subject|smekg:object) ?term }",
    ):
        against[term].add((claim(one), claim(other)))
    assert len(against[str(SMEKG.Cluster)]) == 17
    for term, pairs in against.items():
        shown = claims_in(section(page_of(site, term), "contradictions"))
        assert set(zip(shown[::2], shown[1::2], strict=True)) == pairs, term
    said = section(site / "ontology/Cluster.html", "contradictions")
    found = re.search(r"17 pairs of statements that do not agree: ([^<]*)", said)
    assert found
    kinds = re.findall(r"(\d+) ([a-z ]+)", found[1])
    assert sum(int(count) for count, _ in kinds) == 17
    for count, kind in kinds:
        assert said.count(f'">{kind}</a>') == int(count), kind
    assert "meaning of cluster" in section(site / "ontology/Cluster.html", "contradictions")


def test_the_hierarchy_marks_what_only_the_reasoner_says(site: Path) -> None:
    """modules/cluster.ttl says that a cluster is a network; that it is one of organizations follows."""
    said = text(site / "ontology/Cluster.html")
    assert "Direct superclasses inter-organizational network inferred" in said
    assert "Superclasses further up collaboration inferred, network, organization inferred" in said
    assert "Terms › organization › collaboration › network ›" in said
    assert "marked “inferred” is not written in the ontology" in said
    assert "marked “inferred”" not in text(site / "id/place/italy.html")  # nothing is inferred there


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ontology/MediumSizedEnterprise50To250.html",
         "Is the same as enterprise and headcount at least 50 and at most 250"),
        ("ontology/CollaborationBeyondSMEs.html",
         "Is the same as collaboration and has member some not small and medium-sized enterprise"),
        ("ontology/CollaborationBetweenNationalCompanies.html",
         "has membership scope some one of local membership, regional membership, national membership"),
        ("ontology/Cluster.html", "Shares no member with cluster initiative, cluster organization"),
        ("ontology/Cluster.html", "Class above endeavour http://www.w3.org/ns/org#OrganizationalCollaboration"),
        ("ontology/Organization.html", "The same class organization http://www.w3.org/ns/org#Organization"),
        ("id/concept/export-propensity.html",
         "Guimarães et al. (2021) “export propensity”, “perspective of becoming exporters”"),
        ("id/concept/lower-r-d-costs.html", "An advantage of"),
        ("ontology/MediumSizedEnterprise50To250.html",
         "The same words for other things “medium” in Zahoor et al. (2020)"),
        ("id/place/italy.html", "Broader"),
        ("id/concept/distrust.html", "Opposite of trust"),
    ],
)  # fmt: skip
def test_what_else_a_term_page_tells(site: Path, address: str, words: str) -> None:
    assert words in text(site / address)


def test_silence_is_told_from_what_is_not_coded(site: Path, store: ox.Store) -> None:
    said = text(site / "ontology/Cluster.html")
    assert "İplik (2010) does not mention it (coded in full)" in said
    assert "Zahoor et al. (2020) no claim, as far as coded not coded in full: Figure 1, Figure 2" in said
    assert "Figure 2, not coded in full, may mention it" in said
    no_claim = text(site / "ontology/TransregionalCluster.html")
    assert "What was coded No claim speaks of it. Not coded in full are, in Gancarczyk" in no_claim
    assert "What was coded" not in text(site / "ontology/Claim.html")  # which no review speaks of
    slots = "smekg:isUncodedFor|smekg:isUncodedForCause|smekg:isUncodedForResult"
    for part, term in ask(store, f"SELECT ?part ?term {{ ?part {slots} ?term }}"):
        markup = section(page_of(site, term), "coding")
        open_parts = re.findall(r"([^;>]*(?:<a [^>]*>[^<]*</a>(?:, )?)+)[^<]*may mention it", markup)
        assert address_of(part) in linked_addresses(" ".join(open_parts)), (part, term)


def linked_addresses(markup: str) -> set[str]:
    return {found.lstrip("./") for found in HREF.findall(markup)}


def test_the_list_of_terms_and_the_schemes_leave_out_none(
    site: Path, store: ox.Store, terms: list[str]
) -> None:
    listed = linked_addresses((site / "terms/index.html").read_text(encoding="utf-8"))
    assert not {address_of(term) for term in terms} - listed
    schemes: defaultdict[str, set[str | None]] = defaultdict(set)
    for concept, scheme in ask(store, "SELECT ?concept ?scheme { ?concept skos:inScheme ?scheme }"):
        schemes[scheme].add(address_of(concept))
    assert len(schemes) == 25
    for scheme, members in schemes.items():
        assert not members - linked_addresses(page_of(site, scheme).read_text(encoding="utf-8")), scheme


@pytest.mark.parametrize(
    ("family", "member"),
    [
        ("collaboration", "ontology/ExportConsortium.html"),
        ("governance", "ontology/RelationalGovernance.html"),
        ("theories", "id/concept/resource-based-view.html"),
        ("antecedents", "id/concept/industry-association-membership.html"),
        ("outcomes", "id/concept/export-propensity.html"),
        ("entry-modes", "ontology/Licensing.html"),
        ("stages", "id/concept/network-conception.html"),
        ("options", "id/concept/exporting-supported-by-mechanisation.html"),
        ("places", "id/place/italy.html"),
        ("sectors", "id/sector/wine.html"),
        ("cases", "id/case/maule-valley-wine-cluster.html"),
        ("sizes", "ontology/MediumSizedEnterprise50To250.html"),
    ],
)
def test_the_main_families_stand_first(site: Path, family: str, member: str) -> None:
    markup = (site / "terms/index.html").read_text(encoding="utf-8")
    part = markup.split(f'<section id="{family}"', 1)[1].split("</section>", 1)[0]
    assert member in linked_addresses(part)
    assert f'href="#{family}"' in markup


def test_stages_stand_in_the_order_of_the_process(site: Path) -> None:
    """The network life cycle of Wegner et al. (2018), section 3.3.1 of Guimarães et al. (2021)."""
    markup = (site / "terms/index.html").read_text(encoding="utf-8")
    stages = markup.split("network life cycle</a>", 1)[1].split("</ul>", 1)[0]
    assert [name for name in re.findall(r">([^<]+)</a>", stages)][:2] == [
        "network conception",
        "network birth and formalization",
    ]


def test_the_ontology_is_one_document_with_a_place_for_each_of_its_terms(site: Path, store: ox.Store) -> None:
    markup = (site / "ontology.html").read_text(encoding="utf-8")
    places = re.findall(r'\sid="([^"]+)"', markup)
    assert len(places) == len(set(places))
    rows = ask(store, "SELECT DISTINCT ?term { ?term rdfs:isDefinedBy <https://w3id.org/smekg/ontology> }")
    names = {iri.removeprefix(SMEKG) for (iri,) in rows}
    assert len(names) > 550
    assert not names - set(places)
    entry = markup.split('id="basedOn"', 1)[1].split("</section>", 1)[0]
    assert "relates a claim to a work that the review names as the source" in entry
    assert re.search(r"<dt>Domain</dt><dd><a [^>]*>claim</a></dd>", entry)
    assert re.search(r"<dt>Range</dt><dd><a [^>]*>publication</a></dd>", entry)


def test_hubs_are_folded_and_complete(site: Path) -> None:
    """That they are complete is asked of all terms above."""
    markup = section(site / "ontology/SmallAndMediumSizedEnterprise.html", "claim-list")
    assert markup.count("<details data-group") == markup.count("<h3>") > 5
    assert markup.count("<details data-group open>") == 1
