// @ts-check
// What the editor offers while the reader types: prefixes, variables, keywords, and smekg's terms with their labels.

import { loadJson } from "./addresses.js";
import { shortened } from "./results.js";
import { declaredPrefixes, tokens } from "./sparql.js";

/** @typedef {{name: string, label: string, kind: string}} Term */
/** @typedef {{text: string, from: number, before: string, explicit: boolean}} Word */

const MOST = 60;
const WORK = "https://w3id.org/smekg/id/work/";
const KEYWORDS =
  "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS BIND VALUES GROUP BY HAVING ORDER LIMIT OFFSET ASK CONSTRUCT DESCRIBE COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT CONTAINS STRSTARTS STRENDS REGEX LCASE UCASE STRLEN CONCAT REPLACE COALESCE BOUND EXISTS".split(
    " ",
  );

/**
 * Make the function that completes a word.
 *
 * @param {[string, string][]} prefixes
 * @param {() => string} text The whole query.
 * @returns {(word: Word) => Promise<any>}
 */
export function completer(prefixes, text) {
  const longestFirst = [...prefixes].sort((a, b) => b[1].length - a[1].length);
  /** @type {Promise<Term[]>|undefined} */
  let loading;
  return async ({ text: word, from, before }) => {
    if (/\bprefix\s+$/i.test(before)) return { from, options: prefixes.map(declaration) };
    if (/^[?$]/.test(word)) return { from, options: variables(text(), word) };
    loading ??= loadTerms(longestFirst);
    const terms = await loading;
    const found = matching(terms, word).map((term) => termOption(term, prefixes));
    const words = word.includes(":") ? [] : KEYWORDS.filter((keyword) => keyword.startsWith(word.toUpperCase()));
    const spaces = word.includes(":") ? [] : prefixes.filter(([prefix]) => prefix.startsWith(word));
    return {
      from,
      filter: false,
      options: [
        ...words.map((keyword) => ({ label: keyword, type: "keyword" })),
        ...spaces.map(([prefix, namespace]) => ({ label: `${prefix}:`, detail: namespace, type: "namespace" })),
        ...found,
      ].slice(0, MOST),
    };
  };
}

/** @param {[string, string]} pair */
function declaration([prefix, namespace]) {
  return { label: `${prefix}:`, detail: namespace, apply: `${prefix}: <${namespace}>`, type: "namespace" };
}

/**
 * @param {string} query
 * @param {string} word What is being typed is no variable yet.
 */
function variables(query, word) {
  const names = tokens(query).filter(({ kind, text }) => kind === "variable" && text !== word);
  return [...new Set(names.map(({ text }) => text))].sort().map((label) => ({ label, type: "variable" }));
}

/**
 * @param {[string, string][]} prefixes The longest namespace first.
 * @returns {Promise<Term[]>}
 */
async function loadTerms(prefixes) {
  const [labels, works] = await Promise.all([loadJson("data/labels.json"), loadJson("data/works.json")]);
  /** @type {Map<string, Term>} */
  const found = new Map();
  const add = (/** @type {string} */ iri, /** @type {string} */ label, /** @type {string} */ kind) => {
    // The first label is the preferred one.
    if (!found.has(iri)) found.set(iri, { name: shortened(iri, prefixes), label, kind });
  };
  for (const [kind, entries] of Object.entries(labels.kinds)) {
    for (const [label, ...rests] of entries) for (const rest of rests) add(labels.base + rest, label, kind);
  }
  for (const [key, { printed }] of Object.entries(works)) add(WORK + key, printed[0] ?? key, "work");
  return [...found.values()].filter(({ name }) => !name.includes("://"));
}

/**
 * @param {Term[]} terms
 * @param {string} word
 */
function matching(terms, word) {
  const wanted = word.toLowerCase();
  if (wanted === "") return [];
  const rank = (/** @type {Term} */ { name, label }) => {
    const local = name.slice(name.indexOf(":") + 1).toLowerCase();
    if (name.toLowerCase().startsWith(wanted)) return 0;
    if (local.startsWith(wanted) || label.toLowerCase().startsWith(wanted)) return 1;
    return local.includes(wanted) || label.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return terms
    .map((term) => ({ term, order: rank(term) }))
    .filter(({ order }) => order < 3)
    .sort((a, b) => a.order - b.order || a.term.name.length - b.term.name.length || (a.term.name < b.term.name ? -1 : 1))
    .slice(0, MOST)
    .map(({ term }) => term);
}

/**
 * A term, and its prefix where the query lacks it.
 *
 * @param {Term} term
 * @param {[string, string][]} prefixes
 */
function termOption({ name, label, kind }, prefixes) {
  const prefix = name.slice(0, name.indexOf(":"));
  return {
    label: name,
    detail: label,
    type: kind,
    apply(/** @type {any} */ view, /** @type {unknown} */ _option, /** @type {number} */ from, /** @type {number} */ to) {
      const declared = declaredPrefixes(view.state.doc.toString()).has(prefix);
      const namespace = prefixes.find(([known]) => known === prefix)?.[1];
      const head = declared || namespace === undefined ? "" : `PREFIX ${prefix}: <${namespace}>\n`;
      view.dispatch({
        changes: [...(head ? [{ from: 0, insert: head }] : []), { from, to, insert: name }],
        selection: { anchor: head.length + from + name.length },
        userEvent: "input.complete",
      });
    },
  };
}
