// @ts-check
// Colours for SPARQL that is shown and not edited; the class names are those of the editor.

import { tokens } from "./sparql.js";

const KEYWORDS = new Set(
  (
    "ADD ALL AS ASC ASK BASE BIND BY CONSTRUCT DESC DESCRIBE DISTINCT EXISTS FALSE FILTER FROM GRAPH GROUP HAVING IN " +
    "LIMIT MINUS NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT SEPARATOR SERVICE SILENT TRUE UNDEF UNION VALUES WHERE"
  ).split(" "),
);
/** @type {Record<string, string>} */
const CLASSES = { iri: "tok-atom", name: "tok-atom", string: "tok-string", variable: "tok-variableName", number: "tok-number", language: "tok-meta" };

/**
 * Colour the text of an element.
 *
 * @param {Element} code
 */
export function highlight(code) {
  const text = code.textContent ?? "";
  /** @type {(Node|string)[]} */
  const parts = [];
  let at = 0;
  const plain = (/** @type {number} */ end) => {
    // Between tokens there are blank space and comments only.
    for (const part of text.slice(at, end).split(/(#[^\n]*)/)) parts.push(part.startsWith("#") ? span("tok-comment", part) : part);
    at = end;
  };
  for (const token of tokens(text)) {
    plain(token.start);
    const keyword = token.kind === "word" && KEYWORDS.has(token.text.toUpperCase());
    const name = keyword ? "tok-keyword" : CLASSES[token.kind];
    parts.push(name ? span(name, token.text) : token.text);
    at = token.end;
  }
  plain(text.length);
  code.replaceChildren(...parts);
}

/**
 * @param {string} name
 * @param {string} text
 */
function span(name, text) {
  const part = document.createElement("span");
  part.className = name;
  part.textContent = text;
  return part;
}
