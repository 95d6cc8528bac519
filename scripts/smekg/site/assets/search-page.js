// The search page: every hit, by kind, for the words in the address.
const MOST = 200;
const list = document.querySelector("#hits");
const told = document.querySelector("#told");
const field = /** @type {HTMLInputElement | null} */ (document.querySelector("#words"));
const kinds = /** @type {HTMLSelectElement | null} */ (document.querySelector("#kind"));

if (list && told && field && kinds) {
  const asked = new URLSearchParams(location.search);
  field.value = asked.get("q") ?? "";
  const search = await import("./search-index.js");

  const show = () => {
    const found = field.value.trim() ? search.find(field.value) : [];
    const wanted = found.filter((entry) => !kinds.value || entry.kind === kinds.value);
    told.textContent = field.value.trim()
      ? `${wanted.length} found${wanted.length > MOST ? `, the first ${MOST} shown` : ""}`
      : "";
    list.replaceChildren(
      ...wanted.slice(0, MOST).map((entry) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = search.linkTo(entry.address);
        link.textContent = entry.title;
        const kind = document.createElement("span");
        kind.className = "tag";
        kind.textContent = entry.kind;
        item.append(link, " ", kind);
        return item;
      }),
    );
  };
  told.textContent = "reading the index";
  try {
    for (const part of search.prepare()) {
      await part;
      show();
    }
  } catch (error) {
    told.textContent = `the search index could not be read: ${error instanceof Error ? error.message : error}`;
  }
  field.addEventListener("input", show);
  kinds.addEventListener("change", show);
}
