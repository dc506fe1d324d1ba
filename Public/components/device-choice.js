// @ts-check
import { fill, make, setText } from "./markup.js";
import { say } from "../lib/words.js";

let count = 0;

/** Chooses one device of a kind. Attribute `kind`; property `devices` (`{list, chosen}`); emits `choose` with `detail.kind`, `detail.device`. */
export class DeviceChoice extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});

  connectedCallback() {
    this.#parts = fill(this, "device-choice");
    const id = `device-choice-${count += 1}`;
    this.#parts.select.id = id;
    this.#parts.label.htmlFor = id;
    this.translate();
    this.#parts.select.addEventListener("change", () => this.dispatchEvent(new CustomEvent("choose", {
      bubbles: true, detail: { kind: this.getAttribute("kind"), device: this.#parts.select.value },
    })));
  }

  translate() {
    setText(this.#parts.label, say(`join.${this.getAttribute("kind")}`));
  }

  /** @param {{list: {deviceId: string, label: string}[], chosen: string | undefined}} devices */
  set devices({ list, chosen }) {
    const { select } = this.#parts;
    const options = list.map(({ deviceId, label }, index) => {
      const option = /** @type {HTMLOptionElement} */ (make("option", label || `${say(`join.${this.getAttribute("kind")}`)} ${index + 1}`));
      option.value = deviceId;
      option.selected = deviceId === chosen;
      return option;
    });
    if (options.length === 0) options.push(/** @type {HTMLOptionElement} */ (make("option", say("join.none"))));
    select.disabled = list.length === 0;
    select.replaceChildren(...options);
  }
}

customElements.define("device-choice", DeviceChoice);
