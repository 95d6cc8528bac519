// The search box in the header: a combobox with a list of suggestions (WAI-ARIA combobox pattern).
// Without JavaScript, and on Enter with nothing chosen, the form leads to the search page.
const MOST = 12;

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.search"));
const box = /** @type {HTMLInputElement | null} */ (document.querySelector("#search-box"));
if (form && box) attach(form, box);

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} box
 */
function attach(form, box) {
  const list = document.createElement("ul");
  list.id = "search-suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  const status = document.createElement("span");
  status.className = "unseen";
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) box.setAttribute(name, value);

  /** @type {typeof import("./search-index.js") | undefined} */
  let search;
  let chosen = -1;
  // The index arrives in parts; a list that was closed by Escape must not come back with the next one.
  let dismissed = false;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const mark = (/** @type {number} */ position) => {
    const options = [...list.children];
    chosen = options.length ? (position + options.length) % options.length : -1;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    const option = options[chosen];
    if (!option) return;
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const show = () => {
    const text = box.value.trim();
    if (!text || !search) return close();
    const found = search.find(text);
    const kept = list.children[chosen];
    const href = kept instanceof HTMLElement ? kept.dataset.href : undefined;
    list.replaceChildren(...found.slice(0, MOST).map(option));
    list.hidden = found.length === 0;
    chosen = -1;
    box.removeAttribute("aria-activedescendant");
    // What was chosen stays so when more is found.
    const again = [...list.children].findIndex((item) => item instanceof HTMLElement && item.dataset.href === href);
    if (href && again >= 0) mark(again);
    box.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = found.length ? `${found.length} found, ${Math.min(found.length, MOST)} shown` : "nothing found";
  };

  const option = (/** @type {import("./search-index.js").Entry} */ entry, /** @type {number} */ at) => {
    const item = document.createElement("li");
    item.id = `suggestion-${at}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.href = search?.linkTo(entry.address);
    const title = document.createElement("span");
    title.textContent = entry.title;
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = entry.kind;
    item.append(title, kind);
    return item;
  };

  const start = async () => {
    if (search) return;
    search = await import("./search-index.js");
    for (const part of search.prepare()) {
      part.then(() => document.activeElement === box && !dismissed && show()).catch(() => {
        status.textContent = "the search index could not be read";
      });
    }
  };

  const follow = (/** @type {Element | undefined} */ item) => {
    const href = item instanceof HTMLElement ? item.dataset.href : undefined;
    if (href) location.href = href;
  };

  box.addEventListener("focus", start, { once: true });
  box.addEventListener("input", async () => {
    dismissed = false;
    chosen = -1;
    await start();
    if (!dismissed) show();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !list.hidden) mark(chosen + 1);
    else if (event.key === "ArrowUp" && !list.hidden) mark(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) follow(list.children[chosen]);
    else if (event.key === "Escape" && !list.hidden) {
      dismissed = true;
      close();
    }
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    if (event.target instanceof Element) follow(event.target.closest("[role=option]") ?? undefined);
  });
  box.addEventListener("blur", close);
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.focus();
  });
}
