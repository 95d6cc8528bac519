// @ts-check
// Filters of a list: `.item`s that have the words and, in their data, the chosen values; empty `.group`s are hidden.
import { fillForm, readAddress, readForm, writeAddress } from "./address.js";
import { counted } from "./make.js";

const FEW = 8;
const form = /** @type {HTMLFormElement} */ (document.querySelector("#filters"));
const told = /** @type {HTMLElement} */ (document.querySelector("#told"));
const groups = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".group")]);
const items = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".group .item")]);
const texts = new Map(items.map((item) => [item, (item.textContent ?? "").toLowerCase()]));

function show() {
  const { text = "", ...choices } = readForm(form);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (/** @type {HTMLElement} */ item) =>
    words.every((word) => texts.get(item)?.includes(word)) &&
    Object.entries(choices).every(([name, value]) => item.dataset[name]?.split("|").includes(value));
  let shown = 0;
  for (const item of items) {
    item.hidden = !fits(item);
    if (!item.hidden) shown += 1;
  }
  // Who has narrowed a folded list down to a few wants to read them.
  for (const item of items) if (item instanceof HTMLDetailsElement && !item.hidden) item.open = shown <= FEW;
  for (const group of groups) group.hidden = !group.querySelector(".item:not([hidden])");
  const { one = "", many = "" } = told.dataset;
  told.textContent = shown === items.length ? counted(shown, one, many) : `${shown} of ${counted(items.length, one, many)}`;
}

function restore() {
  const asked = readAddress();
  if (asked) fillForm(form, asked);
  show();
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
for (const kind of ["input", "reset"]) {
  form.addEventListener(kind, () =>
    // The form is empty only after its reset event.
    setTimeout(() => {
      show();
      writeAddress(readForm(form));
    }),
  );
}
addEventListener("hashchange", restore);
restore();
