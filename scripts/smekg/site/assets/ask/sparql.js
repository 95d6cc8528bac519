// @ts-check
// Reading SPARQL as far as the page needs it: its tokens, the form of a query, its prefixes.

/**
 * @typedef {object} Token
 * @property {"iri"|"string"|"variable"|"number"|"name"|"blank"|"language"|"word"|"sign"} kind
 * @property {string} text
 * @property {number} start Offset of its first character.
 * @property {number} end Offset behind its last character.
 */

const NAME_START = "\\p{L}_";
const NAME_PART = `${NAME_START}\\p{M}\\p{N}\\u00b7\\u203f\\u2040\\-`;
const LOCAL_PART = `[${NAME_PART}:]|%[0-9A-Fa-f]{2}|\\\\[_~.\\-!$&'()*+,;=/?#@%]`;

/** What may stand in a query, longest first where one begins another. */
const GRAMMAR = new RegExp(
  [
    "(?<blankspace>[\\s\\ufeff]+|#[^\\n\\r]*)",
    "(?<iri><[^<>\"{}|^`\\\\\\u0000-\\u0020]*>)",
    "(?<string>\"\"\"(?:[^\\\\]|\\\\.)*?\"\"\"|'''(?:[^\\\\]|\\\\.)*?'''" +
      "|\"(?:[^\"\\\\\\n\\r]|\\\\.)*\"|'(?:[^'\\\\\\n\\r]|\\\\.)*')",
    `(?<variable>[?$][${NAME_START}\\p{N}][${NAME_START}\\p{M}\\p{N}\\u00b7\\u203f\\u2040]*)`,
    "(?<number>(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][+-]?\\d+)?)",
    `(?<blank>_:[${NAME_START}\\p{N}](?:[${NAME_PART}.]*[${NAME_PART}])?)`,
    `(?<name>(?:[\\p{L}](?:[${NAME_PART}.]*[${NAME_PART}])?)?:` +
      `(?:(?:[${NAME_START}\\p{N}:]|${LOCAL_PART})(?:(?:${LOCAL_PART}|\\.)*(?:${LOCAL_PART}))?)?)`,
    "(?<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)",
    `(?<word>[${NAME_START}][${NAME_START}\\p{N}]*)`,
    "(?<sign>\\^\\^|&&|\\|\\||!=|<=|>=|<<|>>|[\\s\\S])",
  ].join("|"),
  "suy",
);

/**
 * Split a query into its tokens; blank space and comments are left out.
 *
 * @param {string} text Anything; what is no SPARQL becomes signs of one character.
 * @returns {Token[]}
 */
export function tokens(text) {
  /** @type {Token[]} */
  const found = [];
  GRAMMAR.lastIndex = 0;
  while (GRAMMAR.lastIndex < text.length) {
    const start = GRAMMAR.lastIndex;
    const groups = GRAMMAR.exec(text)?.groups ?? {};
    const [kind, value] = Object.entries(groups).find(([, part]) => part !== undefined) ?? ["sign", text[start]];
    GRAMMAR.lastIndex = start + value.length;
    if (kind === "blankspace") continue;
    found.push({ kind: /** @type {Token["kind"]} */ (kind), text: value, start, end: start + value.length });
  }
  return found;
}

/**
 * Tell what a query asks for.
 *
 * @param {string} text
 * @returns {"SELECT"|"ASK"|"CONSTRUCT"|"DESCRIBE"|null} Null for an update and for what is no query.
 */
export function queryForm(text) {
  const all = tokens(text);
  let at = prologue(all).next;
  while (all[at]?.kind === "sign") at += 1;
  const first = all[at]?.kind === "word" ? all[at].text.toUpperCase() : "";
  return first === "SELECT" || first === "ASK" || first === "CONSTRUCT" || first === "DESCRIBE" ? first : null;
}

/**
 * Find the prefixes that a query declares.
 *
 * @param {string} text
 * @returns {Map<string, string>} Prefix without colon to namespace.
 */
export function declaredPrefixes(text) {
  return prologue(tokens(text)).prefixes;
}

/** @param {Token[]} all */
function prologue(all) {
  const prefixes = new Map();
  let at = 0;
  for (;;) {
    const word = all[at]?.kind === "word" ? all[at].text.toUpperCase() : "";
    if (word === "PREFIX" && all[at + 1]?.kind === "name" && all[at + 2]?.kind === "iri") {
      prefixes.set(all[at + 1].text.slice(0, -1), all[at + 2].text.slice(1, -1));
      at += 3;
    } else if (word === "BASE" || word === "VERSION") at += 2;
    else return { prefixes, next: at };
  }
}

/**
 * Write a text as a SPARQL literal.
 *
 * @param {string} text
 * @returns {string} With its quotes; nothing in the text can end it early.
 */
export function literal(text) {
  /** @type {Record<string, string>} */
  const escapes = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" };
  return `"${text.replace(/["\\\n\r\t\b\f]/g, (character) => escapes[character])}"`;
}
