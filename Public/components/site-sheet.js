// @ts-check
import { fill, setText, translate } from "./markup.js";
import { say } from "../lib/words.js";

/** What the chair can do with one site. `open(view)`; emits `act` with `detail.act` and `detail.site`. */
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

  /** @param {{site: string, name: string, says: string, holds: boolean, canGrant: boolean, canDialogue: boolean, isMuted: boolean, asked: boolean}} view */
  open({ site, name, says, holds, canGrant, canDialogue, isMuted, asked }) {
    this.#site = site;
    translate(this);
    const parts = this.#parts;
    setText(parts.name, name);
    setText(parts.says, says);
    parts.grant.hidden = !canGrant || holds;
    parts.dialogue.hidden = !canDialogue || holds;
    parts.revoke.hidden = !holds;
    parts.ask.hidden = holds || asked;
    if (parts.point) parts.point.hidden = holds || !canGrant;
    parts.withdraw.hidden = !asked;
    setText(parts.muteWords, say(isMuted ? "chair.unmute" : "chair.mute"));
    parts.mute.dataset.act = isMuted ? "unmute" : "mute";
    parts.dialog.showModal();
  }
}

customElements.define("site-sheet", SiteSheet);
