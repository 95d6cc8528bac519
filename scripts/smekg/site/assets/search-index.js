// The index behind the search box and the search page, read when it is first needed.
import { fold } from "./folding.js";
import MiniSearch from "./vendor/minisearch.js";

/** @typedef {{id: string, address: string, title: string, kind: string, words: string}} Entry */

const OPTIONS = {
  fields: ["title", "words"],
  storeFields: ["address", "title", "kind"],
  processTerm: (/** @type {string} */ term) => fold(term),
};
const QUERY = {
  prefix: (/** @type {string} */ term) => term.length > 1,
  fuzzy: (/** @type {string} */ term) => (term.length > 4 ? 0.2 : 0),
  boost: { title: 3 },
  combineWith: "AND",
  // Terms and works come before the many claims that mention them.
  boostDocument: (/** @type {string} */ _id, /** @type {string} */ _term, /** @type {any} */ stored) =>
    ({ review: 1.6, term: 1.4, study: 1.4, query: 0.9, claim: 0.6 })[stored.kind] ?? 1,
};
const FILES = ["search/terms.json", "search/claims.json"];

const root = document.body.dataset.root ?? "./";
const index = new MiniSearch(OPTIONS);
/** @type {Promise<void>[] | undefined} */
let loading;

async function load(/** @type {string} */ file) {
  const answer = await fetch(root + file);
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  /** @type {[string, string, string, string][]} */
  const entries = await answer.json();
  const documents = entries.map(([address, title, kind, words]) => ({ id: address, address, title, kind, words }));
  await index.addAllAsync(documents, { chunkSize: 500 });
}

/** Start to read the index; the first promise is for terms and works, the last for everything. */
export function prepare() {
  loading ??= FILES.map(load);
  return loading;
}

/**
 * Search what has been read so far.
 * @param {string} text
 * @returns {Entry[]} best first
 */
export function find(text) {
  return /** @type {any[]} */ (index.search(text, QUERY));
}

/** @param {string} address */
export const linkTo = (address) => root + address.split("/").map(encodeURIComponent).join("/");
