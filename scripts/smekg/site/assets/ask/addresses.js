// @ts-check
// Where the page of an IRI lies: the rules of `smekg.site.addresses`.

const ID = "https://w3id.org/smekg/id/";
const ONTOLOGY = "https://w3id.org/smekg/ontology#";
const CATALOGUE = "https://w3id.org/smekg/queries";
const GRAPH = "https://w3id.org/smekg/graph/";
const MAPPINGS = "https://w3id.org/smekg/mappings/";

/**
 * Find the page of an IRI.
 *
 * @param {string} iri
 * @returns {string|null} Its path below the site's root, encoded; null for an IRI that is not smekg's.
 */
export function addressOf(iri) {
  if (iri.startsWith(ID)) return `id/${encoded(iri.slice(ID.length))}.html`;
  if (iri.startsWith(MAPPINGS)) return `mappings/${encoded(iri.slice(MAPPINGS.length))}.html`;
  if (iri.startsWith(GRAPH)) return `graph/${encoded(iri.slice(GRAPH.length))}.ttl`;
  if (iri === CATALOGUE) return "ask/index.html";
  if (iri === ONTOLOGY.slice(0, -1)) return "ontology.html";
  if (!iri.startsWith(ONTOLOGY)) return null;
  const name = iri.slice(ONTOLOGY.length);
  const first = name.slice(0, 1);
  const lower = first !== first.toUpperCase();
  return lower ? `ontology.html#${encoded(name)}` : `ontology/${encoded(name)}.html`;
}

/** @param {string} path */
function encoded(path) {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** The way from this page to the site's root. */
export function siteRoot() {
  return document.body.dataset.root ?? "./";
}

/**
 * Load one of the site's own JSON files.
 *
 * @param {string} address Its path below the site's root.
 * @returns {Promise<any>}
 */
export async function loadJson(address) {
  const response = await fetch(siteRoot() + address);
  if (!response.ok) throw new Error(`${address} cannot be loaded (${response.status})`);
  return response.json();
}
