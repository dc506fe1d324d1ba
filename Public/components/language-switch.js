// @ts-check
import { currentLanguage, rememberLanguage, say } from "../lib/words.js";

/** Switches the language in place, so that a hall keeps its picture. Emits `language` (bubbling). */
export class LanguageSwitch extends HTMLElement {
  connectedCallback() {
    for (const button of this.querySelectorAll("button")) button.addEventListener("click", this);
    this.update();
  }

  /** @param {Event} event */
  handleEvent(event) {
    rememberLanguage(/** @type {HTMLElement} */ (event.currentTarget).lang);
    for (const other of document.querySelectorAll("language-switch")) /** @type {LanguageSwitch} */ (other).update();
    this.dispatchEvent(new CustomEvent("language", { bubbles: true }));
  }

  update() {
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", say("language.switch"));
    for (const button of this.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.lang === currentLanguage()));
  }
}

customElements.define("language-switch", LanguageSwitch);
