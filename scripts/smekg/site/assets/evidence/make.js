// @ts-check
// Small makers of elements. Data comes in as text only.

/** @type {string} */
const root = document.body.dataset.root ?? "";

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/**
 * @param {{ label: string, address: string }} thing
 * @returns {HTMLElement}
 */
export function link({ label, address }) {
  return make("a", { href: root + address.split("/").map(encodeURIComponent).join("/") }, label);
}

/**
 * @param {string} sign
 * @param {number} [count]
 * @returns {HTMLElement}
 */
export function signMark(sign, count) {
  return make("span", { class: "sign", "data-sign": sign }, count === undefined ? "" : String(count));
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export function counted(count, one, many) {
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * Put something between the members of a list.
 *
 * @param {Node[]} nodes
 * @param {string} between
 * @returns {(Node | string)[]}
 */
export function joined(nodes, between) {
  return nodes.flatMap((node, at) => (at ? [between, node] : [node]));
}
