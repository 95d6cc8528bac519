// @ts-check
// What of a matrix is shown: which rows, columns and cells the filters leave, in which order. No document here.
import { SIGNS, isApart } from "./data.js";

/** @typedef {import("./data.js").Matrix} Matrix */
/** @typedef {import("./data.js").Term} Term */
/** @typedef {import("./data.js").Cell} Cell */

/**
 * @typedef {Record<string, string>} Filters  names and values of the form's fields; empty ones are left out
 *
 * @typedef {object} Line
 * @property {Term} row
 * @property {number} total
 * @property {{ cell: Cell, hit: boolean }[]} cells
 *
 * @typedef {object} View
 * @property {{ column: Term, total: number }[]} columns
 * @property {Line[]} lines
 * @property {number} hits
 */

/**
 * @param {Matrix} matrix
 * @param {Filters} filters
 * @returns {View}
 */
export function makeView(matrix, filters) {
  const least = Number(filters.least) || matrix.usual;
  const inTable = (/** @type {Term} */ term) => term.named >= least;
  const rows = matrix.rows.filter(inTable);
  const columns = matrix.columns.filter(inTable);
  const totals = countStudies(matrix, rows, columns);
  const order = filters.sort === "name" ? byName : byTotal(totals);
  const passes = makeTest(filters);
  const fills = (/** @type {Cell} */ cell) => passes(cell) && (cell.state !== "not studied" || filters.state === "not studied");

  let shownRows = rows.filter(hasWords(filters.rows)).sort(order);
  let shownColumns = columns.filter(hasWords(filters.columns)).sort(order);
  if (filters.hide) {
    const [allRows, allColumns] = [shownRows, shownColumns];
    shownRows = allRows.filter((row) => allColumns.some((column) => fills(matrix.cell(row, column))));
    shownColumns = allColumns.filter((column) => allRows.some((row) => fills(matrix.cell(row, column))));
  }
  const lines = shownRows.map((row) => ({
    row,
    total: totals.get(row) ?? 0,
    cells: shownColumns.map((column) => {
      const cell = matrix.cell(row, column);
      return { cell, hit: passes(cell) };
    }),
  }));
  return {
    columns: shownColumns.map((column) => ({ column, total: totals.get(column) ?? 0 })),
    lines,
    hits: lines.reduce((sum, line) => sum + line.cells.filter(({ hit }) => hit).length, 0),
  };
}

/**
 * The cells of a view as rows of a file, with the columns of the query x-gaps, and the works that one statement names for both.
 *
 * @param {Matrix} matrix
 * @param {View} view
 * @returns {{ columns: string[], rows: string[][] }}
 */
export function toRows(matrix, view) {
  const signs = matrix.hasEffects ? SIGNS : [];
  const columns = ["table", "row", "column", "studies", "state", "works", "uncoded", ...(matrix.hasEffects ? [] : ["in_one_statement"]), ...signs.map(([, word]) => word.replaceAll(" ", "_"))];
  const rows = view.lines.flatMap((line) =>
    line.cells
      .filter(({ hit }) => hit)
      .map(({ cell }) => [
        matrix.table,
        cell.row.label,
        cell.column.label,
        String(cell.works.length),
        cell.state,
        cell.works.map((work) => work.key).join("; "),
        cell.parts.map((part) => `${part.review.id} ${part.label}`).join("; "),
        ...(matrix.hasEffects ? [] : [cell.works.filter((_, at) => cell.together[at]).map((work) => work.key).join("; ")]),
        ...signs.map(([sign]) => String(new Map(cell.signs).get(sign) ?? 0)),
      ]),
  );
  return { columns, rows };
}

/**
 * @param {Filters} filters
 * @returns {(cell: Cell) => boolean}
 */
function makeTest(filters) {
  const min = Number(filters.min) || 0;
  const sign = SIGNS.find(([, word]) => word === filters.direction)?.[0];
  return (cell) =>
    (!filters.state || cell.state === filters.state) &&
    cell.works.length >= min &&
    (!filters.joint || !isApart(cell)) &&
    (!sign || cell.signs.some(([one]) => one === sign)) &&
    (!filters.review || [...cell.claims, ...cell.parts].some((one) => one.review.id === filters.review));
}

/**
 * @param {string | undefined} text
 * @returns {(term: Term) => boolean}
 */
function hasWords(text) {
  const words = (text ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return (term) => words.every((word) => term.label.toLowerCase().includes(word));
}

/**
 * @param {Matrix} matrix
 * @param {Term[]} rows
 * @param {Term[]} columns
 * @returns {Map<Term, number>}
 */
function countStudies(matrix, rows, columns) {
  /** @type {Map<Term, Set<unknown>>} */
  const found = new Map([...rows, ...columns].map((term) => [term, new Set()]));
  for (const row of rows) {
    for (const column of columns) {
      for (const work of matrix.cell(row, column).works) {
        found.get(row)?.add(work);
        found.get(column)?.add(work);
      }
    }
  }
  return new Map([...found].map(([term, works]) => [term, works.size]));
}

/**
 * @param {Term} a
 * @param {Term} b
 */
function byName(a, b) {
  return a.label.localeCompare(b.label, "en");
}

/** @param {Map<Term, number>} totals */
function byTotal(totals) {
  return (/** @type {Term} */ a, /** @type {Term} */ b) =>
    (totals.get(b) ?? 0) - (totals.get(a) ?? 0) || byName(a, b);
}
