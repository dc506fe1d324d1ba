// @ts-check
import { setIcon } from "./icon.js";
import { fill, setAttribute, setText } from "./markup.js";
import { say } from "../lib/words.js";
import "./feed-view.js";

/** After this long without movement the bar leaves the room its picture. */
const stays = 4_000;

/**
 * The operator's bar. Property `bar` (`barOf` in lib/views.js), `own` (the stream of this site's camera).
 * Emits `act` with `detail.act`: `microphone`, `ask`, `point`, `withdraw`, `yield`, `share`,
 * `papers`, `roll`, `messages`, `ballot`, `channel`, `fullscreen`. Property `stays` keeps it while something of it is open.
 */
export class OperatorBar extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});
  #timer = 0;
  #stays = false;

  connectedCallback() {
    this.#parts = fill(this, "operator-bar");
    this.addEventListener("click", this);
    this.addEventListener("focusout", this);
    for (const type of ["pointermove", "pointerdown", "keydown", "focusin"]) document.addEventListener(type, this, { passive: true });
    this.show();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    for (const type of ["pointermove", "pointerdown", "keydown", "focusin"]) document.removeEventListener(type, this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type !== "click") return this.show();
    const act = /** @type {Element} */ (event.target).closest("[data-act]")?.getAttribute("data-act");
    if (act) this.dispatchEvent(new CustomEvent("act", { bubbles: true, detail: { act } }));
  }

  show() {
    this.removeAttribute("data-away");
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      // A key's user must keep seeing where he is; a pointer that rests on the bar is about to press.
      if (this.#stays || this.matches(":hover") || this.querySelector(":focus-visible")) this.show();
      else this.setAttribute("data-away", "");
    }, stays);
  }

  /** @param {boolean} stays */
  set stays(stays) {
    if (stays && !this.#stays) this.show();
    this.#stays = stays;
  }

  /** @param {MediaStream | null} stream */
  set own(stream) {
    this.#parts.own.stream = stream;
    this.#parts.ownNone.hidden = stream !== null;
  }

  /** @param {ReturnType<typeof import("../lib/views.js").barOf>} bar */
  set bar(bar) {
    const parts = this.#parts;
    const { microphone, share } = bar;
    parts.mine.hidden = !bar.operates;
    parts.microphone.disabled = microphone === "none";
    parts.microphone.classList.toggle("live", microphone === "live");
    setAttribute(parts.microphone, "aria-pressed", String(microphone === "live" || microphone === "ready"));
    setAttribute(parts.microphone, "title", microphone === "none" ? null : say(`bar.microphone.hint.${microphone}`));
    setText(parts.microphoneWords, say(`bar.microphone.${microphone}`));
    setIcon(parts.microphoneIcon, microphone === "live" || microphone === "ready" ? "mic" : "mic-off");
    parts.ask.hidden = !bar.ask;
    parts.point.hidden = !bar.point;
    parts.position.hidden = !bar.position;
    setText(parts.position, bar.position);
    parts.withdraw.hidden = !bar.withdraw;
    parts.yield.hidden = !bar.yields;
    parts.share.hidden = share === "none";
    parts.share.classList.toggle("live", share === "shown");
    setAttribute(parts.share, "aria-pressed", String(share === "shown" || share === "waiting"));
    setText(parts.shareWords, share === "none" ? "" : say(`bar.share.${share}`));
    for (const name of /** @type {const} */ (["papers", "roll", "messages", "ballot", "channel"])) {
      parts[name].hidden = !bar[name];
      setText(parts[`${name}Words`], bar[name]);
    }
    parts.papers.classList.toggle("live", bar.presents);
    parts.messages.classList.toggle("news", bar.unread > 0);
    parts.attendance.parentElement.hidden = !bar.attendance;
    setText(parts.attendance, bar.attendance);
  }
}

customElements.define("operator-bar", OperatorBar);
