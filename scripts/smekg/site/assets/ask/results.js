// @ts-check
// An answer as a table that can be sorted. Long tables are filled in steps, so that the page stays responsive.

import { addressOf, siteRoot } from "./addresses.js";
import { linked } from "./claims.js";
import { isNumeric, ordered } from "../sorting.js";

/** @typedef {import("./graph-worker.js").Answer} Answer */
/** @typedef {"ascending"|"descending"|null} Direction */

/** Rows that are added before the page may do something else. */
const STEP = 100;
/** Rows that are shown without being asked for. */
const AT_FIRST = 1000;
/** Rows that the button adds. */
const MORE = 2000;
/** @type {Record<string, Direction>} */
const NEXT = { none: "ascending", ascending: "descending", descending: null };

export class ResultTable {
  /**
   * @param {HTMLElement} frame Gets the table.
   * @param {HTMLButtonElement} more Shows further rows.
   * @param {(message: string) => void} tell Tells readers of a screen what changed.
   * @param {[string, string][]} prefixes Prefixes and namespaces by which IRIs are shortened.
   */
  constructor(frame, more, tell, prefixes) {
    this.frame = frame;
    this.more = more;
    this.tell = tell;
    this.prefixes = [...prefixes].sort((a, b) => b[1].length - a[1].length);
    /** @type {Answer|null} */
    this.answer = null;
    /** @type {Set<string>} Names of claims that texts may hold. */
    this.claims = new Set();
    /** @type {number[]} */
    this.order = [];
    this.filling = 0;
    this.body = document.createElement("tbody");
    more.addEventListener("click", () => this.fill(this.body.rows.length + MORE));
  }

  /**
   * @param {Answer} answer
   * @param {Set<string>} claims Names of claims that stand in its texts.
   */
  show(answer, claims) {
    this.answer = answer;
    this.claims = claims;
    this.numeric = answer.columns.map((_, column) => isNumeric(answer.rows, column));
    this.body = document.createElement("tbody");
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    head.append(...answer.columns.map((column, at) => this.heading(column, at)));
    table.append(this.body);
    this.frame.replaceChildren(table);
    this.sort(0, null);
  }

  /**
   * @param {string} column
   * @param {number} at
   */
  heading(column, at) {
    const heading = document.createElement("th");
    heading.scope = "col";
    if (this.numeric?.[at]) heading.className = "number";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = column.replaceAll("_", " ");
    button.addEventListener("click", () => {
      const direction = NEXT[heading.getAttribute("aria-sort") ?? "none"];
      for (const other of this.frame.querySelectorAll("th")) other.removeAttribute("aria-sort");
      if (direction) heading.setAttribute("aria-sort", direction);
      this.sort(at, direction);
      this.tell(direction ? `Sorted by ${column}, ${direction}.` : "In the order of the answer.");
    });
    heading.append(button);
    return heading;
  }

  /**
   * @param {number} column
   * @param {Direction} direction
   */
  sort(column, direction) {
    const { rows } = /** @type {Answer} */ (this.answer);
    this.order = ordered(rows, column, direction);
    this.body.replaceChildren();
    this.fill(AT_FIRST);
  }

  /** @param {number} wanted How many rows are to be shown. */
  fill(wanted) {
    const turn = ++this.filling;
    const until = Math.min(wanted, this.order.length);
    const step = () => {
      const { body } = this;
      if (turn !== this.filling) return;
      const from = body.rows.length;
      body.append(...this.order.slice(from, Math.min(from + STEP, until)).map((row) => this.row(row)));
      if (body.rows.length < until) setTimeout(step);
    };
    step();
    const left = this.order.length - until;
    this.more.hidden = left === 0;
    this.more.textContent = `Show ${Math.min(MORE, left).toLocaleString("en")} more of ${left.toLocaleString("en")} rows`;
  }

  /** @param {number} at */
  row(at) {
    const { rows, kinds } = /** @type {Answer} */ (this.answer);
    const row = document.createElement("tr");
    row.append(...rows[at].map((value, column) => this.cell(value, kinds[at][column], column)));
    return row;
  }

  /**
   * @param {string} value
   * @param {string} kind
   * @param {number} column
   */
  cell(value, kind, column) {
    const cell = document.createElement("td");
    if (this.numeric?.[column]) cell.className = "number";
    if (kind.startsWith("@")) cell.lang = kind.slice(1);
    if (kind !== "iri") {
      cell.append(...(this.claims.size > 0 ? linked(value, this.claims) : [value]));
      return cell;
    }
    const address = addressOf(value);
    const shown = document.createElement(address === null ? "code" : "a");
    if (address !== null) shown.setAttribute("href", siteRoot() + address);
    shown.textContent = shortened(value, this.prefixes);
    cell.append(shown);
    return cell;
  }
}

/**
 * @param {string} iri
 * @param {[string, string][]} prefixes The longest namespace first.
 * @returns {string} As a prefixed name where one fits.
 */
export function shortened(iri, prefixes) {
  const found = prefixes.find(([, namespace]) => iri.startsWith(namespace));
  if (!found) return iri;
  const local = iri.slice(found[1].length);
  return /^[A-Za-z0-9_](?:[\w.-]*[\w-])?$/.test(local) ? `${found[0]}:${local}` : iri;
}
