// @ts-check
// The table of a matrix as a grid: one stop for the Tab key, arrow keys inside.
import { SIGNS, isApart, sharedStatements } from "./data.js";
import { counted, link, make, signMark } from "./make.js";

/** @typedef {import("./data.js").Cell} Cell */
/** @typedef {import("./data.js").Term} Term */
/** @typedef {import("./view.js").View} View */

/**
 * @param {HTMLTableElement} table
 * @param {HTMLElement} frame  what scrolls the table
 * @param {[string, string]} names
 * @param {(cell: Cell, button: HTMLElement) => void} open
 */
export function makeGrid(table, frame, names, open) {
  /** @type {WeakMap<Element, Cell>} */
  const cells = new WeakMap();
  /** What takes the focus, by line and place; the first line is the head, the first place the row's name. */
  /** @type {(HTMLElement | null)[][]} */
  let stops = [];
  let line = 1;
  let place = 1;

  table.setAttribute("role", "grid");
  frame.removeAttribute("tabindex");
  table.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const cell = button && cells.get(button);
    if (!button || !cell) return;
    settle(button);
    open(cell, button);
  });
  table.addEventListener("focusin", (event) => {
    if (event.target instanceof HTMLElement) settle(event.target);
  });
  table.addEventListener("keydown", (event) => {
    const next = target(event);
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    // Unlike the scrolling that comes with the focus, this keeps clear of the heads; see scrollPadding below.
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  /** @param {HTMLElement} element */
  function settle(element) {
    const at = element.dataset.at?.split(" ").map(Number);
    if (!at) return;
    stops[line]?.[place]?.setAttribute("tabindex", "-1");
    [line, place] = at;
    element.setAttribute("tabindex", "0");
  }

  /** @param {KeyboardEvent} event */
  function target(event) {
    if (event.altKey || event.metaKey || event.shiftKey) return null;
    const last = [stops.length - 1, (stops[0]?.length ?? 1) - 1];
    /** @type {Record<string, number[]>} */
    const moves = {
      ArrowUp: [line - 1, place],
      ArrowDown: [line + 1, place],
      ArrowLeft: [line, place - 1],
      ArrowRight: [line, place + 1],
      PageUp: [Math.max(line - 10, 0), place],
      PageDown: [Math.min(line + 10, last[0]), place],
      Home: event.ctrlKey ? [1, 1] : [line, 0],
      End: event.ctrlKey ? last : [line, last[1]],
    };
    const to = moves[event.key];
    if (!to || (event.ctrlKey && !["Home", "End"].includes(event.key))) return null;
    return stops[to[0]]?.[to[1]] ?? null;
  }

  /**
   * @param {HTMLElement} element
   * @param {number} row
   * @param {number} column
   */
  function stop(element, row, column) {
    element.setAttribute("tabindex", "-1");
    element.dataset.at = `${row} ${column}`;
    return element;
  }

  /**
   * @param {Term} term
   * @param {number} total
   * @param {number} row
   * @param {number} column
   */
  function heading(term, total, row, column) {
    const name = stop(link(term), row, column);
    const head = make("th", { scope: row ? "row" : "col" });
    const inside = row ? head : head.appendChild(make("span"));
    inside.append(name, " ", make("span", { class: "count" }, String(total)));
    return { head, name };
  }

  return {
    /** @param {View} view */
    show(view) {
      const heads = view.columns.map(({ column, total }, at) => heading(column, total, 0, at + 1));
      stops = [[null, ...heads.map(({ name }) => name)]];
      const corner = make("td", { class: "corner" }, `${names[0]} ↓ \u00a0 ${names[1]} →`);
      const rows = view.lines.map(({ row, total, cells: inLine }, at) => {
        const { head, name } = heading(row, total, at + 1, 0);
        const made = inLine.map(({ cell, hit }, column) => {
          const button = stop(makeButton(cell, hit), at + 1, column + 1);
          cells.set(button, cell);
          return { button, hit, state: cell.state };
        });
        stops.push([name, ...made.map(({ button }) => button)]);
        const tds = made.map(({ button, hit, state }) =>
          make("td", hit && state === "not coded" ? { class: "open" } : {}, button),
        );
        return make("tr", {}, head, ...tds);
      });
      table.tHead?.replaceChildren(make("tr", {}, corner, ...heads.map(({ head }) => head)));
      table.tBodies[0].replaceChildren(...rows);
      line = Math.min(line, stops.length - 1);
      place = Math.min(place, stops[0].length - 1);
      (stops[line]?.[place] ?? stops[0]?.[1])?.setAttribute("tabindex", "0");
      // What takes the focus must not hide behind the heads that stay in place.
      const top = table.tHead?.getBoundingClientRect().height ?? 0;
      const side = table.querySelector("tbody th, .corner")?.getBoundingClientRect().width ?? 0;
      frame.style.scrollPadding = `${top}px 0 0 ${side}px`;
    },
    /**
     * @param {Cell} cell
     * @returns {HTMLElement | null}
     */
    find(cell) {
      return stops.flat().find((one) => one && same(cells.get(one), cell)) ?? null;
    },
  };
}

/**
 * @param {Cell | undefined} one
 * @param {Cell} other
 */
function same(one, other) {
  return one?.row === other.row && one.column === other.column;
}

/**
 * @param {Cell} cell
 * @param {boolean} hit
 */
function makeButton(cell, hit) {
  const button = make("button", { type: "button", "aria-label": nameOf(cell, hit), "aria-expanded": "false" });
  if (!hit) return button;
  if (cell.state === "not studied") button.append("·");
  else if (cell.state === "not coded") button.append("n. c.");
  else {
    button.className = "found";
    const statements = sharedStatements(cell);
    button.append(String(cell.works.length), statements ? ` in ${statements}` : "");
    if (isApart(cell)) button.append(" ", make("span", { class: "apart" }, "apart"));
    for (const [sign, count] of cell.signs) button.append(" ", signMark(sign, count));
  }
  return button;
}

/**
 * @param {Cell} cell
 * @param {boolean} hit
 */
function nameOf(cell, hit) {
  const words = Object.fromEntries(SIGNS);
  const signs = cell.signs.map(([sign, count]) => `${count} ${words[sign]}`);
  const statements = sharedStatements(cell);
  const shared = statements ? ` in ${counted(statements, "statement", "statements")}` : "";
  const found = cell.works.length ? counted(cell.works.length, "study", "studies") + shared : cell.state;
  const told = [found, ...(isApart(cell) ? ["named for both only in different statements"] : []), ...(signs.length ? [`statements: ${signs.join(", ")}`] : []), ...(hit ? [] : ["left out by the filters"])];
  return `${cell.row.label} × ${cell.column.label}: ${told.join("; ")}`;
}
