// @ts-check
// Running a query from a page: progress, answer, error, downloads. Both pages that ask share it.

import { loadJson } from "./addresses.js";
import { toBibtex, worksBehind } from "./bibliography.js";
import { claimsNamed } from "./claims.js";
import { toCsv, toJson } from "../csv.js";
import { Graph, Stopped } from "./graph.js";
import { ResultTable } from "./results.js";

/** @typedef {import("./graph-worker.js").Answer} Answer */
/** @typedef {{answer: Answer, everything: string|null, name: string}} Shown */

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @returns {T}
 */
export function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return /** @type {T} */ (found);
}

/**
 * Read data that the page carries.
 *
 * @param {string} id
 * @returns {any}
 */
export function embedded(id) {
  return JSON.parse(element(id).textContent ?? "null");
}

export class Runner {
  /** @param {[string, string][]} prefixes Prefixes and namespaces by which IRIs are shortened. */
  constructor(prefixes) {
    this.run_ = element("run");
    this.stop_ = element("stop");
    this.progress = element("progress");
    this.wrong = element("wrong");
    this.section = element("answer");
    this.counted = element("counted");
    this.cited = element("cited");
    // What goes on while nobody waits, such as loading anew after a stop, is not told.
    this.busy = false;
    this.graph = new Graph((message) => this.busy && this.tell(message));
    this.table = new ResultTable(
      element("rows"),
      element("more"),
      (message) => (element("sorted").textContent = message),
      prefixes,
    );
    /** @type {Shown|null} */
    this.shown = null;
    this.turn = 0;
    this.stop_.addEventListener("click", () => this.stop());
    element("csv").addEventListener("click", () => this.download("csv"));
    element("json").addEventListener("click", () => this.download("json"));
    element("nt").addEventListener("click", () => this.download("nt"));
    element("bib").addEventListener("click", () => this.bibliography());
  }

  /** @param {string} message */
  tell(message) {
    this.progress.textContent = message;
  }

  /** @param {string} message */
  fail(message) {
    this.tell("");
    this.section.hidden = true;
    this.wrong.textContent = readable(message);
    this.wrong.hidden = false;
    this.wrong.scrollIntoView({ block: "nearest" });
  }

  /** Take away what an earlier run has left. */
  clear() {
    this.wrong.hidden = true;
    this.wrong.textContent = "";
    this.section.hidden = true;
    this.cited.textContent = "";
    element("sorted").textContent = "";
  }

  /**
   * Run a query and show its answer.
   *
   * @param {string} sparql
   * @param {{everything?: string|null, name: string}} about The same query with all its variables, and a name for
   *   the files.
   * @returns {Promise<Error|null>} What went wrong.
   */
  async run(sparql, { everything = null, name }) {
    const turn = ++this.turn;
    this.clear();
    this.running(true);
    try {
      const answer = await this.graph.run(sparql);
      const claims = turn === this.turn ? await claimsNamed(this.graph, answer) : new Set();
      if (turn === this.turn) this.show({ answer, everything, name }, claims);
      return null;
    } catch (error) {
      const wrong = error instanceof Error ? error : new Error(String(error));
      if (wrong instanceof Stopped) this.tell("Stopped.");
      else if (turn === this.turn) this.fail(wrong.message);
      return wrong;
    } finally {
      if (turn === this.turn) this.running(false);
    }
  }

  stop() {
    this.graph.stop();
    this.run_.focus();
  }

  /** @param {boolean} now */
  running(now) {
    this.busy = now;
    this.stop_.toggleAttribute("disabled", !now);
    this.run_.toggleAttribute("disabled", now);
    this.section.setAttribute("aria-busy", String(now));
  }

  /**
   * @param {Shown} shown
   * @param {Set<string>} claims Names of claims in the texts of the answer.
   */
  show(shown, claims) {
    this.shown = shown;
    const { answer } = shown;
    this.section.hidden = false;
    this.tell("");
    this.counted.textContent = counted(answer);
    const empty = answer.rows.length === 0;
    element("rows").hidden = empty;
    element("nt").hidden = answer.triples === undefined;
    this.table.show(answer, claims);
    this.counted.scrollIntoView({ block: "nearest" });
  }

