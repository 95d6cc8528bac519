// @ts-check
// Tables whose rows a click on a column heading puts into order; without this module they stay in the order written.
import { ordered } from "./sorting.js";

/** @param {HTMLTableElement} table */
function attach(table) {
  const body = table.tBodies[0];
  const headings = [...(table.tHead?.rows[0]?.cells ?? [])];
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const direction = heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", direction);
      const rows = [...body.rows];
      const texts = rows.map((row) => [...row.cells].map((cell) => cell.textContent?.trim() ?? ""));
      body.append(...ordered(texts, column, direction).map((position) => rows[position]));
    });
  });
}

for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table.sortable"))) attach(table);
