// @ts-check
// Parameters of a stored query: each block `VALUES ?_name { default }` gives way to the reader's value. The rules
// are those of `smekg.queries.parameters`.

import { literal } from "./sparql.js";
import { nearest, UserError } from "./terms.js";

/** @typedef {import("./terms.js").Labels} Labels */
/**
 * @typedef {object} Parameter
 * @property {string} name
 * @property {"term"|"place"|"sector"|"work"|"text"|"integer"|"choice"} type
 * @property {string[]} [values] What a choice may be.
 */

const BLOCK = /VALUES\s+\?_([a-z][a-z0-9_]*)\s*\{([^{}]*)\}/g;
const WORK = "https://w3id.org/smekg/id/work/";
const INTEGER = "http://www.w3.org/2001/XMLSchema#integer";

/**
 * Put parameter values into a query.
 *
 * @param {string} text The query.
 * @param {Parameter[]} parameters What it declares.
 * @param {ReadonlyMap<string, string>} values Parameter name to value; the others keep their default.
 * @param {() => Promise<Labels>} labels Gives the labels; called only when a label must be resolved.
 * @returns {Promise<string>}
 * @throws {UserError} A value names nothing.
 */
export async function bind(text, parameters, values, labels) {
  /** @type {Map<string, string>} */
  const given = new Map();
  for (const parameter of parameters) {
    const value = values.get(parameter.name);
    if (value !== undefined) given.set(parameter.name, await term(parameter, value, labels));
  }
  return text.replace(BLOCK, (block, name) => {
    const value = given.get(name);
    return value === undefined ? block : `VALUES ?_${name} { ${value} }`;
  });
}

/**
 * @param {Parameter} parameter
 * @param {string} value
 * @param {() => Promise<Labels>} labels
 * @returns {Promise<string>} The value as SPARQL.
 */
async function term(parameter, value, labels) {
  const { name, type } = parameter;
  if (type === "text") return literal(value);
  if (type === "choice") return literal(chosen(parameter, value));
  if (type === "integer") {
    if (!/^-?[0-9]{1,18}$/.test(value)) {
      throw new UserError(`parameter "${name}" takes a whole number of at most 18 digits, not "${value}"`, name);
    }
    return `"${BigInt(value)}"^^<${INTEGER}>`;
  }
  if (type === "work") {
    if (!/^[a-z][a-z0-9]*$/.test(value)) {
      throw new UserError(`parameter "${name}" takes a citation key, not "${value}"`, name);
    }
    return `<${WORK}${value}>`;
  }
  try {
    return `<${(await labels()).resolve(type, value)}>`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`parameter "${name}": ${error.message}`, name);
  }
}

/**
 * @param {Parameter} parameter
 * @param {string} value
 */
function chosen({ name, values = [] }, value) {
  if (values.includes(value)) return value;
  const [near] = nearest(value, values);
  const hint = near === undefined ? "" : `; did you mean "${near}"?`;
  throw new UserError(`parameter "${name}" is one of ${values.join(", ")}, not "${value}"${hint}`, name);
}
