// @ts-check
// Facts of a report by the keyboard: J and K go on and back, Enter accepts, X rejects, E mends.
// Words dragged over in the report go into the field that was last in use.
// Everything also works without it: the facts are one plain form.

(() => {
  const form = document.getElementById("reading");
  if (!form) return;
  const cards = /** @type {HTMLFieldSetElement[]} */ ([...form.querySelectorAll("fieldset.claim")]);

  /** @param {Element | null} from */
  const cardOf = (from) => cards.findIndex((card) => card === from || card.contains(from));

  /** @param {number} at */
  const go = (at) => {
    const card = cards[Math.max(0, Math.min(cards.length - 1, at))];
    if (!card) return;
    card.focus();
    card.scrollIntoView({ block: "nearest" });
  };

  /**
   * @param {number} at
   * @param {string} verdict
   */
  const decide = (at, verdict) => {
    const box = cards[at]?.querySelector(`input[type=radio][value=${verdict}]`);
    if (box instanceof HTMLInputElement) box.checked = true;
    go(at + 1);
  };

  /** @type {HTMLInputElement | HTMLTextAreaElement | null} */
  let last = null;
  form.addEventListener("focusin", (event) => {
    const field = event.target;
    const typed = field instanceof HTMLTextAreaElement
      || (field instanceof HTMLInputElement && field.type === "text");
    if (typed) last = field;
  });
  form.querySelector(".paper")?.addEventListener("mouseup", () => {
    const words = (getSelection()?.toString() ?? "").replace(/\s+/g, " ").trim();
    if (!last || !words) return;
    last.value = words;
    last.focus();
  });

  form.addEventListener("keydown", (event) => {
    const target = event.target;
    if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select")) return;
    const at = cardOf(target);
    const key = event.key.toLowerCase();
    if (at < 0 && key !== "j") return;
    if (key === "j") go(at + 1);
    else if (key === "k") go(at - 1);
    else if (key === "enter" && target.matches("fieldset, input[type=radio]")) decide(at, "accepted");
    else if (key === "x") decide(at, "rejected");
    else if (key === "e") {
      const more = cards[at].querySelector("details");
      if (more) more.open = true;
      const first = more?.querySelector("input, textarea");
      if (first instanceof HTMLElement) first.focus();
    } else return;
    event.preventDefault();
  });
})();
