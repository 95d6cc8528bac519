// Copies a figure as SVG; the file is the one that the link beside it downloads.

/** @param {string} text */
function clipboardItem(text) {
  /** @type {Record<string, Blob>} */
  const forms = { "text/plain": new Blob([text], { type: "text/plain" }) };
  if (ClipboardItem.supports?.("image/svg+xml")) {
    forms["image/svg+xml"] = new Blob([text], { type: "image/svg+xml" });
  }
  return new ClipboardItem(forms);
}

/** @param {string} address */
async function copy(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  await navigator.clipboard.write([clipboardItem(await answer.text())]);
}

// The clipboard is there only where the page comes from a secure address or this machine.
if (navigator.clipboard && "ClipboardItem" in window) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    if (!(button instanceof HTMLElement)) continue;
    const told = button.parentElement?.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copy(button.dataset.copy ?? "").then(() => true, () => false);
      if (told) told.textContent = done ? "Copied." : "Copying failed; download the file instead.";
    });
  }
}
