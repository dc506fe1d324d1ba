// @ts-check
import { setIcon } from "./icon.js";
import { fill, make, setAttribute, setMeasure, setText } from "./markup.js";
import { say, span } from "../lib/words.js";
import "./feed-view.js";

/**
 * Who has the floor, large, with what the chair may do. Properties `floor` (`floorOf` in lib/desk.js), `extension` (seconds),
 * `stream`, `level` (dBov or null). Emits `act` with `detail.act`: `extend`, `revoke`, `dialogue`, `mute`, `begin`.
 */
export class FloorDesk extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});
  extension = 60;

  connectedCallback() {
    this.#parts = fill(this, "floor-desk");
    this.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("[data-act]");
      if (!button) return;
      const detail = { act: button.getAttribute("data-act"), item: button.getAttribute("data-item") };
      this.dispatchEvent(new CustomEvent("act", { bubbles: true, detail }));
    });
  }

  /** @param {MediaStream | null} stream */
  set stream(stream) {
    this.#parts.feed.stream = stream;
  }

  /** @param {number | null} decibels */
  set level(decibels) {
    const share = decibels === null ? 0 : Math.max(0, Math.min(100, (100 * (decibels + 60)) / 60));
    setMeasure(this.#parts.level, "--left", Math.round(share));
  }

  /** @param {ReturnType<typeof import("../lib/desk.js").floorOf>} floor */
  set floor({ nobody, people, titles, timer, of, isMuted, dialogue, budget, waiting, point }) {
    const parts = this.#parts;
    parts.somebody.hidden = nobody !== null;
    parts.acts.hidden = nobody !== null;
    parts.drain.hidden = nobody !== null;
    parts.nobody.hidden = nobody === null;
    setText(parts.heading, nobody?.heading ?? "");
    setText(parts.lead, nobody?.lead ?? "");
    parts.begin.hidden = !nobody?.begin;
    setAttribute(parts.begin, "data-item", nobody?.begin?.item ?? null);
    setText(parts.beginWords, nobody?.begin?.words ?? "");
    setAttribute(this, "data-tone", timer?.tone ?? null);
    setAttribute(parts.drain, "data-tone", timer?.tone ?? null);
    setAttribute(parts.digits, "data-tone", timer?.tone ?? null);
    setMeasure(parts.left, "--left", timer ? timer.share.toFixed(2) : 0);
    setText(parts.digits, timer?.digits ?? "");
    setText(parts.of, of);
    const key = people.map(({ name, site }) => `${name}\n${site}`).join("\n\n");
    if (parts.people.dataset.shown !== key) {
      parts.people.dataset.shown = key;
      parts.people.replaceChildren(...people.map(({ name, site }) => {
        const heading = make("h1", name);
        heading.append(make("span", site));
        return heading;
      }));
    }
    if (parts.titles.textContent !== titles.join("")) parts.titles.replaceChildren(...titles.map((title) => make("span", title)));
    setText(parts.budget, budget.words);
    parts.budget.classList.toggle("trouble", budget.isSpent);
    setText(parts.waiting, waiting);
    parts.waiting.hidden = !waiting;
    setText(parts.point, point);
    parts.point.hidden = !point;
    setText(parts.extendWords, say("chair.extend", { span: span(this.extension) }));
    parts.dialogue.hidden = !dialogue;
    setAttribute(parts.dialogue, "title", dialogue || null);
    setText(parts.muteWords, say(isMuted ? "chair.unmute" : "chair.mute"));
    setIcon(parts.muteIcon, isMuted ? "mic" : "mic-off");
    setAttribute(parts.mute, "aria-pressed", String(isMuted));
  }
}

customElements.define("floor-desk", FloorDesk);
