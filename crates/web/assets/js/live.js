// @ts-check
// Listens to the dialogue's stream of changes and asks for a refresh when something changed. No
// contents go through the stream. Hidden pages do not listen; they catch up when they are shown.

const meta = document.querySelector("meta[name=hiwar-live]");
const url = meta?.getAttribute("content");

/** @type {EventSource | null} */
let source = null;
/**
 * Items changed since the last refresh; null = any.
 * @type {Set<string> | null}
 */
let waiting = new Set();
/** @type {number | undefined} */
let timer;
/** @type {number | undefined} */
let calling;
/** @type {number | undefined} */
let missing;
/** How long the next call waits when the server refused; doubled each time. */
const WAIT_MS_MIN = 5_000;
const WAIT_MS_MAX = 300_000;
let wait = WAIT_MS_MIN;
/** A line that comes back within this time is not worth a note. */
const LOST_MS = 4_000;

/** Revision that this page shows. */
function shown() {
  return Number(meta?.getAttribute("data-revision") ?? "0");
}

/**
 * Many changes in a moment are one refresh.
 * @param {string[] | null} items
 */
function changed(items) {
  if (items === null || waiting === null) waiting = null;
  else for (const item of items) waiting.add(item);
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    const list = waiting === null ? null : Array.from(waiting);
    waiting = new Set();
    document.dispatchEvent(new CustomEvent("hiwar:refresh", { detail: { items: list } }));
  }, 60);
}

function listen() {
  if (!url || source || document.hidden) return;
  source = new EventSource(url);
  source.addEventListener("hello", (event) => {
    heard();
    if (Number(event.data) > shown()) changed(null);
  });
  source.addEventListener("change", (event) => {
    const [revision, items] = String(event.data).split("\n");
    if (Number(revision) <= shown()) return;
    changed(items === "*" ? null : (items ?? "").split(" ").filter(Boolean));
  });
  source.addEventListener("error", () => {
    missing ??= window.setTimeout(() => note(true), LOST_MS);
    // The browser tries again by itself unless the answer was an error.
    if (source?.readyState === EventSource.CLOSED) {
      source = null;
      clearTimeout(calling);
      // Not all pages of a ministry in the same instant.
      calling = window.setTimeout(listen, wait * (0.75 + Math.random() / 2));
      wait = Math.min(wait * 2, WAIT_MS_MAX);
    }
  });
}

/** The line stands. */
function heard() {
  wait = WAIT_MS_MIN;
  clearTimeout(missing);
  missing = undefined;
  note(false);
}

function rest() {
  source?.close();
  source = null;
  clearTimeout(calling);
  clearTimeout(missing);
  missing = undefined;
}

/**
 * Shows or takes away the note that changes no longer reach this page.
 * @param {boolean} lost
 */
function note(lost) {
  const shown = document.getElementById("live-lost");
  if (!lost) shown?.remove();
  if (!lost || shown) return;
  const made = document.createElement("p");
  made.id = "live-lost";
  made.className = "live-lost";
  made.setAttribute("role", "status");
  made.textContent = meta?.getAttribute("data-lost") ?? "";
  document.body.append(made);
}

/**
 * Tells a screen reader, quietly. The same words twice are two tellings.
 * @param {string} words
 */
function say(words) {
  const told = document.getElementById("told");
  if (!told) return;
  told.textContent = "";
  window.setTimeout(() => { told.textContent = words; }, 50);
}

document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
document.addEventListener("hiwar:swapped", () => say(meta?.getAttribute("data-words") ?? ""));
window.addEventListener("pagehide", rest);
window.addEventListener("pageshow", listen);
listen();
