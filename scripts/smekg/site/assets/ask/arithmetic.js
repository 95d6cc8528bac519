// @ts-check
// Oxigraph before 0.5.12 groups chains of operators from the right: it takes 10-3-2 for 10-(3-2). The page's
// Oxigraph is such a one, so chains get their parentheses before a query runs. Line numbers stay as they are.

import { tokens } from "./sparql.js";

/** @typedef {import("./sparql.js").Token} Token */
/** @typedef {{start: number, end: number}} Span */
/** @typedef {{at: number, text: "("|")"}} Insertion */

/** After these words each parenthesis of a clause holds an expression. */
const CLAUSES = new Set(["SELECT", "BY", "HAVING", "ASC", "DESC"]);
/** What ends such a clause. */
const CLAUSE_ENDS = new Set(["WHERE", "FROM", "LIMIT", "OFFSET", "VALUES"]);
/** Words between expressions, which are no operands. */
const BETWEEN = new Set(["AS", "DISTINCT", "IN", "NOT", "SEPARATOR", "EXISTS"]);

/**
 * Group the sums and products of a query from the left, as SPARQL says.
 *
 * @param {string} text A query.
 * @returns {string} The query with parentheses where it chains operators; otherwise the same text.
 */
export function groupFromLeft(text) {
  const reader = new Reader(tokens(text));
  reader.pattern(false);
  let grouped = text;
  for (const { at, text: sign } of reader.insertions.sort((a, b) => b.at - a.at)) {
    grouped = grouped.slice(0, at) + sign + grouped.slice(at);
  }
  return grouped;
}

class Reader {
  /** @param {Token[]} all */
  constructor(all) {
    this.all = all;
    this.next = 0;
    /** @type {Insertion[]} */
    this.insertions = [];
  }

  /**
   * Read on in a group of patterns or at the outermost level.
   *
   * @param {boolean} inside Whether a closing brace ends it.
   */
  pattern(inside) {
    let clause = false;
    while (this.next < this.all.length) {
      const token = this.all[this.next++];
      const word = token.kind === "word" ? token.text.toUpperCase() : "";
      if (token.text === "}" && inside) return;
      if (token.text === "{") {
        this.pattern(true);
        clause = false;
      } else if (CLAUSES.has(word)) clause = true;
      else if (CLAUSE_ENDS.has(word)) clause = false;
      else if (word === "FILTER" || word === "BIND") this.constraint();
      else if (clause && token.text === "(") this.expressions();
    }
  }

  /** A parenthesis or a function call behind FILTER or BIND; a pattern behind EXISTS is read as such. */
  constraint() {
    const called = this.all[this.next];
    if (called && called.text !== "(" && this.all[this.next + 1]?.text === "(") this.next += 1;
    if (this.all[this.next]?.text !== "(") return;
    this.next += 1;
    this.expressions();
  }

  /** What stands between parentheses: expressions with commas, operators or words between them. */
  expressions() {
    const chain = new Chain();
    while (this.next < this.all.length) {
      const token = this.all[this.next++];
      if (token.text === ")") break;
      if (token.text === "(" || token.text === "{") {
        if (token.text === "(") this.expressions();
        else this.pattern(true);
        chain.operand({ start: token.start, end: this.all[this.next - 1].end });
      } else if (token.text === "^^") {
        chain.joined = true;
      } else if (token.kind === "sign" && "+-*/".includes(token.text) && chain.waits) {
        chain.operator(token.text);
      } else if (isOperand(token) || (token.kind === "sign" && "+-!*".includes(token.text))) {
        chain.operand(token, token.kind === "sign");
      } else {
        this.insertions.push(...chain.close());
      }
    }
    this.insertions.push(...chain.close());
  }
}

/** @param {Token} token */
function isOperand(token) {
  return token.kind === "word" ? !BETWEEN.has(token.text.toUpperCase()) : token.kind !== "sign";
}

/** Operands with operators between them, as they follow each other in the text. */
class Chain {
  constructor() {
    /** @type {Span[]} */
    this.operands = [];
    /** @type {string[]} */
    this.operators = [];
    /** Whether the last operand can be followed by an operator. */
    this.waits = false;
    /** Whether the next token still belongs to the last operand. */
    this.joined = false;
  }

  /**
   * @param {Span & {kind?: string}} span
   * @param {boolean} [unary] Whether it is a sign before the operand itself.
   */
  operand(span, unary = false) {
    const last = this.operands.at(-1);
    // A function's arguments, a language tag and a datatype follow their operand without an operator.
    if (last && (this.joined || this.waits) && this.operands.length > this.operators.length) last.end = span.end;
    else this.operands.push({ start: span.start, end: span.end });
    this.joined = unary;
    this.waits = !unary;
  }

  /** @param {string} sign */
  operator(sign) {
    this.operators.push(sign);
    this.waits = false;
    this.joined = false;
  }

  /**
   * End the chain.
   *
   * @returns {Insertion[]} Parentheses that group it from the left.
   */
  close() {
    /** @type {Span[][]} */
    const terms = [];
    this.operands.forEach((operand, position) => {
      const sign = position === 0 ? "+" : this.operators[position - 1];
      if (sign === "+" || sign === "-") terms.push([operand]);
      else terms.at(-1)?.push(operand);
    });
    const sums = terms.map((factors) => ({ start: factors[0].start, end: factors[factors.length - 1].end }));
    [this.operands, this.operators, this.waits, this.joined] = [[], [], false, false];
    return [...terms.flatMap(grouping), ...grouping(sums)];
  }
}

/**
 * @param {Span[]} parts
 * @returns {Insertion[]} What makes `a-b-c` into `(a-b)-c`.
 */
function grouping(parts) {
  return parts.slice(1, -1).flatMap(
    /** @returns {Insertion[]} */ (part) => [
      { at: parts[0].start, text: "(" },
      { at: part.end, text: ")" },
    ],
  );
}
