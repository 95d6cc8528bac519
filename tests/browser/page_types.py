"""One page of each type, for what must hold of all of them."""

__all__ = ["BRIEF", "IN_THE_DARK", "PAGE_TYPES"]

#: One page of each type.
PAGE_TYPES = (
    "index.html",
    "search.html?q=cluster",
    "download.html",
    "ontology.html",
    "modules.html",
    "ontology/Cluster.html",
    "id/concept/export-performance.html",
    "id/concept/resource-based-view.html",
    "id/place/brazil.html",
    "id/claim/g21-3-3-1-188.html",
    "id/claim/z20-selection-33.html",
    "id/work/boehe2013.html",
    "id/work/guimaraes2021.html",
    "id/contradiction/g21-1-18--i10-5-2-12.html",
    "id/element/g21-table-3.html",
    "id/section/guimaraes-2021/3.3.1.html",
    "reviews/index.html",
    "reviews/guimaraes-2021/index.html",
    "reviews/zahoor-2020/index.html",
    "reviews/guimaraes-2021/g21-table-3.html",
    "reviews/zahoor-2020/z20-figure-3.html",
    "reviews/gancarczyk-2018/gg18-table-2.html",
    "reviews/guimaraes-2021/audit.html",
    "terms/index.html",
    "id/scheme/performance.html",
    "studies/index.html",
    "evidence/index.html",
    "evidence/type-theory.html",
    "evidence/antecedent-outcome.html",
    "evidence/country-type.html",
    "evidence/type-theory-cells.html",
    "evidence/contradictions.html",
    "evidence/overlap.html",
    "evidence/secondary.html",
    "evidence/words.html",
    "ask/index.html",
    "ask/g21-findings.html",
    "ask/sparql.html",
    "ask/schema.html",
    "id/query/x-gaps.html",
)
#: All but those on which there is far more of what is on the others, too; each takes as long as ten of these.
BRIEF = tuple(
    page
    for page in PAGE_TYPES
    if page
    not in {
        *("ontology.html", "terms/index.html", "studies/index.html", "ask/schema.html"),
        *("evidence/antecedent-outcome.html", "evidence/type-theory-cells.html"),
    }
)
#: Those among them that between them have all colours and style sheets.
IN_THE_DARK = (
    "index.html",
    "ontology/Cluster.html",
    "id/claim/g21-3-3-1-188.html",
    "reviews/zahoor-2020/index.html",
    "reviews/guimaraes-2021/audit.html",
    "evidence/antecedent-outcome.html",
    "evidence/contradictions.html",
    "ask/g21-findings.html",
    "ask/sparql.html",
)
