// @ts-check
import { fill, make, setAttribute, setText } from "./markup.js";
import "./feed-view.js";

/**
 * The stage: one picture element a slot, made once; a layout only places them, so that no switch takes a picture out of the page.
 * Properties `streams` (by slot), `layout` (`{layout, views}`), `page` (a document's page with its `address`), `notice`, `empty` (why there is no picture).
 * Emits `act` with `detail.act` `takeOver`.
 */
export class StageView extends HTMLElement {
  /** @type {HTMLElement[]} */
  #frames = [];
  #parts = /** @type {Record<string, any>} */ ({});

  connectedCallback() {
    this.#parts = fill(this, "stage-view");
    this.#parts.takeOver.addEventListener("click", () => this.dispatchEvent(new CustomEvent("act", { bubbles: true, detail: { act: "takeOver" } })));
  }

  /** @param {(MediaStream | null)[]} streams */
  set streams(streams) {
    while (this.#frames.length < streams.length) {
      const frame = make("figure", undefined, "view");
      frame.hidden = true;
      const plate = make("figcaption", undefined, "plate");
      plate.append(make("b"), " ", make("span"));
      const held = make("p", undefined, "held");
      held.hidden = true;
      frame.append(document.createElement("feed-view"), held, plate);
      this.#parts.pictures.append(frame);
      this.#frames.push(frame);
    }
    this.#frames.forEach((frame, slot) => {
      const feed = /** @type {import("./feed-view.js").FeedView} */ (frame.firstElementChild);
      // A connection that is being replaced leaves its last picture standing until the next one has one.
      if (streams[slot]) feed.stream = streams[slot];
    });
  }

  /**
   * A view that is `held` stands still for want of room on the line; one that is `other` has somebody else's picture in it yet.
   * @param {{layout: string, views: {slot: number, place: string, source: string, plate: {name: string, role: string} | null, held?: string, isOther?: boolean}[]}} stage
   */
  set layout({ layout, views }) {
    setAttribute(this, "data-layout", layout);
    setAttribute(this, "data-views", String(views.length));
    this.#frames.forEach((frame, slot) => {
      const index = views.findIndex((view) => view.slot === slot);
      const view = views[index];
      frame.hidden = !view;
      if (!view) return;
      frame.style.order = String(index);
      setAttribute(frame, "data-source", view.source);
      setAttribute(frame, "data-place", view.place);
      const held = /** @type {HTMLElement} */ (frame.children[1]);
      held.hidden = !view.held;
      setText(held, view.held ?? "");
      setAttribute(frame, "data-other", view.isOther ? "" : null);
      const plate = /** @type {HTMLElement} */ (frame.lastElementChild);
      plate.hidden = !view.plate;
      setText(plate.children[0], view.plate?.name ?? "");
      setText(plate.children[1], view.plate?.role ?? "");
    });
  }

  /**
   * The next page replaces the present one when it has been fetched, so that turning never shows an empty sheet.
   * @param {{address: string, name: string, says: string} | null} page
   */
  set page(page) {
    const { paper, image, pageName, pageSays } = this.#parts;
    paper.hidden = !page;
    if (!page) return image.removeAttribute("src");
    setText(pageName, page.name);
    setText(pageSays, page.says);
    if (image.dataset.address === page.address && image.hasAttribute("src")) return;
    image.dataset.address = page.address;
    if (!image.hasAttribute("src")) image.src = page.address;
    const next = new Image();
    next.src = page.address;
    next.decode().then(() => {
      if (image.dataset.address === page.address) image.src = page.address;
    }).catch(() => {
      // Not there yet: the name and the number say which page is meant.
    });
    image.alt = `${page.name}, ${page.says}`;
  }

  /** @param {{heading: string, text: string, lost: boolean, canTakeOver?: boolean} | null} notice */
  set notice(notice) {
    const { notice: box, heading, text, takeOver } = this.#parts;
    this.toggleAttribute("data-lost", notice?.lost ?? false);
    box.hidden = !notice;
    setAttribute(box, "data-small", notice && !notice.lost ? "" : null);
    heading.hidden = !notice?.heading;
    setText(heading, notice?.heading ?? "");
    setText(text, notice?.text ?? "");
    takeOver.hidden = !notice?.canTakeOver;
  }

  /** @param {string} text */
  set empty(text) {
    this.#parts.empty.hidden = !text;
    setText(this.#parts.empty, text);
  }
}

customElements.define("stage-view", StageView);
