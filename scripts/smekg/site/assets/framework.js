// The picture on the start page: pointing at a factor, or focusing it, shows what it is connected to.
const data = document.querySelector("#connections");
const figure = document.querySelector("figure.drawing svg");
const told = document.querySelector("#connected");

if (data && figure && told) {
  /**
   * @type {{
   *   names: Record<string, string>,
   *   links: [string, string, Record<string, number>][],
   *   changes: [string, string, [string, string][], number][],
   * }}
   */
  const { names, links, changes } = JSON.parse(data.textContent ?? "{}");
  const root = document.body.dataset.root ?? "./";
  const anchors = [...figure.querySelectorAll("a")];
  const at = (/** @type {Element} */ anchor) => decodeURI((anchor.getAttribute("href") ?? "").slice(root.length));

  /** "+ 3, − 1": how many claims say so with which sign. */
  const counted = (/** @type {Record<string, number>} */ by) =>
    Object.entries(by).map(([sign, count]) => (sign ? `${sign} ${count}` : `${count} without sign`)).join(", ");

  const show = (/** @type {Element} */ anchor) => {
    const own = at(anchor);
    if (!(own in names)) return clear();
    const to = links.filter(([source]) => source === own);
    const from = links.filter(([, target]) => target === own);
    const changed = changes.filter(([moderator]) => moderator === own);
    const near = new Set([own, ...to.map(([, target]) => target), ...from.map(([source]) => source)]);
    for (const [, , ends] of changed) for (const [end] of ends) near.add(end);
    figure.classList.add("choosing");
    for (const one of anchors) one.classList.toggle("near", near.has(at(one)));
    const list = (/** @type {string} */ lead, /** @type {[string, Record<string, number>][]} */ ends) =>
      ends.length ? [`${lead} ${ends.map(([end, by]) => `${names[end]} (${counted(by)})`).join("; ")}`] : [];
    const said = [
      ...list("works on", to.map(([, target, by]) => [target, by])),
      ...list("is worked on by", from.map(([source, , by]) => [source, by])),
      ...changed.map(([, relation, [cause, result], count]) =>
        `${relation} the effect of ${cause[1]} on ${result[1]} (${count})`),
    ];
    told.textContent = said.length
      ? `${names[own]} ${said.join("; ")}.`
      : `${names[own]}: its claims connect it to nothing else in this picture; its page has them all.`;
  };
  const clear = () => {
    figure.classList.remove("choosing");
    told.textContent = "";
  };

  for (const anchor of anchors) {
    anchor.addEventListener("mouseenter", () => show(anchor));
    anchor.addEventListener("mouseleave", clear);
    anchor.addEventListener("focus", () => show(anchor));
    anchor.addEventListener("blur", clear);
  }

  // On a narrow screen the picture has to be scrolled sideways; the lists need not.
  const lists = document.querySelector("#lists");
  if (lists instanceof HTMLDetailsElement && matchMedia("(max-width: 40rem)").matches) lists.open = true;
}
