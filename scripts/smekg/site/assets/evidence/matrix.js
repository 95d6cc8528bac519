// @ts-check
// A matrix: filters, the grid, the panel of a cell, the view in the address, the view as CSV.
import { toCsv } from "../csv.js";
import { fillForm, readAddress, readForm, writeAddress } from "./address.js";
import { readMatrix } from "./data.js";
import { download } from "./download.js";
import { makeGrid } from "./grid.js";
import { counted, link, make } from "./make.js";
import { describe } from "./panel.js";
import { makeView, toRows } from "./view.js";

/** @typedef {import("./data.js").Cell} Cell */

const form = /** @type {HTMLFormElement} */ (document.querySelector("#filters"));
const told = /** @type {HTMLElement} */ (document.querySelector("#told"));
const panel = /** @type {HTMLElement} */ (document.querySelector("#cell"));
const table = /** @type {HTMLTableElement} */ (document.querySelector("#matrix"));
const frame = /** @type {HTMLElement} */ (document.querySelector("#frame"));
const matrix = readMatrix(JSON.parse(document.querySelector("#matrix-data")?.textContent ?? ""));
const grid = makeGrid(table, frame, matrix.names, (cell) => openCell(cell));

/** @type {Cell | null} */
let opened = null;
let view = makeView(matrix, {});
let waiting = 0;

function show() {
  view = makeView(matrix, readForm(form));
  grid.show(view);
  markOpened();
  const size = `${counted(view.lines.length, "row", "rows")} × ${counted(view.columns.length, "column", "columns")}`;
  told.textContent = view.hits ? `${size}, ${counted(view.hits, "cell", "cells")}` : `No cell passes these filters.`;
  remember();
}

function remember() {
  const values = readForm(form);
  if (opened) values.cell = `${opened.row.key}--${opened.column.key}`;
  writeAddress(values);
}

function markOpened() {
  table.querySelector("[aria-expanded=true]")?.setAttribute("aria-expanded", "false");
  if (opened) grid.find(opened)?.setAttribute("aria-expanded", "true");
}

/**
 * @param {Cell} cell
 * @param {boolean} [goThere]  whether the focus goes to the panel
 */
function openCell(cell, goThere = true) {
  opened = cell;
  const title = make("h2", { id: "cell-title", tabindex: "-1" }, link(cell.row), " × ", link(cell.column));
  const close = make("button", { type: "button" }, "Close");
  close.addEventListener("click", closeCell);
  panel.replaceChildren(make("div", { class: "head" }, title, close), ...describe(matrix, cell));
  panel.hidden = false;
  panel.scrollTop = 0;
  markOpened();
  remember();
  if (goThere) title.focus();
}

function closeCell() {
  const button = opened && grid.find(opened);
  opened = null;
  panel.hidden = true;
  markOpened();
  remember();
  (button ?? frame.querySelector("[tabindex='0']"))?.focus();
}

function restore() {
  const asked = readAddress();
  if (!asked) return;
  fillForm(form, asked);
  const [row, column] = (asked.cell ?? "").split("--").map((key, at) => (at ? matrix.columns : matrix.rows).find((term) => term.key === key));
  opened = row && column ? matrix.cell(row, column) : null;
  panel.hidden = !opened;
  show();
  if (opened) openCell(opened, false);
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(show));
form.addEventListener("input", () => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(show);
});
document.querySelector("#download")?.addEventListener("click", () => {
  const { columns, rows } = toRows(matrix, view);
  download(`${matrix.table}.csv`, toCsv(columns, rows));
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && opened && panel.contains(document.activeElement)) closeCell();
});
addEventListener("hashchange", restore);
restore();
