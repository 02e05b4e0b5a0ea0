// @ts-check
// Small comforts: keys ("/" goes to the find box, "?" lists all; the list stands in the page as
// `#keys`, not here), menus close with Escape or a click elsewhere, a form is
// sent once, leaving a half-written form asks first. Every page works without it.

/** @param {EventTarget | null} target */
function isField(target) {
  return target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}

const KEYS_OFF = "hiwar-keys-off";
/** Time to press the second key of a pair. */
const PAIR_MS = 1_500;
let first = "";
let since = 0;
const list = document.getElementById("keys");

/** Keys of one letter can be turned off (WCAG 2.1.4). */
function areKeysOff() {
  try {
    return localStorage.getItem(KEYS_OFF) !== null;
  } catch {
    return false;
  }
}

/**
 * The Latin letter on the key, so that pairs work with an Arabic layout too.
 * @param {KeyboardEvent} event
 */
function letterOf(event) {
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  return /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase() ?? event.key;
}

/**
 * What a key does outside fields: whether it did anything.
 * @param {KeyboardEvent} event
 */
function pressed(event) {
  // The second of each is what the same key gives with an Arabic layout.
  if (["?", "؟"].includes(event.key) && list instanceof HTMLDialogElement) {
    if (list.open) list.close();
    else list.showModal();
    return true;
  }
  if (list instanceof HTMLDialogElement && list.open) return false;
  if (["/", "ظ"].includes(event.key)) {
    const find = document.getElementById("find");
    find?.focus();
    return find !== null;
  }
  const letter = letterOf(event);
  const pair = event.timeStamp - since < PAIR_MS ? `${first} ${letter}` : "";
  const link = pair ? list?.querySelector(`a[data-keys="${CSS.escape(pair)}"]`) : null;
  first = link ? "" : letter;
  since = event.timeStamp;
  if (link instanceof HTMLElement) link.click();
  return link instanceof HTMLElement;
}

document.addEventListener("keydown", (event) => {
  const free = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing &&
    !event.repeat && !isField(event.target);
  if (free && !areKeysOff() && pressed(event)) event.preventDefault();
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.removeAttribute("open");
      const summary = menu.querySelector("summary");
      if (menu.contains(document.activeElement)) summary?.focus();
    }
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.removeAttribute("open");
  }
});

if (list instanceof HTMLDialogElement) {
  for (const opener of document.querySelectorAll("[data-opens-keys]")) {
    if (opener instanceof HTMLElement) opener.hidden = false;
    opener.addEventListener("click", () => list.showModal());
  }
  const box = list.querySelector("input[name=keys]");
  if (box instanceof HTMLInputElement) {
    box.checked = !areKeysOff();
    box.addEventListener("change", () => {
      try {
        if (box.checked) localStorage.removeItem(KEYS_OFF);
        else localStorage.setItem(KEYS_OFF, "yes");
      } catch {
        // A browser that keeps nothing forgets the choice with the page.
      }
    });
  }
}

/** What was wrong with a form is read first. */
document.getElementById("problems")?.focus();

/** @type {WeakSet<HTMLFormElement>} */
const sent = new WeakSet();
let leaving = false;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  leaving = true;
  form.setAttribute("aria-busy", "true");
});

window.addEventListener("pageshow", (event) => {
  // Back from the cache of the browser: the form may be sent again.
  if (event.persisted) location.reload();
});

window.addEventListener("beforeunload", (event) => {
  if (leaving) return;
  for (const form of document.querySelectorAll("form[method=post]")) {
    if (!form.matches("[data-ask], .item-form")) continue;
    for (const field of form.querySelectorAll("textarea, input[type=text]")) {
      if (/** @type {HTMLInputElement} */ (field).value !==
          /** @type {HTMLInputElement} */ (field).defaultValue) {
        event.preventDefault();
        return;
      }
    }
  }
});
