"""The explorer as its users meet it: search, looks, keyboard, accessibility, narrow screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from browser.page_types import BRIEF, IN_THE_DARK, PAGE_TYPES

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Route

Contexts = Callable[..., "BrowserContext"]


#: In the dark only what depends on colours can differ.
FOUND = {"resultTypes": ["violations"]}
RULES = {"light": FOUND, "dark": {**FOUND, "runOnly": ["color-contrast", "link-in-text-block"]}}


@pytest.mark.parametrize(
    ("scheme", "addresses"),
    [
        ("light", BRIEF),
        ("dark", IN_THE_DARK),
        pytest.param("light", PAGE_TYPES, marks=pytest.mark.slow),
        pytest.param("dark", PAGE_TYPES, marks=pytest.mark.slow),
    ],
    ids=["light", "dark", "light everywhere", "dark everywhere"],
)
def test_axe_finds_no_violation_on_any_type_of_page(
    open_context: Contexts, scheme: str, addresses: tuple[str, ...]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_context(color_scheme=scheme).new_page()
    found = {}
    for address in addresses:
        page.goto(address, wait_until="networkidle")
        violations = axe.run(page, options=RULES[scheme]).response["violations"]
        if violations:
            found[address] = [(v["id"], [node["html"][:160] for node in v["nodes"][:3]]) for v in violations]
    assert not found


@pytest.mark.parametrize("width", [360, 768])
def test_no_page_is_wider_than_a_narrow_screen(open_context: Contexts, width: int) -> None:
    page = open_context(viewport={"width": width, "height": 740}).new_page()
    wide = {}
    for address in PAGE_TYPES:
        page.goto(address)
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            wide[address] = needed
    assert not wide


def test_search_finds_a_study_as_one_types(page: Page) -> None:
    page.goto("index.html")
    page.get_by_role("combobox", name="Search").fill("boehe")
    page.get_by_role("option", name="Boehe (2013)").first.click()
    page.wait_for_url("**/id/work/boehe2013.html")
    assert "Boehe" in page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zuluchisanga2020", "Zulu-Chisanga et al. (2020)"),
        ("Moller 2009", "Tuusjärvi and Möller (2009)"),
        ("joint ventur", "joint venture"),
        ("export performence", "export performance"),
        ("members of an industry association", "Members of an industry association would lean"),
    ],
)
def test_search_takes_keys_words_without_accents_beginnings_and_statements(
    page: Page, typed: str, found: str
) -> None:
    page.goto("index.html")
    page.get_by_role("combobox", name="Search").fill(typed)
    page.get_by_role("option", name=found).first.wait_for()


@pytest.mark.parametrize("name", ["cluster", "network", "export", "governance", "joint venture"])
def test_what_is_called_just_so_is_found_first(page: Page, name: str) -> None:
    page.goto("index.html")
    page.get_by_role("combobox", name="Search").fill(name)
    first = "document.querySelector('.suggestions li span')?.textContent"
    # What has been read of the index so far is shown at once; the terms may come after the claims.
    page.wait_for_function(f"{first} === {name!r}", timeout=10_000)


def test_the_search_page_filters_by_kind(page: Page) -> None:
    page.goto("search.html?q=cluster")
    page.get_by_label("Kind").select_option("study")
    page.wait_for_function("document.querySelector('#hits li .tag')?.textContent === 'study'")
    assert set(page.locator("#hits .tag").all_inner_texts()) == {"study"}


def test_the_keyboard_alone_leads_from_the_start_to_a_claim(page: Page) -> None:
    page.goto("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("/")
    page.keyboard.type("cisi 2020")
    page.get_by_role("option", name="Cisi et al. (2020)").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/work/cisi2020.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    for _ in range(60):
        page.keyboard.press("Tab")
        if "/id/claim/" in (page.evaluate("document.activeElement.href") or ""):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/claim/**")


def test_escape_closes_the_suggestions_and_enter_leads_to_the_search_page(page: Page) -> None:
    page.goto("index.html")
    box = page.get_by_role("combobox", name="Search")
    box.fill("cluster")
    page.get_by_role("option").first.wait_for()
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    box.press("Enter")
    page.wait_for_url("**/search.html?q=cluster")


def test_a_late_part_of_the_index_opens_no_list_that_escape_closed(page: Page) -> None:
    waiting: list[Route] = []
    page.route("**/search/terms.json", lambda route: waiting.append(route))  # noqa: PLW0108 - it is given attributes
    page.goto("index.html")
    box = page.get_by_role("combobox", name="Search")
    box.fill("cluster")
    page.get_by_role("option").first.wait_for()
    box.press("Escape")
    with page.expect_response("**/search/terms.json") as late:
        for route in waiting:
            route.continue_()
    late.value.finished()
    page.wait_for_function("import('./assets/search-index.js').then((index) => Promise.all(index.prepare()))")
    assert box.get_attribute("aria-expanded") == "false"
    box.press("End")
    box.type("s")
    page.get_by_role("option", name="clusters").first.wait_for()


def test_the_theme_follows_the_system_and_a_choice_lasts(open_context: Contexts) -> None:
    page = open_context(color_scheme="dark").new_page()
    page.goto("index.html")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.get_by_role("button", name="Theme: system").click()
    light = page.evaluate(ground)
    assert dark != light
    page.goto("download.html")
    assert page.evaluate(ground) == light
    page.get_by_role("button", name="Theme: light").click()
    assert page.evaluate(ground) == dark


def test_a_factor_of_the_picture_shows_what_it_is_connected_to(page: Page) -> None:
    page.goto("index.html")
    figure = page.get_by_role("region", name="Integrated framework")
    figure.get_by_role("link", name="institutional support").focus()
    told = page.locator("#connected")
    # Zahoor et al. (2020), stream 1: support by institutions can enable international success.
    assert "institutional support works on international success (" in told.inner_text()
    # Its stream 2: the effect of networks between persons is weaker in family firms.
    figure.get_by_role("link", name="family ownership, negative").focus()
    assert "weakens the effect of interpersonal network on international success" in told.inner_text()
    figure.get_by_role("link", name="institutional support").press("Enter")
    page.wait_for_url("**/id/concept/institutional-support.html")


def test_without_scripts_pages_can_be_read(open_context: Contexts) -> None:
    page = open_context(java_script_enabled=False).new_page()
    for address in PAGE_TYPES:
        page.goto(address)
        assert page.get_by_role("heading", level=1).is_visible(), address
    page.goto("index.html")
    figure = page.get_by_role("region", name="Integrated framework")
    figure.get_by_role("link", name="alliance", exact=True).click()
    page.wait_for_url("**/ontology/Alliance.html")


def test_in_print_there_is_the_text_and_no_controls(page: Page) -> None:
    page.goto("id/claim/g21-3-3-1-188.html")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Sections").is_visible()
    assert not page.locator("form.search").is_visible()
    assert page.get_by_role("heading", level=1).is_visible()
