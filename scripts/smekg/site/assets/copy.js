// @ts-check
// Buttons that copy the text of an element. Without this module they stay hidden, and the text can be marked.

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-copy]"))) {
  const source = document.getElementById(button.dataset.copy ?? "");
  const told = button.parentElement?.querySelector('[role="status"]');
  if (!source || !told) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent ?? "");
      told.textContent = "copied";
    } catch {
      // No leave to write to the clipboard: mark the text, so that one key copies it.
      getSelection()?.selectAllChildren(source);
      told.textContent = "marked; copy it with Ctrl+C";
    }
  });
}
