// Shows the rows of the count audit that have one verdict.

const form = document.getElementById("filter");
const choice = document.getElementById("verdict");
const told = document.getElementById("told");
const rows = [...document.querySelectorAll("#audit tbody tr")];

function show() {
  const wanted = choice instanceof HTMLSelectElement ? choice.value : "";
  let shown = 0;
  for (const row of rows) {
    if (!(row instanceof HTMLElement)) continue;
    row.hidden = wanted !== "" && row.dataset.verdict !== wanted;
    if (!row.hidden) shown += 1;
  }
  if (told) told.textContent = `${shown} of ${rows.length} rows`;
}

if (form && choice) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  choice.addEventListener("change", show);
  // A choice that the browser kept from the last visit counts too.
  show();
}
