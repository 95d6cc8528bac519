// Of Oxigraph the page needs the store and the start from a compiled module. The start that fetches its own
// module is left out, so that nothing in the bundle can reach for an address.
export { initSync, Store } from "oxigraph/web.js";
