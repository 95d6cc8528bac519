// Runs before the first paint, so that a chosen theme never flashes; the button is wired when it exists.
(() => {
  const KEY = "smekg-theme";
  const NAMES = { auto: "Theme: system", light: "Theme: light", dark: "Theme: dark" };
  const NEXT = { auto: "light", light: "dark", dark: "auto" };

  const stored = () => {
    try {
      const value = localStorage.getItem(KEY);
      return value === "light" || value === "dark" ? value : "auto";
    } catch {
      return "auto"; // storage may be switched off
    }
  };
  const apply = (theme) => {
    if (theme === "auto") document.documentElement.removeAttribute("data-theme");
    else document.documentElement.dataset.theme = theme;
  };

  let theme = stored();
  apply(theme);
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("button.theme");
    if (!button) return;
    button.textContent = NAMES[theme];
    button.hidden = false;
    button.addEventListener("click", () => {
      theme = NEXT[theme];
      apply(theme);
      button.textContent = NAMES[theme];
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // the choice then lasts for this page only
      }
    });
  });
})();
