// @ts-check
import { clone, keep, partsOf, setAttribute, setText } from "./markup.js";
import { say } from "../lib/words.js";

/** Which sites wrote, those with the newest first. Properties `threads` (`inboxOf` in lib/lists.js), `chosen`; emits `choose` with `detail.site`. */
export class InboxList extends HTMLElement {
  connectedCallback() {
    this.setAttribute("role", "list");
    this.addEventListener("click", (event) => {
      const site = /** @type {Element} */ (event.target).closest("[data-key]")?.getAttribute("data-key");
      if (site) this.dispatchEvent(new CustomEvent("choose", { bubbles: true, detail: { site } }));
    });
  }

  /** @param {{rows: ReturnType<typeof import("../lib/lists.js").inboxOf>, chosen: string | null}} inbox */
  set inbox({ rows, chosen }) {
    keep(this, rows, (row) => row.site, () => /** @type {Element} */ (clone("inbox-row").firstElementChild), (element, row) => {
      const { button, name, text, at, unread } = partsOf(element);
      setAttribute(button, "aria-current", row.site === chosen ? "true" : null);
      setText(name, row.name);
      setText(text, row.text);
      setText(at, row.at);
      unread.hidden = row.unread === 0;
      setText(unread, say("desk.unread", { count: row.unread }));
    });
  }
}

customElements.define("inbox-list", InboxList);
