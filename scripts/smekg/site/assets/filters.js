// @ts-check
// Forms that narrow a list or table. A form names its list by data-filters; its fields are
//   words       looked for in the text of each item, all of them, in any order;
//   any other   compared with the data attribute of that name, several values of which are parted by "|".
// Items carry data-item; a data-group without items left is hidden; details open while something is asked for.

import { fold } from "./folding.js";

/** The text of an item without that of the items in it. @param {HTMLElement} item */
function ownText(item) {
  const nodes = [...item.childNodes].filter((node) => !(node instanceof HTMLUListElement));
  return nodes.map((node) => node.textContent ?? "").join(" ");
}

/** How many things the items are; in a tree one thing may stand at several places. @param {HTMLElement[]} items */
function different(items) {
  return new Set(items.map((item) => item.id || (item.querySelector("a")?.href ?? item))).size;
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} list
 */
function attach(form, list) {
  const fields = /** @type {(HTMLInputElement|HTMLSelectElement)[]} */ ([...form.querySelectorAll("input, select")]);
  const told = form.querySelector('[role="status"]');
  const items = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[data-item]")]);
  const groups = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[data-group]")]);
  const details = [...list.querySelectorAll("details"), ...(list instanceof HTMLDetailsElement ? [list] : [])];
  const total = different(items);
  const opened = new Map(details.map((one) => [one, one.open]));
  /** @type {Map<HTMLElement, string> | undefined} Folded texts, made when words are first asked for. */
  let texts;

  const matches = (/** @type {HTMLElement} */ item, /** @type {[string, string][]} */ asked) =>
    asked.every(([name, value]) =>
      name === "words"
        ? fold(value).split(/\s+/).every((word) => texts?.get(item)?.includes(word))
        : (item.dataset[name] ?? "").split("|").includes(value),
    );

  const show = () => {
    /** @type {[string, string][]} */
    const asked = fields.map((field) => /** @type {[string, string]} */ ([field.name, field.value.trim()])).filter(([, value]) => value);
    if (asked.some(([name]) => name === "words")) {
      texts ??= new Map(items.map((item) => [item, fold(ownText(item))]));
    }
    const found = new Set(items.filter((item) => matches(item, asked)));
    /** @type {Set<Element>} Items are shown with those that they stand in. */
    const shown = new Set();
    for (const item of found) {
      for (let at = /** @type {Element|null|undefined} */ (item); at && !shown.has(at); at = at.parentElement?.closest("[data-item]")) shown.add(at);
    }
    for (const item of items) item.hidden = !shown.has(item);
    for (const group of groups) group.hidden = !group.querySelector("[data-item]:not([hidden])");
    for (const one of details) one.open = asked.length ? Boolean(one.querySelector("[data-item]:not([hidden])")) : (opened.get(one) ?? false);
    if (told) told.textContent = asked.length ? `${different([...found])} of ${total} shown` : `${total} shown`;
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  if (told) told.textContent = `${total} shown`;
  // A browser may have kept what was typed before the page was left.
  if (fields.some((field) => field.value)) show();
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-filters]"))) {
  const list = document.getElementById(form.dataset.filters ?? "");
  if (list) attach(form, list);
}
