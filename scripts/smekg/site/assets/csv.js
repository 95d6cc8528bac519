// @ts-check
// Rows as files, with the bytes that `smekg query --format csv` and `--format json` write.

/**
 * @param {string[]} columns
 * @param {string[][]} rows
 * @returns {string}
 */
export function toCsv(columns, rows) {
  return [columns, ...rows].map((row) => `${line(row)}\n`).join("");
}

/** @param {string[]} row */
function line(row) {
  // A row of one empty cell would otherwise be an empty line, which is no row.
  if (row.length === 1 && row[0] === "") return '""';
  return row.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",");
}

/**
 * @param {string[]} columns
 * @param {string[][]} rows
 * @returns {string}
 */
export function toJson(columns, rows) {
  if (rows.length === 0) return "[]\n";
  // Written by hand because an object would put columns that look like numbers first.
  const record = (/** @type {string[]} */ row) =>
    row.length === 0
      ? "  {}"
      : `  {\n${row.map((cell, at) => `    ${quoted(columns[at])}: ${quoted(cell)}`).join(",\n")}\n  }`;
  return `[\n${rows.map(record).join(",\n")}\n]\n`;
}

/** @param {string} text */
function quoted(text) {
  return JSON.stringify(text);
}
