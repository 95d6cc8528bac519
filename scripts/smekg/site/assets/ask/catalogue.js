// @ts-check
// The SPARQL of an entry of the catalogue, in colour.

import { highlight } from "./highlight.js";

for (const code of document.querySelectorAll("#sparql, #sibling")) highlight(code);
