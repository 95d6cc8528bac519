// @ts-check
// The page for free queries: editor, prefixes, examples, links that carry a query.

import { siteRoot } from "./addresses.js";
import { completer } from "./completion.js";
import { copies, element, embedded, reveal, Runner } from "./runner.js";
import { declaredPrefixes } from "./sparql.js";

/** Key of the query in the storage of this tab. */
const KEPT = "smekg-sparql";
const PLACE = /\bat (\d+):(\d+)/;

/** @type {{prefixes: [string, string][], first: string}} */
const data = embedded("editor-data");
const runner = new Runner(data.prefixes);
const area = /** @type {HTMLTextAreaElement} */ (element("text"));

/**
 * What can hold the query: the editor, or the plain field where the editor cannot be loaded.
 *
 * @typedef {object} Holder
 * @property {string} text
 * @property {(text: string) => void} prepend
 * @property {(line: number, column: number) => void} select
 * @property {() => void} focus
 */

/** @type {Holder} */
let holder = {
  get text() {
    return area.value;
  },
  set text(value) {
    area.value = value;
  },
  prepend: (value) => (area.value = value + area.value),
  select(line, column) {
    const before = area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    area.setSelectionRange(before + column - 1, before + column);
  },
  focus: () => area.focus(),
};

/** @param {string} text */
function keep(text) {
  try {
    sessionStorage.setItem(KEPT, text);
  } catch {
    // storage may be switched off; the query then lives as long as the page
  }
}

function kept() {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

async function run() {
  const text = holder.text;
  keep(text);
  const wrong = await runner.run(text, { name: "answer" });
  const place = wrong && PLACE.exec(wrong.message);
  if (!place) return;
  holder.select(Number(place[1]), Number(place[2]));
  holder.focus();
}

/** @param {string} id A stored query. */
async function loadExample(id) {
  const response = await fetch(`${encodeURIComponent(id)}.rq`);
  if (!response.ok) {
    runner.fail(`there is no stored query "${id}"`);
    return;
  }
  const text = await response.text();
  // The header tells people and programs what the query is; the reader of the editor knows.
  holder.text = text.replace(/^(?:#\+[^\n]*\n)+/, "");
  runner.clear();
  keep(holder.text);
}

/** Insert the chosen prefix where the query does not declare it yet. */
function insertPrefix() {
  const chosen = /** @type {HTMLSelectElement} */ (element("prefix")).value;
  const namespace = data.prefixes.find(([prefix]) => prefix === chosen)?.[1];
  if (namespace !== undefined && !declaredPrefixes(holder.text).has(chosen)) {
    holder.prepend(`PREFIX ${chosen}: <${namespace}>\n`);
  }
  holder.focus();
}

/** Show what the address carries, else what this tab held, else a first query. */
async function followAddress() {
  const given = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  const [query, example] = [given.get("query"), given.get("example")];
  if (query !== null) holder.text = query;
  else if (example !== null) await loadExample(example);
}

function linkToQuery() {
  history.replaceState(null, "", `#${new URLSearchParams({ query: holder.text })}`);
  return location.href;
}

async function mountEditor() {
  try {
    const { createEditor } = await import("../vendor/codemirror.js");
    const place = element("editor");
    holder = createEditor({
      parent: place,
      text: area.value,
      label: "SPARQL query",
      describedBy: "editor-keys",
      complete: completer(data.prefixes, () => holder.text),
      onRun: () => void run(),
      onChange: keep,
    });
    place.hidden = false;
    element("plain").hidden = true;
  } catch (error) {
    // The plain field does the same, without colours and completion.
    element("editor-keys").textContent = "The editor could not be loaded; the plain field runs the same queries.";
  }
}

area.value = kept() ?? data.first;
area.addEventListener("input", () => keep(area.value));
element("query-form").addEventListener("submit", (event) => {
  event.preventDefault();
  void run();
});
element("insert-prefix").addEventListener("click", insertPrefix);
element("load-example").addEventListener("click", () => {
  const { value } = /** @type {HTMLSelectElement} */ (element("example"));
  if (value) void loadExample(value).then(() => holder.focus());
});
copies(element("copy-link"), linkToQuery);
addEventListener("hashchange", () => void followAddress());
reveal();
await mountEditor();
await followAddress();
document.body.dataset.ready = siteRoot();
