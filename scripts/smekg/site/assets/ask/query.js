// @ts-check
// The page of a stored query: form, run, answer.

import { loadJson } from "./addresses.js";
import { highlight } from "./highlight.js";
import { bind } from "./parameters.js";
import { copies, element, embedded, reveal, Runner } from "./runner.js";
import { Labels, UserError } from "./terms.js";

/** @typedef {import("./parameters.js").Parameter} Parameter */
/**
 * @typedef {object} Query
 * @property {string} id
 * @property {string} text
 * @property {string|null} everything The query with all variables of its WHERE part.
 * @property {Parameter[]} parameters
 * @property {[string, string][]} prefixes
 */

/** @type {Query} */
const query = embedded("query-data");
const form = /** @type {HTMLFormElement} */ (element("ask"));
const runner = new Runner(query.prefixes);

/** @type {Promise<Labels>|undefined} */
let labels;
const allLabels = () => (labels ??= loadJson("data/labels.json").then((file) => new Labels(file)));

/** @param {string} name @returns {HTMLInputElement|HTMLSelectElement} */
const field = (name) => element(`param-${name}`);

/** @returns {Map<string, string>} */
function values() {
  const given = query.parameters.map(({ name }) => /** @type {[string, string]} */ ([name, field(name).value]));
  return new Map(given.filter(([, value]) => value.trim() !== ""));
}

async function run() {
  const given = values();
  for (const { name } of query.parameters) field(name).removeAttribute("aria-invalid");
  history.replaceState(null, "", given.size > 0 ? `#${new URLSearchParams([...given])}` : location.pathname + location.search);
  runner.clear();
  try {
    const sparql = await bind(query.text, query.parameters, given, allLabels);
    const everything = query.everything && (await bind(query.everything, query.parameters, given, allLabels));
    await runner.run(sparql, { everything, name: query.id });
  } catch (error) {
    runner.fail(error instanceof Error ? error.message : String(error));
    const name = error instanceof UserError ? error.parameter : undefined;
    if (name === undefined) return;
    field(name).setAttribute("aria-invalid", "true");
    field(name).focus();
  }
}

/** Show the command that gives the same answer. */
function showCommand() {
  const given = [...values()].map(([name, value]) => ` --param ${quoted(`${name}=${value}`)}`);
  element("command").textContent = `smekg query ${query.id}${given.join("")} --format csv`;
}

/** @param {string} word */
function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Fill the form from the address; a link with parameters also runs. */
function followAddress() {
  // A link inside the page has no values.
  if (!location.hash.includes("=")) return;
  const given = new URLSearchParams(location.hash.slice(1));
  const known = query.parameters.map(({ name }) => name);
  for (const name of known) field(name).value = given.get(name) ?? "";
  showCommand();
  const unknown = [...given.keys()].find((name) => !known.includes(name));
  const unlisted = known.find((name) => given.has(name) && field(name).value !== given.get(name));
  if (unknown !== undefined) {
    runner.fail(`query ${query.id} has no parameter "${unknown}"; its parameters: ${known.join(", ") || "none"}`);
  } else if (unlisted !== undefined) {
    // A list shows none of its entries where it is set to what it does not hold.
    const { values: listed = [] } = query.parameters.find(({ name }) => name === unlisted) ?? {};
    runner.fail(`parameter "${unlisted}" is one of ${listed.join(", ")}, not "${given.get(unlisted)}"`);
  } else void run();
}

/** Offer the labels that a field takes when the reader first comes to it. @param {Parameter} parameter */
function offerLabels({ name, type }) {
  const list = document.getElementById(`list-${name}`);
  if (!list) return;
  field(name).addEventListener(
    "focus",
    async () => {
      const offered = type === "work" ? Object.keys(await loadJson("data/works.json")) : (await allLabels()).list(type);
      list.replaceChildren(...offered.map((label) => new Option("", label)));
    },
    { once: true },
  );
}

/** The editor gets the query with the values of the form. @param {MouseEvent} event */
async function openEditor(event) {
  const given = values();
  if (given.size === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const text = await bind(query.text, query.parameters, given, allLabels);
    location.href = `sparql.html#${new URLSearchParams({ query: text })}`;
  } catch (error) {
    runner.fail(error instanceof Error ? error.message : String(error));
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void run();
});
form.addEventListener("input", showCommand);
addEventListener("hashchange", followAddress);
query.parameters.forEach(offerLabels);
highlight(element("sparql"));
copies(element("copy-sparql"), () => element("sparql").textContent ?? "");
copies(element("copy-command"), () => element("command").textContent ?? "");
element("to-editor").addEventListener("click", openEditor);
reveal();
followAddress();
