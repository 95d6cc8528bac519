// @ts-check
// Labels that a reader writes, resolved to the terms they name: the rules of `smekg.terms`.

/**
 * @typedef {object} LabelFile
 * @property {string} base What the addresses of terms begin with.
 * @property {Record<string, [string, ...string[]][]>} kinds For each kind its labels, each with the rest of the
 *   addresses of the terms that bear it.
 */

/** Below this likeness, from 0 to 100, a label is no suggestion. */
const LEAST_LIKENESS = 60;
/** Most labels that a message suggests. */
const SUGGESTIONS = 3;
/** What Python's `str.split` takes for blank space. */
const BLANK = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** What the reader wrote cannot be used; the message says why and what to do. */
export class UserError extends Error {
  /**
   * @param {string} message
   * @param {string} [parameter] Name of the parameter that was given wrongly.
   */
  constructor(message, parameter) {
    super(message);
    this.parameter = parameter;
  }
}

/**
 * Make equal what differs in case and blank space only.
 *
 * @param {string} label
 * @returns {string}
 */
export function fold(label) {
  // Case folding as in Unicode, which browsers do not offer: letter by letter down, up and down again. The
  // dotless i would become another letter on that way.
  const folded = [...label].map((c) => (c === "ı" ? c : c.toLowerCase().toUpperCase().toLowerCase())).join("");
  return folded.split(BLANK).filter(Boolean).join(" ");
}

export class Labels {
  /** @param {LabelFile} file */
  constructor(file) {
    this.base = file.base;
    /** @type {Map<string, Map<string, {label: string, terms: string[]}>>} */
    this.kinds = new Map(
      Object.entries(file.kinds).map(([kind, entries]) => [
        kind,
        new Map(entries.map(([label, ...terms]) => [fold(label), { label, terms }])),
      ]),
    );
  }

  /**
   * List the labels of a kind of term.
   *
   * @param {string} kind
   * @returns {string[]}
   */
  list(kind) {
    return [...(this.kinds.get(kind)?.values() ?? [])].map(({ label }) => label);
  }

  /**
   * Find the term that a label names.
   *
   * @param {string} kind `term`, `place` or `sector`.
   * @param {string} label
   * @returns {string} The term's IRI.
   * @throws {UserError} No term of that kind has the label, or several have it.
   */
  resolve(kind, label) {
    const known = this.kinds.get(kind) ?? new Map();
    const found = known.get(fold(label));
    if (!found) {
      const near = nearest(fold(label), known.keys()).map((folded) => `"${known.get(folded).label}"`);
      const hint = near.length > 0 ? `; did you mean ${near.join(" or ")}?` : "";
      throw new UserError(`unknown ${kind} "${label}"${hint}`);
    }
    if (found.terms.length > 1) {
      const names = found.terms.map((/** @type {string} */ term) => this.base + term).join(", ");
      throw new UserError(`"${label}" names several terms (${names}); ask for one of them in the editor`);
    }
    return this.base + found.terms[0];
  }
}

/**
 * Find the words that are most like another, the nearest first.
 *
 * @param {string} word
 * @param {Iterable<string>} known
 * @returns {string[]}
 */
export function nearest(word, known) {
  return [...known]
    .map((other) => ({ other, likeness: likeness(word, other) }))
    .filter((one) => one.likeness >= LEAST_LIKENESS)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, SUGGESTIONS)
    .map(({ other }) => other);
}

/**
 * Twice the longest common subsequence in percent of both lengths together (the Indel ratio).
 *
 * @param {string} one
 * @param {string} other
 */
export function likeness(one, other) {
  const [a, b] = [[...one], [...other]];
  if (a.length + b.length === 0) return 100;
  if ((200 * Math.min(a.length, b.length)) / (a.length + b.length) < LEAST_LIKENESS) return 0;
  let row = new Array(b.length + 1).fill(0);
  for (const letter of a) {
    const next = [0];
    b.forEach((against, at) => next.push(letter === against ? row[at] + 1 : Math.max(row[at + 1], next[at])));
    row = next;
  }
  return (200 * row[b.length]) / (a.length + b.length);
}
