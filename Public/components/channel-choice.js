// @ts-check
import { keep, make, setAttribute, setText } from "./markup.js";

/** Which interpretation is heard. Property `channels` (`{id, name, isOn}`, the floor has the id ""); emits `choose` with `detail.channel`. */
export class ChannelChoice extends HTMLElement {
  connectedCallback() {
    this.setAttribute("role", "group");
    this.addEventListener("click", (event) => {
      const channel = /** @type {Element} */ (event.target).closest("button")?.getAttribute("data-key");
      if (channel !== null && channel !== undefined) this.dispatchEvent(new CustomEvent("choose", { bubbles: true, detail: { channel } }));
    });
  }

  /** @param {{id: string, name: string, isOn: boolean}[]} channels */
  set channels(channels) {
    keep(this, channels, (channel) => channel.id, () => {
      const button = make("button", "", "button");
      button.setAttribute("type", "button");
      return button;
    }, (button, { name, isOn }) => {
      setText(button, name);
      setAttribute(button, "aria-pressed", String(isOn));
    });
  }
}

customElements.define("channel-choice", ChannelChoice);
