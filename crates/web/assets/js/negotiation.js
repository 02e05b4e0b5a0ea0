// @ts-check
// Keys of the negotiating table (j and k go from provision to provision, n to the next that is open,
// e writes it, a agrees) and a note when the other side puts words for the provision being written.
// The table works without it.

const rows = () => Array.from(document.querySelectorAll(".table-page .prov[id]"));
let at = -1;

/** @param {number} next */
function go(next) {
  const list = rows();
  const row = list[next];
  if (!(row instanceof HTMLElement)) return;
  at = next;
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "center" });
}

/** @param {string} key */
function press(key) {
  const link = rows()[at]?.querySelector(`[data-key="${key}"]`);
  if (link instanceof HTMLElement) link.click();
}

/** @param {string} letter */
function pressed(letter) {
  const list = rows();
  if (letter === "j") go(Math.min(at + 1, list.length - 1));
  else if (letter === "k") go(Math.max(at - 1, 0));
  else if (letter === "n") go(list.findIndex((row, nth) => nth > at && !row.matches(".settled")));
  else if (letter === "e" || letter === "a") press(letter);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const target = event.target;
  if (target instanceof HTMLElement && /^(input|textarea|select)$/i.test(target.tagName)) return;
  let off = null;
  try {
    off = localStorage.getItem("hiwar-keys-off");
  } catch {
    // A browser that keeps nothing keeps the keys.
  }
  if (off !== null || !document.querySelector(".table-page")) return;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase() ?? "";
  if ("jknea".includes(letter) && letter) pressed(letter);
});

document.addEventListener("focusin", (event) => {
  const row = event.target instanceof Element ? event.target.closest(".prov[id]") : null;
  if (row) at = rows().indexOf(row);
});

document.addEventListener("hiwar:refresh", (event) => {
  const items = /** @type {CustomEvent} */ (event).detail?.items ?? null;
  for (const form of document.querySelectorAll("form.writer[data-item]")) {
    const item = form.getAttribute("data-item") ?? "";
    const note = form.querySelector(".arrived-note");
    const named = items === null || items.includes(item);
    if (item && named && note instanceof HTMLElement) note.hidden = false;
  }
});
