// @ts-check
// The works that an answer stands on, as BibTeX.

/** @typedef {import("./graph.js").Graph} Graph */
/** @typedef {import("./graph-worker.js").Answer} Answer */
/**
 * @typedef {object} WorkEntry
 * @property {string} bibtex The entry.
 * @property {string[]} printed How the reviews print the citation.
 */
/** @typedef {Record<string, WorkEntry>} WorkFile Entries by citation key. */

const WORK = "https://w3id.org/smekg/id/work/";
const CLAIM = "https://w3id.org/smekg/id/claim/";
/** Works and claims in a text; what joins several of them is no part of an IRI. */
const NAMED = /https:\/\/w3id\.org\/smekg\/id\/(?:work|claim)\/[A-Za-z0-9._-]+/g;
const ONTOLOGY = "https://w3id.org/smekg/ontology#";
/** Claims asked about at once; a query of all of them would be too long to be read quickly. */
const AT_ONCE = 500;

/**
 * Find the works that an answer stands on: those that it names by IRI, key or printed citation, those that the
 * claims behind it are based on or disputed by, and the reviews that state these claims.
 *
 * @param {Graph} graph
 * @param {Answer} shown The answer as shown.
 * @param {string|null} everything The same query with all its variables, where there is one.
 * @param {WorkFile} known
 * @returns {Promise<{keys: string[], unclear: string[]}>} Citation keys, sorted, and citations that several works share.
 */
export async function worksBehind(graph, shown, everything, known) {
  const wide = everything === null ? [] : rowsOf(shown, await graph.run(everything));
  const iris = [...new Set([...namedIris(shown.rows), ...namedIris(wide)])];
  const claims = iris.filter((iri) => iri.startsWith(CLAIM));
  const { keys, unclear } = citedIn(shown, known);
  for (const iri of [...iris, ...(await worksOfClaims(graph, claims))]) {
    if (iri.startsWith(WORK)) keys.add(iri.slice(WORK.length));
  }
  return { keys: [...keys].filter((key) => key in known).sort(), unclear: [...unclear].sort() };
}

/**
 * Write a bibliography.
 *
 * @param {string[]} keys
 * @param {WorkFile} known
 * @returns {string}
 */
export function toBibtex(keys, known) {
  return keys.map((key) => `${known[key].bibtex.trim()}\n`).join("\n");
}

/**
 * Keep the rows that stand behind an answer: those that agree with one of its rows wherever both have a value to
 * compare. HAVING and LIMIT leave out rows that the wider query has.
 *
 * @param {Answer} shown
 * @param {Answer} wide
 * @returns {string[][]}
 */
export function rowsOf(shown, wide) {
  const shared = shown.columns.filter((column) => wide.columns.includes(column));
  const key = (/** @type {string[]} */ columns) => {
    const places = shared.map((column) => columns.indexOf(column));
    return (/** @type {string[]} */ row) => JSON.stringify(places.map((place) => row[place]));
  };
  const kept = new Set(shown.rows.map(key(shown.columns)));
  const keyOf = key(wide.columns);
  return wide.rows.filter((row) => kept.has(keyOf(row)));
}

/**
 * Find the works and claims that rows name: in cells of their own, and in texts that join them.
 *
 * @param {string[][]} rows
 */
function namedIris(rows) {
  return rows.flatMap((row) => row.flatMap((cell) => cell.match(NAMED) ?? []));
}

/**
 * @param {Graph} graph
 * @param {string[]} claims
 */
async function worksOfClaims(graph, claims) {
  const works = [];
  for (let at = 0; at < claims.length; at += AT_ONCE) {
    const values = claims.slice(at, at + AT_ONCE).map((iri) => `<${iri}>`).join(" ");
    const links = ["basedOn", "disputedBy", "statedIn"].map((name) => `<${ONTOLOGY}${name}>`).join("|");
    const { rows } = await graph.run(`SELECT DISTINCT ?work WHERE { VALUES ?claim { ${values} } ?claim ${links} ?work }`);
    works.push(...rows.map(([work]) => work));
  }
  return works;
}

/**
 * Find citations in the cells: keys, and the forms in which reviews print them.
 *
 * @param {Answer} answer
 * @param {WorkFile} known
 */
export function citedIn({ rows }, known) {
  /** @type {Map<string, string[]>} */
  const printed = new Map();
  for (const [key, { printed: forms }] of Object.entries(known)) {
    for (const form of forms) printed.set(form, [...(printed.get(form) ?? []), key]);
  }
  const keys = new Set();
  const unclear = new Set();
  for (const part of new Set(rows.flat().flatMap((cell) => cell.split(/; |\n/)))) {
    const works = part in known ? [part] : (printed.get(part) ?? []);
    if (works.length > 1) unclear.add(part);
    else if (works.length === 1) keys.add(works[0]);
  }
  return { keys, unclear };
}
