// @ts-check
// The list of stored queries, narrowed while the reader types.

const box = /** @type {HTMLInputElement|null} */ (document.querySelector("#filter"));
const told = document.querySelector("#told");
const items = [...document.querySelectorAll("li[data-words]")];
const groups = [...document.querySelectorAll("section[data-group]")];

function narrow() {
  const words = (box?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const item of items) {
    const text = (item.getAttribute("data-words") ?? "").toLowerCase();
    const fits = words.every((word) => text.includes(word));
    item.toggleAttribute("hidden", !fits);
    if (fits) shown += 1;
  }
  // A group may hold groups; one whose queries are all hidden is hidden with its heading.
  for (const group of groups) group.toggleAttribute("hidden", !group.querySelector("li[data-words]:not([hidden])"));
  if (told) told.textContent = words.length > 0 ? `${shown} of ${items.length} questions` : "";
}

box?.addEventListener("input", narrow);
box?.form?.addEventListener("submit", (event) => event.preventDefault());
box?.form?.toggleAttribute("hidden", false);
narrow();
