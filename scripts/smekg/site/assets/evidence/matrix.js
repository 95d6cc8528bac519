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
/** @typedef {import("./data.js").Term} Term */

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
  told.textContent = view.hits ? `${size}, ${counted(view.hits, "cell", "cells")}` : "No cell passes these filters.";
}

function change() {
  show();
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

/** @param {Cell | null} cell */
function showCell(cell) {
  opened = cell;
  panel.hidden = !cell;
  markOpened();
  if (!cell) return;
  const title = make("h2", { id: "cell-title", tabindex: "-1" }, link(cell.row), " × ", link(cell.column));
  const close = make("button", { type: "button" }, "Close");
  close.addEventListener("click", closeCell);
  panel.replaceChildren(make("div", { class: "head" }, title, close), ...describe(matrix, cell));
  panel.scrollTop = 0;
}

/** @param {Cell} cell */
function openCell(cell) {
  showCell(cell);
  remember();
  panel.querySelector("h2")?.focus();
}

function closeCell() {
  const button = opened && grid.find(opened);
  showCell(null);
  remember();
  (button ?? table.querySelector("[tabindex='0']"))?.focus();
}

/** @param {Record<string, string>} asked */
function restore(asked) {
  fillForm(form, asked);
  show();
  const [row, column] = (asked.cell ?? "").split("--");
  const named = (/** @type {Term[]} */ terms, /** @type {string} */ key) => terms.find((term) => term.key === key);
  const [rowTerm, columnTerm] = [named(matrix.rows, row), named(matrix.columns, column)];
  showCell(rowTerm && columnTerm ? matrix.cell(rowTerm, columnTerm) : null);
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(change));
form.addEventListener("input", () => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(change);
});
document.querySelector("#download")?.addEventListener("click", () => {
  const { columns, rows } = toRows(matrix, view);
  download(`${matrix.table}.csv`, toCsv(columns, rows));
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && opened && panel.contains(document.activeElement)) closeCell();
});
addEventListener("hashchange", () => {
  const asked = readAddress();
  if (asked) restore(asked);
});
restore(readAddress() ?? {});
