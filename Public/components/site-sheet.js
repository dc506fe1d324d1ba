// @ts-check
import { fill, setText, translate } from "./markup.js";
import { say } from "../lib/words.js";

/** What can be done with one site. `open(view)`; emits `act` with `detail.act` and `detail.site`. */
export class SiteSheet extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});
  #site = "";

  connectedCallback() {
    this.#parts = fill(this, "site-sheet");
    const { dialog } = this.#parts;
    dialog.addEventListener("click", (/** @type {Event} */ event) => {
      const act = /** @type {Element} */ (event.target).closest("[data-act]")?.getAttribute("data-act");
      if (!act && event.target !== dialog) return;
      dialog.close();
      if (act && act !== "close") this.dispatchEvent(new CustomEvent("act", { bubbles: true, detail: { act, site: this.#site } }));
    });
  }

  /** The site that it is open for. */
  get site() {
    return this.#parts.dialog.open ? this.#site : null;
  }

  /** What is known of the site's line. @param {string} words */
  set line(words) {
    setText(this.#parts.line, words);
  }

  /** @param {{site: string, name: string, says: string, isMuted: boolean, acts: string[], contact?: {name: string, phone: string} | null}} view `acts` are those that are possible now */
  open({ site, name, says, isMuted, acts, contact = null }) {
    this.#site = site;
    translate(this);
    const { name: heading, says: words, call, mute, muteWords, dialog } = this.#parts;
    setText(heading, name);
    setText(words, says);
    this.line = "";
    call.hidden = !contact;
    setText(call, contact ? say("trouble.call", contact) : "");
    call.href = contact ? `tel:${contact.phone.replace(/[^+\d]/g, "")}` : "";
    mute.dataset.act = isMuted ? "unmute" : "mute";
    setText(muteWords, say(isMuted ? "chair.unmute" : "chair.mute"));
    for (const button of this.querySelectorAll("button[data-act]")) {
      const act = button.getAttribute("data-act") ?? "";
      /** @type {HTMLElement} */ (button).hidden = !["close", "mute", "unmute", ...acts].includes(act);
    }
    dialog.showModal();
  }
}

customElements.define("site-sheet", SiteSheet);
