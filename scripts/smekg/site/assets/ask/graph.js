// @ts-check
// The graph as the page sees it: it starts when it is first needed, runs queries, and can be stopped.

/** @typedef {import("./graph-worker.js").Answer} Answer */
/** @typedef {{resolve: (answer: Answer) => void, reject: (error: Error) => void}} Waiting */

/** Most rows that a query may hand to the page. */
export const ROW_LIMIT = 50_000;

const WORKER = new URL("graph-worker.js", import.meta.url);
const ENGINE = new URL("../vendor/oxigraph.wasm.gz", import.meta.url);
const GRAPH = new URL("../../data/smekg.nq.gz", import.meta.url);

/** Thrown where the reader stopped a query. */
export class Stopped extends Error {}

export class Graph {
  /** @param {(message: string) => void} [onProgress] Told what is going on, in words. */
  constructor(onProgress = () => {}) {
    this.onProgress = onProgress;
    /** @type {Worker|null} */
    this.worker = null;
    /** @type {Map<number, Waiting>} */
    this.waiting = new Map();
    this.count = 0;
    this.ready = false;
    /** @type {Record<string, number[]>} */
    this.received = {};
  }

  /** Load the graph; nothing happens where it is loaded or loading. */
  start() {
    if (this.worker) return;
    this.ready = false;
    this.received = {};
    const worker = new Worker(WORKER, { type: "module", name: "smekg graph" });
    this.worker = worker;
    worker.addEventListener("message", ({ data }) => this.worker === worker && this.receive(data));
    worker.addEventListener("error", (event) => {
      if (this.worker === worker) this.end(new Error(event.message || "the query engine cannot start in this browser"));
    });
    worker.postMessage({ engine: String(ENGINE), graph: String(GRAPH) });
  }

  /**
   * Run a query.
   *
   * @param {string} sparql
   * @param {number} [limit] Most rows to take.
   * @returns {Promise<Answer>}
   */
  run(sparql, limit = ROW_LIMIT) {
    this.start();
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker?.postMessage({ id, sparql, limit, engine: String(ENGINE), graph: String(GRAPH) });
      if (this.ready) this.onProgress("Running the query …");
    });
  }

  /** End what runs, and make ready for the next query. */
  stop() {
    this.end(new Stopped("stopped"));
    this.start();
  }

  /**
   * @param {Error} reason What those who wait are told.
   */
  end(reason) {
    this.worker?.terminate();
    this.worker = null;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of waiting) reject(reason);
  }

  /** @param {any} data */
  receive(data) {
    if (data.type === "progress") this.progress(data);
    else if (data.type === "ready") {
      this.ready = true;
      this.onProgress(this.waiting.size > 0 ? "Running the query …" : "");
    } else if (data.type === "failure" && (data.fatal || data.id === undefined)) {
      this.end(new Error(data.message));
    } else {
      const waiting = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.type === "answer") waiting?.resolve(data.answer);
      else waiting?.reject(new Error(data.message));
    }
  }

  /** @param {{step: string, received: number, total: number}} state */
  progress({ step, received, total }) {
    if (step === "reading") {
      this.onProgress("Reading the graph …");
      return;
    }
    this.received[step] = [received, total];
    const parts = Object.values(this.received);
    const sum = parts.reduce((all, [got]) => all + got, 0);
    const whole = parts.every(([, of]) => of > 0) ? parts.reduce((all, [, of]) => all + of, 0) : 0;
    this.onProgress(`Loading the graph: ${megabytes(sum)}${whole && parts.length > 1 ? ` of ${megabytes(whole)}` : ""} MB …`);
  }
}

/** @param {number} bytes */
function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}
