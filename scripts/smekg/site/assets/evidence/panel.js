// @ts-check
// What stands behind one cell: studies and statements, or why there are none.
import { SIGNS, isApart } from "./data.js";
import { counted, joined, link, make, signMark } from "./make.js";

/** @typedef {import("./data.js").Cell} Cell */
/** @typedef {import("./data.js").Claim} Claim */
/** @typedef {import("./data.js").Matrix} Matrix */
/** @typedef {import("./data.js").Work} Work */

/**
 * @param {Matrix} matrix
 * @param {Cell} cell
 * @returns {Node[]}
 */
export function describe(matrix, cell) {
  if (cell.state === "not studied") return notStudied(matrix);
  if (cell.state === "not coded") return notCoded(cell);
  return matrix.hasEffects ? effects(cell) : reports(cell);
}

/** @param {Matrix} matrix */
function notStudied(matrix) {
  const both = matrix.hasEffects ? "for an effect of the one on the other" : "for both";
  return [
    make("p", { class: "state" }, make("span", { class: "sample none" }, "·"), " ", make("b", {}, "Not studied")),
    make(
      "p",
      {},
      `No review names a study ${both}, and none that speaks of both has an uncoded part in which one could stand. `,
      "As far as the reviews tell, this has not been studied.",
    ),
  ];
}

/** @param {Cell} cell */
function notCoded(cell) {
  const parts = cell.parts.map((part) => make("li", {}, link(part.review), ", ", link(part)));
  return [
    make("p", { class: "state" }, make("span", { class: "sample open" }, "n. c."), " ", make("b", {}, "Not coded")),
    make(
      "p",
      {},
      "No study is found, but this cell may not be empty: a review speaks of both, and these parts of it, in which a study could stand, are not coded in full:",
    ),
    make("ul", {}, ...parts),
  ];
}

/** @param {Cell} cell */
function effects(cell) {
  const words = Object.fromEntries(SIGNS);
  const signs = cell.signs.map(([sign, count]) => make("span", {}, signMark(sign, count), ` ${words[sign]}`));
  const order = (/** @type {Claim} */ claim) => SIGNS.findIndex(([sign]) => sign === claim.sign);
  const claims = [...cell.claims].sort((a, b) => order(a) - order(b));
  return [
    make("h3", {}, `${counted(cell.works.length, "study", "studies")} in ${counted(claims.length, "statement", "statements")}`),
    studies(cell.works),
    make("h3", {}, counted(claims.length, "statement", "statements")),
    make("p", { class: "signs" }, ...joined(signs, " ")),
    list(claims),
  ];
}

/** @param {Cell} cell */
function reports(cell) {
  const told = cell.works.map((work, at) => {
    const claims = cell.byWork[at];
    const how = cell.together[at] ? "both in one statement" : "in different statements";
    const summary = make("summary", {}, `${counted(claims.length, "statement", "statements")}, ${how}`);
    const behind = make("details", {}, summary, list(claims));
    return make("li", { class: "study" }, make("h4", {}, link(work)), behind);
  });
  return [
    make("h3", {}, counted(cell.works.length, "study", "studies")),
    make("p", { class: "quiet" }, `Reviews name each for ${cell.row.label} and for ${cell.column.label}, in one statement or in different ones.`),
    ...(isApart(cell) ? [make("p", {}, "No single statement names both.")] : []),
    make("ul", { class: "plain" }, ...told),
  ];
}

/** @param {Work[]} works */
function studies(works) {
  return make("ul", { class: "plain" }, ...works.map((work) => make("li", {}, link(work))));
}

/** @param {Claim[]} claims */
function list(claims) {
  const items = claims.map((claim) => {
    const meta = make("p", { class: "meta" }, link(claim.review), claim.place ? `, ${claim.place}` : "");
    if (claim.works.length) meta.append(" · ", ...joined(claim.works.map(link), "; "));
    if (claim.context) meta.append(` · ${claim.context}`);
    const statement = make("p", {}, ...(claim.sign ? [signMark(claim.sign), " "] : []), link({ label: claim.statement, address: claim.address }));
    return make("li", { class: "claim" }, statement, meta);
  });
  return make("ul", { class: "claims" }, ...items);
}
