"""The tables of the papers as they are laid out, typed from print, and how a layout is compared with them."""

from __future__ import annotations

from collections.abc import Mapping

from smekg.queries.run import Rows

__all__ = ["PRINTED", "misprints"]

#: Query to rows of its printed table, each by its first cell; `*` stands for a cell that is too long to type.
PRINTED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "g21-table-2": (
        ("", "Resource-Based View (RBV)", "Transaction Costs Economics", "Uppsala Model", "Network Theory"),
        ("Number of articles", "20", "11", "13", "20"),
    ),
    "g21-table-3": (
        ("Collaboration Type", "Advantages", "Disadvantages", "Structure", "Articles"),
        (
            "Export consortia",
            "Preservation of autonomy\nRisk sharing\nBenefit from synergies\nEconomy of scale",
            "Information asymmetry\nConflicts of interest\nAgency costs",
            "Horizontal network",
            "*",
        ),
    ),
    "g21-table-4": (
        ("", "Network Administrative Organization (NAO)", "Network Contract", "Cluster Organization"),
        ("Number of articles", "2", "4", "3"),
    ),
    "gg18-table-1": (
        ("Phase", "Phase 1", "Phase 2", "Phase 3", "Phase 4"),
        (
            "Governance mode",
            "Exporting (network governance) proceeded or/and accompanied by importing",
            "Offshore outsourcing",
            "Captive offshoring (foreign direct investment)",
            "Reshoring",
        ),
        (
            "Localisation of the value chain",
            "Value chain in the source cluster",
            "Relocation to advanced economies of higher value-adding activities\n"
            "Relocation to emerging economies of lower value-adding activities",
            "Relocation to advanced economies of higher value-adding activities\n"
            "Relocation to emerging economies of lower value-adding activities",
            "Bringing the relocated activities back to the source cluster",
        ),
        (
            "Type of strategy: cost leadership",
            "exporting based on the production process efficiency",
            "offshore outsourcing of lower value-adding activities",
            "captive offshoring of lower value-adding activities",
            "Reshoring",
        ),
    ),
    "gg18-table-2": (
        ("Feasibility for SMEs", "HF", "HF", "HF", "LF", "MF", "LF"),
        ("OBJ. 1", "-", "+/-", "+/-", "+", "+/-", "+"),
        ("OBJ. 2", "+", "+", "+", "+", "-", "-"),
    ),
    "gg18-table-3": (
        (
            "Option",
            "Exporting with a focus on global niches",
            "Exporting based on upgrading towards higher-technology industries and complex products",
            "Offshore outsourcing",
            "Captive offshoring",
        ),
        ("Feasibility for SMEs", "HF", "HF", "MF", "LF"),
        ("Obj. 2", "+", "+", "+/-", "+/-"),
    ),
    # The print has the numbers of employees and the revenues in one cell; the graph tells them apart.
    "z20-table-1": (
        (
            *("Term used", "Classification of SMEs", "Number of employees: at least"),
            *("Number of employees: at most", "Revenue: at most", "Revenue: currency", "Studies", "Note"),
        ),
    ),
    "z20-table-2": (
        ("Theory", "Key concepts addressed", "How theory is used in studies", "Selected examples"),
    ),
}


def misprints(query_id: str, table: Rows) -> list[str]:
    """Find what a laid-out table has otherwise than print.

    Args:
        query_id: The query.
        table: Its answer, laid out.

    Returns:
        A sentence for each printed row that the table does not have.
    """
    rows = [table.columns, *table.rows]
    return [
        f"no row as printed: {printed}"
        for printed in PRINTED[query_id]
        if not any(
            len(row) == len(printed)
            and all(wanted in ("*", cell) for cell, wanted in zip(row, printed, strict=True))
            for row in rows
        )
    ]
