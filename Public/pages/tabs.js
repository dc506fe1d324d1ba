// @ts-check
// Tabs of a desk: one panel stands open, arrows walk along the tabs.

import { setAttribute } from "../components/markup.js";

export class Tabs {
  /** Which stands open. */
  open;
  #tabs = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll("[role=tab]")));

  /** @param {() => void} draw */
  constructor(draw) {
    this.draw = draw;
    this.open = this.#tabs[0]?.dataset.tab ?? "";
    for (const tab of this.#tabs) {
      tab.addEventListener("click", () => this.show(tab.dataset.tab ?? ""));
      tab.addEventListener("keydown", (event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!by) return;
        // The arrows belong to the tabs here, and not to the wall's pages.
        event.preventDefault();
        event.stopPropagation();
        const next = this.#tabs[(this.#tabs.indexOf(tab) + by + this.#tabs.length) % this.#tabs.length];
        this.show(next.dataset.tab ?? "");
        next.focus();
      });
    }
    this.show(this.open);
  }

  /** @param {string} name */
  show(name) {
    this.open = name;
    for (const tab of this.#tabs) {
      const isOpen = tab.dataset.tab === name;
      setAttribute(tab, "aria-selected", String(isOpen));
      tab.tabIndex = isOpen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = !isOpen;
    }
    this.draw();
  }
}
