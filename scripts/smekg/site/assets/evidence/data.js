// @ts-check
// The matrix that a page carries as JSON, with numbers turned back into things. The JSON is that of matrix_data.py.

/**
 * @typedef {object} Term
 * @property {string} key
 * @property {string} label
 * @property {string} address
 * @property {number} named  studies named for the term itself; Infinity where that does not matter
 *
 * @typedef {object} Review
 * @property {string} label
 * @property {string} address
 * @property {string} id
 *
 * @typedef {object} Work
 * @property {string} label
 * @property {string} key
 * @property {string} address
 *
 * @typedef {object} Part
 * @property {string} label
 * @property {string} address
 * @property {Review} review
 *
 * @typedef {object} Claim
 * @property {string} statement
 * @property {string} address
 * @property {Review} review
 * @property {string} place
 * @property {string} sign
 * @property {Work[]} works    those it rests on; of effects only
 * @property {string} context  places and theories that it is bound to; not of effects
 *
 * @typedef {object} Cell
 * @property {Term} row
 * @property {Term} column
 * @property {"studied" | "not studied" | "not coded"} state
 * @property {Work[]} works
 * @property {Part[]} parts
 * @property {Claim[]} claims
 * @property {Claim[][]} byWork  the claims for which each work is counted; not of effects
 * @property {boolean[]} together  whether one statement names each work for row and column alike
 * @property {[string, number][]} signs  sign to number of statements, without signs that none has; only of effects
 *
 * @typedef {object} Matrix
 * @property {string} table
 * @property {[string, string]} names
 * @property {number} usual
 * @property {boolean} hasEffects
 * @property {Term[]} rows
 * @property {Term[]} columns
 * @property {Review[]} reviews
 * @property {(row: Term, column: Term) => Cell} cell
 */

/**
 * Signs of effects, in the order in which they are counted, and the words for them.
 *
 * @type {[string, string][]}
 */
export const SIGNS = [["+", "positive"], ["−", "negative"], ["0", "null"], ["±", "mixed"], ["?", "without a sign"]];

/**
 * @param {any} json
 * @returns {Matrix}
 */
export function readMatrix(json) {
  const terms = (/** @type {any[]} */ [key, label, address, named]) => ({ key, label, address, named: named ?? Infinity });
  /** @type {Term[]} */
  const rows = json.rows.map(terms);
  /** @type {Term[]} */
  const columns = json.columns.map(terms);
  /** @type {Work[]} */
  const works = json.works.map((/** @type {string[]} */ [label, key]) => ({ label, key, address: `id/work/${key}.html` }));
  /** @type {Review[]} */
  const reviews = json.reviews.map((/** @type {string[]} */ [label, key, id]) => ({ label, id, address: `id/work/${key}.html` }));
  /** @type {Part[]} */
  const parts = json.parts.map((/** @type {[string, string, number]} */ [label, address, review]) => ({
    label,
    address,
    review: reviews[review],
  }));
  /** @type {Claim[]} */
  const claims = json.claims.map((/** @type {[string, string, number, string, string, any]} */ [statement, name, review, place, sign, more]) => ({
    statement,
    address: `id/claim/${name}.html`,
    review: reviews[review],
    place,
    sign,
    works: Array.isArray(more) ? more.map((at) => works[at]) : [],
    context: Array.isArray(more) ? "" : more,
  }));
  const hasEffects = json.table === "antecedent-outcome";
  const listed = (/** @type {number[]} */ ids) => ids.map((id) => claims[id]);

  /** @type {Map<Term, Map<Term, Cell>>} */
  const cells = new Map(rows.map((row) => [row, new Map()]));
  for (const [rowAt, columnAt, found, behind, joint] of json.cells) {
    const row = rows[rowAt];
    const column = columns[columnAt];
    const isStudied = Array.isArray(found);
    const byWork = isStudied && !hasEffects ? behind.map(listed) : [];
    const effects = isStudied && hasEffects ? listed(behind) : [];
    cells.get(row)?.set(column, {
      row,
      column,
      state: isStudied ? "studied" : "not coded",
      works: isStudied ? found.map((at) => works[at]) : [],
      parts: isStudied ? [] : behind.map((/** @type {number} */ at) => parts[at]),
      claims: hasEffects ? effects : [...new Set(byWork.flat())],
      byWork,
      together: isStudied ? found.map((/** @type {number} */ _, /** @type {number} */ at) => hasEffects || joint.includes(at)) : [],
      signs: countSigns(effects),
    });
  }
  return {
    table: json.table,
    names: json.names,
    usual: json.usual,
    hasEffects,
    rows,
    columns,
    reviews,
    cell: (row, column) =>
      cells.get(row)?.get(column) ?? { row, column, state: "not studied", works: [], parts: [], claims: [], byWork: [], together: [], signs: [] },
  };
}

/**
 * Whether a cell is counted, though no single statement names both its row and its column.
 *
 * @param {Cell} cell
 */
export function isApart({ works, together }) {
  return works.length > 0 && !together.includes(true);
}

/**
 * In how many statements the studies of a cell are named, where that is fewer than there are studies; otherwise 0.
 * Of effects only: elsewhere claims are told work by work.
 *
 * @param {Cell} cell
 */
export function sharedStatements({ works, claims, byWork }) {
  return byWork.length === 0 && claims.length < works.length ? claims.length : 0;
}

/**
 * @param {Claim[]} claims
 * @returns {[string, number][]}
 */
function countSigns(claims) {
  const count = (/** @type {string} */ sign) => claims.filter((claim) => claim.sign === sign).length;
  return SIGNS.map(([sign]) => /** @type {[string, number]} */ ([sign, count(sign)])).filter(([, number]) => number > 0);
}
