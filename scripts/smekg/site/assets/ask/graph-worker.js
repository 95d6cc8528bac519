// @ts-check
// The graph and the query engine, in a thread of their own: the page stays free, and can end them.

import { groupFromLeft } from "./arithmetic.js";
import { queryForm } from "./sparql.js";
import { fetchUnpacked } from "./unpack.js";
import { initSync, Store } from "../vendor/oxigraph.js";

/**
 * @typedef {object} Answer
 * @property {"SELECT"|"ASK"|"CONSTRUCT"|"DESCRIBE"} form
 * @property {string[]} columns
 * @property {string[][]} rows Texts of the terms; an unbound cell is an empty text.
 * @property {string[][]} kinds For each cell `iri`, `blank`, `triple`, `@` and a language, `^` and a datatype,
 *   `text` for a plain literal, or an empty text where nothing is bound.
 * @property {boolean} more Whether the query has more rows than were taken.
 * @property {string} [triples] What a CONSTRUCT or DESCRIBE made, as N-Triples.
 * @property {number} milliseconds How long the query took.
 */

const XSD_STRING = "http://www.w3.org/2001/XMLSchema#string";
const RESULTS_JSON = "application/sparql-results+json";

/** @type {Promise<any>|undefined} */
let opening;

addEventListener("message", async ({ data }) => {
  let store;
  try {
    opening ??= openStore(data.engine, data.graph);
    store = await opening;
  } catch (error) {
    postMessage({ type: "failure", id: data.id, message: `the graph cannot be loaded: ${told(error)}`, fatal: true });
    return;
  }
  if (data.sparql === undefined) return;
  try {
    postMessage({ type: "answer", id: data.id, answer: answer(store, data.sparql, data.limit) });
  } catch (error) {
    postMessage({ type: "failure", id: data.id, message: told(error), fatal: isFull(error) });
  }
});

/**
 * @param {string} engine Address of the packed WebAssembly module.
 * @param {string} graph Address of the packed N-Quads.
 */
async function openStore(engine, graph) {
  const progress = (/** @type {string} */ step) => (/** @type {number} */ received, /** @type {number} */ total) =>
    postMessage({ type: "progress", step, received, total });
  const [module, chunks] = await Promise.all([
    fetchUnpacked(engine, progress("engine")).then((bytes) =>
      WebAssembly.compileStreaming(new Response(bytes, { headers: { "Content-Type": "application/wasm" } })),
    ),
    fetchUnpacked(graph, progress("graph")).then(allOf),
  ]);
  postMessage({ type: "progress", step: "reading", received: 0, total: 0 });
  initSync({ module });
  const store = new Store();
  store.load(chunks, { format: "application/n-quads", no_transaction: true });
  postMessage({ type: "ready", triples: store.size });
  return store;
}

/** @param {ReadableStream<Uint8Array>} stream */
async function allOf(stream) {
  const chunks = [];
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value);
  return chunks;
}

/**
 * @param {any} store
 * @param {string} sparql
 * @param {number} limit Most rows to take.
 * @returns {Answer}
 */
function answer(store, sparql, limit) {
  const begun = performance.now();
  const form = queryForm(sparql);
  const made =
    form === "SELECT" ? selected(store, sparql, limit)
    : form === "ASK" ? asked(run(store, sparql))
    : described(run(store, sparql), limit);
  return { form: form ?? "SELECT", ...made, milliseconds: performance.now() - begun };
}

/**
 * Run a query; errors are those of the query as it was written.
 *
 * @param {any} store
 * @param {string} sparql
 * @param {object} [options]
 * @param {string} [suffix] What is tried behind the query first.
 */
