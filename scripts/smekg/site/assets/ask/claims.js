// @ts-check
// Names of claims in the texts of an answer, such as `g21-3-3-2-06`: which are claims, and links in their place.

import { addressOf, siteRoot } from "./addresses.js";

/** @typedef {import("./graph-worker.js").Answer} Answer */

const CLAIM = "https://w3id.org/smekg/id/claim/";
const STATED_IN = "https://w3id.org/smekg/ontology#statedIn";
/** What may be the name of a claim; names of queries and elements look alike, so the graph is asked. */
const NAME = /(?<![\w/#.-])[a-z]+\d+(?:-[a-z0-9]+)+(?![\w-])/g;
/** Names asked about at once. */
const AT_ONCE = 1000;

/**
 * Find the claims that texts of an answer name.
 *
 * @param {{run: (sparql: string) => Promise<Answer>}} graph
 * @param {Answer} answer
 * @returns {Promise<Set<string>>} Their names.
 */
export async function claimsNamed(graph, { rows, kinds }) {
  const texts = rows.flatMap((row, at) => row.filter((_, column) => kinds[at][column] !== "iri"));
  const names = [...new Set(texts.flatMap((text) => text.match(NAME) ?? []))];
  const found = new Set();
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const values = names.slice(at, at + AT_ONCE).map((name) => `<${CLAIM}${name}>`).join(" ");
    const known = await graph.run(`SELECT DISTINCT ?claim WHERE { VALUES ?claim { ${values} } ?claim <${STATED_IN}> ?review }`);
    for (const [claim] of known.rows) found.add(claim.slice(CLAIM.length));
  }
  return found;
}

/**
 * Cut a text at the names of claims.
 *
 * @param {string} text
 * @param {Set<string>} claims
 * @returns {{ text: string, address: string|null }[]} The pieces in order; of a claim with the address of its page.
 */
export function pieces(text, claims) {
  const found = [];
  let end = 0;
  for (const { 0: name, index } of text.matchAll(NAME)) {
    if (!claims.has(name)) continue;
    if (index > end) found.push({ text: text.slice(end, index), address: null });
    found.push({ text: name, address: addressOf(CLAIM + name) });
    end = index + name.length;
  }
  if (end < text.length) found.push({ text: text.slice(end), address: null });
  return found;
}

/**
 * Write a text with links to the claims that it names.
 *
 * @param {string} text
 * @param {Set<string>} claims
 * @returns {(Node|string)[]}
 */
export function linked(text, claims) {
  return pieces(text, claims).map(({ text: shown, address }) => {
    if (address === null) return shown;
    const link = document.createElement("a");
    link.href = siteRoot() + address;
    link.textContent = shown;
    return link;
  });
}
