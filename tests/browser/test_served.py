"""The site as `smekg serve` shows it: under its content policy the pages still do all they do elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from browser.asking import ask
from serve.running import started

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_pages_and_questions_work_under_the_policy_of_the_server(
    browser: Browser, site: Path, dist: Path
) -> None:
    with started(site, dist) as server:
        page = browser.new_context(base_url=f"http://127.0.0.1:{server.port}/").new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        for address in ("index.html", "evidence/type-theory.html", "ask/sparql.html", "id/work/boehe2013"):
            page.goto(address, wait_until="networkidle")
        ask(page, "g21-table-2", {})
        assert page.get_by_role("cell", name="Resource-Based View", exact=False).first.is_visible()
        query = "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c <https://w3id.org/smekg/ontology#origin> ?o }"
        answer = page.evaluate(
            "async (query) => (await fetch('/sparql?query=' + encodeURIComponent(query))).json()", query
        )
        claims = json.loads((dist / "current" / "stats.json").read_text(encoding="utf-8"))["claims"]
        total = sum(review["total"] for review in claims.values())
        assert int(answer["results"]["bindings"][0]["n"]["value"]) == total
        assert faults == []
        page.context.close()
