// @ts-check
// The order of rows in a table.

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/**
 * Tell whether a column holds numbers and nothing else.
 *
 * @param {string[][]} rows
 * @param {number} column
 */
export function isNumeric(rows, column) {
  const filled = rows.map((row) => row[column]).filter((cell) => cell !== "");
  return filled.length > 0 && filled.every((cell) => NUMBER.test(cell));
}

/**
 * Order rows by a column: numbers by size, texts as in a dictionary, empty cells last in both directions.
 *
 * @param {string[][]} rows
 * @param {number} column
 * @param {"ascending"|"descending"|null} direction Null for the order of the answer itself.
 * @returns {number[]} Positions of the rows; rows that are equal keep their order.
 */
export function ordered(rows, column, direction) {
  const positions = rows.map((_, position) => position);
  if (direction === null) return positions;
  const sign = direction === "ascending" ? 1 : -1;
  const compare = isNumeric(rows, column)
    ? (/** @type {string} */ a, /** @type {string} */ b) => Number(a) - Number(b)
    : collator.compare;
  return positions.sort((a, b) => {
    const [one, other] = [rows[a][column], rows[b][column]];
    if (one === "" || other === "") return Number(one === "") - Number(other === "");
    return sign * compare(one, other);
  });
}
