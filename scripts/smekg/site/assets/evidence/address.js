// @ts-check
// A form's filters in the address, so that a view can be shared: `#min=2&state=studied`.

/**
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
export function readForm(form) {
  const filled = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  return Object.fromEntries(filled.filter(([, value]) => value));
}

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} values
 */
export function fillForm(form, values) {
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = values[field.name] === field.value;
    else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = values[field.name] ?? "";
    // An address may name a choice that is none; the first then stands for all.
    if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.value = "";
  }
}

/**
 * @returns {Record<string, string> | null}  null where the address holds no view, but for example an anchor
 */
export function readAddress() {
  const text = location.hash.slice(1);
  if (text && !text.includes("=")) return null;
  return Object.fromEntries(new URLSearchParams(text));
}

/** @param {Record<string, string>} values */
export function writeAddress(values) {
  const text = new URLSearchParams(values).toString();
  history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
}
