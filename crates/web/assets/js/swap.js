// @ts-check
// Takes a fresh rendering of this page and swaps the parts that changed. Every page works without
// it. It listens to `hiwar:refresh` (detail: ids of changed items, or null for any) and keeps what
// the reader is doing: focus, open details, half-written forms.

/** @type {{createHTML: (text: string) => string}} */
const trusted = /** @type {any} */ (window).trustedTypes?.createPolicy("hiwar", {
  createHTML: (/** @type {string} */ text) => text,
}) ?? { createHTML: (/** @type {string} */ text) => text };

/** @type {AbortController | null} */
let running = null;

/**
 * Asks for this page again and swaps its live parts.
 * @param {string[] | null} items ids of changed items, null for any
 */
async function refresh(items) {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  let answer;
  try {
    answer = await fetch(location.href, {
      headers: { "X-Hiwar": "swap" },
      credentials: "same-origin",
      cache: "no-store",
      signal: mine.signal,
    });
  } catch {
    return;
  }
  // Signed out, or the page is gone: the next click says so.
  if (!answer.ok || answer.redirected) return;
  const text = await answer.text();
  if (mine.signal.aborted) return;
  const html = /** @type {any} */ (trusted.createHTML(text));
  const fresh = new DOMParser().parseFromString(html, "text/html");
  let changed = 0;
  for (const old of document.querySelectorAll("[data-live]")) {
    const name = old.getAttribute("data-live");
    const next = fresh.querySelector(`[data-live="${CSS.escape(name ?? "")}"]`);
    if (next && swap(old, next, items)) changed += 1;
  }
  changed += swapCards(fresh, items);
  swapBanner(fresh);
  const meta = document.querySelector("meta[name=hiwar-live]");
  const freshMeta = fresh.querySelector("meta[name=hiwar-live]");
  const revision = freshMeta?.getAttribute("data-revision");
  if (meta && revision) meta.setAttribute("data-revision", revision);
  if (changed > 0) {
    document.dispatchEvent(new CustomEvent("hiwar:swapped", { detail: { changed } }));
  }
}

/**
 * @param {Element} old
 * @param {Element} next
 * @param {string[] | null} items
 * @returns {boolean} whether anything changed
 */
function swap(old, next, items) {
  if (old.innerHTML === next.innerHTML) return false;
  if (isBeingWritten(old)) return false;
  const before = rows(old);
  const focus = focusedWithin(old);
  const open = openDetails(old);
  // A list of its own first: adopting takes each node out of the list that is being read.
  const nodes = Array.from(next.childNodes).map((node) => document.adoptNode(node));
  old.replaceChildren(...nodes);
  for (const key of open) {
    const details = old.querySelectorAll("details")[key];
    if (details) details.open = true;
  }
  if (focus) {
    const again = old.querySelector(focus);
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  }
  for (const [id, row] of rows(old)) {
    const known = before.get(id);
    const named = items === null || items.includes(id);
    if (named && (!known || known.innerHTML !== row.innerHTML)) highlight(row);
  }
  return true;
}

/**
 * The cards beside the page (what waits, what happened last, proof), known by their heading.
 * @param {Document} fresh
 * @param {string[] | null} items
 * @returns {number} how many changed
 */
function swapCards(fresh, items) {
  const key = "aside.beside > section[aria-labelledby]:not([data-live])";
  let changed = 0;
  for (const old of document.querySelectorAll(key)) {
    const name = CSS.escape(old.getAttribute("aria-labelledby") ?? "");
    const next = fresh.querySelector(`aside.beside > section[aria-labelledby="${name}"]`);
    if (next && swap(old, next, items)) changed += 1;
  }
  return changed;
}

/**
 * Banners (signing stopped, alarms) stand outside the live parts.
 * @param {Document} fresh
 */
function swapBanner(fresh) {
  const key = ".banner.stopped, .banner.alarm";
  const old = document.querySelectorAll(key);
  const next = fresh.querySelectorAll(key);
  const text = (/** @type {NodeListOf<Element>} */ list) =>
    Array.from(list, (one) => one.textContent).join("\n");
  if (text(old) === text(next)) return;
  for (const one of old) one.remove();
  const top = document.querySelector("header.top");
  for (const one of next) top?.before(document.adoptNode(one));
}

/**
 * @param {Element} part
 * @returns {Map<string, Element>}
 */
function rows(part) {
  /** @type {Map<string, Element>} */
  const found = new Map();
  for (const row of part.querySelectorAll("[data-item]")) {
    found.set(row.getAttribute("data-item") ?? "", row);
  }
  return found;
}

/**
 * A position arriving: a short highlight, removed when it has been seen. An empty attribute goes
 * too: the row must read like its next rendering.
 * @param {Element} row
 */
function highlight(row) {
  row.classList.add("arrived");
  setTimeout(() => {
    row.classList.remove("arrived");
    if (row.classList.length === 0) row.removeAttribute("class");
  }, 2600);
}

/**
 * Whether somebody is in a field of this part, or left words there that are not sent.
 * @param {Element} part
 */
function isBeingWritten(part) {
  for (const field of part.querySelectorAll("input, textarea, select")) {
    if (field === document.activeElement) return true;
    if (field instanceof HTMLSelectElement) {
      // Where no option is the given one, the browser selects the first.
      const given = Array.from(field.options).findIndex((one) => one.defaultSelected);
      if (!field.multiple && field.selectedIndex !== Math.max(given, 0)) return true;
    } else if (field instanceof HTMLTextAreaElement) {
      if (field.value !== field.defaultValue) return true;
    } else if (field instanceof HTMLInputElement && field.type !== "hidden") {
      if (field.value !== field.defaultValue || field.checked !== field.defaultChecked) return true;
    }
  }
  return false;
}

/**
 * How to find the focused element again.
 * @param {Element} part
 * @returns {string | null}
 */
function focusedWithin(part) {
  const at = document.activeElement;
  if (!(at instanceof HTMLElement) || !part.contains(at)) return null;
  if (at.id) return `#${CSS.escape(at.id)}`;
  const href = at.getAttribute("href");
  return href ? `a[href="${CSS.escape(href)}"]` : null;
}

/**
 * @param {Element} part
 * @returns {number[]}
 */
function openDetails(part) {
  return Array.from(part.querySelectorAll("details"))
    .map((one, at) => (one.open ? at : -1))
    .filter((at) => at >= 0);
}

document.addEventListener("hiwar:refresh", (event) => {
  void refresh(/** @type {CustomEvent} */ (event).detail?.items ?? null);
});