function run(store, sparql, options = {}, suffix = "") {
  const union = { use_default_graph_as_union: true, ...options };
  const grouped = groupFromLeft(sparql);
  try {
    return store.query(grouped + suffix, union);
  } catch (error) {
    if (isFull(error)) throw error;
    // A query with a limit of its own takes no second one.
    if (suffix) return run(store, sparql, options);
    // What is wrong is told with the places of the reader's own text.
    if (grouped !== sparql) new Store().query(sparql);
    throw error;
  }
}

/**
 * @param {any} store
 * @param {string} sparql
 * @param {number} limit
 */
function selected(store, sparql, limit) {
  // One row beyond the limit tells that there are more, without making them all.
  const text = run(store, sparql, { results_format: RESULTS_JSON }, `\nLIMIT ${limit + 1}`);
  const { head, results } = JSON.parse(text);
  /** @type {string[]} */
  const columns = head.vars;
  const cells = results.bindings
    .slice(0, limit)
    .map((/** @type {any} */ binding) => columns.map((column) => cellOfJson(binding[column])));
  return tabulated(columns, cells, results.bindings.length > limit);
}

/** @param {boolean} yes */
function asked(yes) {
  return tabulated(["answer"], [[{ value: yes ? "true" : "false", kind: "text" }]], false);
}

/**
 * @param {any} result
 * @param {number} limit
 */
function described(result, limit) {
  if (!Array.isArray(result)) throw new Error("the page runs SELECT, ASK, CONSTRUCT and DESCRIBE");
  const cells = result
    .slice(0, limit)
    .map((quad) => [quad.subject, quad.predicate, quad.object].map(cellOfTerm));
  const triples = result.map((quad) => `${quad.subject} ${quad.predicate} ${quad.object} .\n`).join("");
  return { ...tabulated(["subject", "predicate", "object"], cells, result.length > limit), triples };
}

/** @typedef {{value: string, kind: string}} Cell */

/**
 * @param {string[]} columns
 * @param {Cell[][]} cells
 * @param {boolean} more
 */
function tabulated(columns, cells, more) {
  return {
    columns,
    rows: cells.map((row) => row.map((cell) => cell.value)),
    kinds: cells.map((row) => row.map((cell) => cell.kind)),
    more,
  };
}

/**
 * @param {any} term A term of SPARQL results in JSON.
 * @returns {Cell}
 */
function cellOfJson(term) {
  if (term === undefined) return { value: "", kind: "" };
  if (term.type === "uri") return { value: term.value, kind: "iri" };
  if (term.type === "bnode") return { value: `_:${term.value}`, kind: "blank" };
  if (term.type === "triple") {
    const { subject, predicate, object } = term.value;
    return { value: `<<( ${[subject, predicate, object].map(written).join(" ")} )>>`, kind: "triple" };
  }
  return { value: term.value, kind: literalKind(term["xml:lang"], term.datatype) };
}

/** @param {any} term */
function written(term) {
  if (term.type === "uri") return `<${term.value}>`;
  return term.type === "literal" ? JSON.stringify(term.value) : cellOfJson(term).value;
}

/**
 * @param {any} term A term of RDF/JS.
 * @returns {Cell}
 */
function cellOfTerm(term) {
  if (term.termType === "NamedNode") return { value: term.value, kind: "iri" };
  if (term.termType === "BlankNode") return { value: String(term), kind: "blank" };
  if (term.termType !== "Literal") return { value: String(term), kind: "triple" };
  return { value: term.value, kind: literalKind(term.language, term.datatype.value) };
}

/**
 * @param {string|undefined} language
 * @param {string|undefined} datatype
 */
function literalKind(language, datatype) {
  if (language) return `@${language}`;
  return datatype && datatype !== XSD_STRING ? `^${datatype}` : "text";
}

/** The engine ends itself where its memory is full, and can then be used no more. @param {unknown} error */
function isFull(error) {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

/** @param {unknown} error */
function told(error) {
  if (isFull(error)) return "the answer needs more memory than a page may use; ask for less, for example with LIMIT";
  return error instanceof Error ? error.message : String(error);
}