  /** @param {"csv"|"json"|"nt"} form */
  download(form) {
    if (!this.shown) return;
    const { answer, name } = this.shown;
    const { columns, rows } = answer;
    const text = form === "csv" ? toCsv(columns, rows) : form === "json" ? toJson(columns, rows) : (answer.triples ?? "");
    const types = { csv: "text/csv", json: "application/json", nt: "application/n-triples" };
    save(`${name}.${form}`, text, types[form]);
  }

  async bibliography() {
    if (!this.shown) return;
    const { answer, everything, name } = this.shown;
    this.cited.textContent = "Looking for the works behind the answer …";
    try {
      const known = await loadJson("data/works.json");
      const { keys, unclear } = await worksBehind(this.graph, answer, everything, known);
      this.cited.textContent = citedText(keys.length, unclear);
      if (keys.length > 0) save(`${name}.bib`, toBibtex(keys, known), "application/x-bibtex");
    } catch (error) {
      this.cited.textContent = error instanceof Error ? error.message : String(error);
    }
  }
}

/**
 * Shorten the message of the query parser. It lists all that it would have taken, with the characters of names one
 * range after the other, and among them what it has to say in words.
 *
 * @param {string} message
 */
export function readable(message) {
  const parts = /^(error at \d+:\d+: )expected (?:one of )?(.*)$/s.exec(message);
  if (!parts) return message;
  const [, place, list] = parts;
  const plain = list.replace(/\['[^\]]*'\]/g, "a character of a name").replaceAll("[_]", "more text");
  const expected = [...new Set(plain.split(/, (?=["a-zA-Z])/))];
  const said = expected.filter((one) => /^[A-Z]\w* [\w ]+$/.test(one));
  if (said.length > 0) return place + said.join("; ");
  return `${place}expected ${expected.length > 1 ? "one of " : ""}${expected.join(", ")}`;
}

/** @param {Answer} answer */
function counted({ form, rows, more, milliseconds, triples }) {
  const time = `${(milliseconds / 1000).toFixed(2)} s`;
  if (form === "ASK") return `The answer is ${rows[0][0] === "true" ? "yes" : "no"} (${time}).`;
  if (rows.length === 0) return `No rows: nothing in the graph answers this (${time}).`;
  const number = rows.length.toLocaleString("en");
  const what = triples === undefined ? ["row", "rows"] : ["triple", "triples"];
  if (!more) return `${number} ${what[rows.length === 1 ? 0 : 1]} in ${time}.`;
  const whole = triples === undefined ? "the tables to download" : "the CSV and JSON to download";
  return (
    `The answer has more than ${number} ${what[1]}. Only the first ${number} are shown, and only these are in ${whole}. ` +
    "Ask for less, or run the query with smekg."
  );
}

/**
 * @param {number} works
 * @param {string[]} unclear
 */
function citedText(works, unclear) {
  const left =
    unclear.length > 0
      ? ` Left out, because several works are printed so: ${unclear.join("; ")}.`
      : "";
  if (works === 0) return `The answer names no work and no claim, so there is nothing to cite.${left}`;
  return `${works} ${works === 1 ? "work" : "works"} in the BibTeX file: the studies behind the answer and the reviews that report them.${left}`;
}

/**
 * Hand a file to the reader.
 *
 * @param {string} name
 * @param {string} text
 * @param {string} type
 */
function save(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Show what works only now that the modules run, in place of the note that they do not. */
export function reveal() {
  for (const part of document.querySelectorAll("[data-needs-script]")) part.toggleAttribute("hidden", false);
  for (const part of document.querySelectorAll("[data-without-script]")) part.toggleAttribute("hidden", true);
}

/**
 * Let a button copy a text.
 *
 * @param {HTMLElement} button
 * @param {() => string} text
 */
export function copies(button, text) {
  const name = button.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copying is not allowed here";
    }
    setTimeout(() => (button.textContent = name), 2000);
  });
}
