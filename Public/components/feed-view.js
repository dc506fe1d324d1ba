// @ts-check

/**
 * Shows one stream without ever showing black in between: a new stream plays behind the old one until it has a frame.
 * Property `stream`; emits `frame` (bubbling) with the first frame of each stream, `detail.at` from `performance.now()`.
 */
export class FeedView extends HTMLElement {
  /** @type {MediaStream | null} */
  #stream = null;

  get stream() {
    return this.#stream;
  }

  set stream(stream) {
    if (stream === this.#stream) return;
    this.#stream = stream;
    if (stream) this.#play(stream);
    else this.clear();
  }

  get hasPicture() {
    return this.querySelector("video[data-live]") !== null;
  }

  /** Drops the picture at once: what follows is another site, and must not be shown under the old name. */
  clear() {
    this.#stream = null;
    for (const video of this.querySelectorAll("video")) release(video);
    this.removeAttribute("data-picture");
  }

  /** @param {MediaStream} stream */
  #play(stream) {
    const video = document.createElement("video");
    video.muted = true;
    video.autoplay = true;
    video.playsInline = true;
    video.disablePictureInPicture = true;
    video.srcObject = stream;
    this.append(video);
    const first = (/** @type {number} */ at) => {
      if (this.#stream !== stream) return release(video);
      video.setAttribute("data-live", "");
      this.setAttribute("data-picture", "");
      for (const older of this.querySelectorAll("video")) if (older !== video) release(older);
      this.dispatchEvent(new CustomEvent("frame", { bubbles: true, detail: { at } }));
    };
    if ("requestVideoFrameCallback" in video) video.requestVideoFrameCallback((at) => first(at));
    else /** @type {HTMLVideoElement} */ (video).addEventListener("loadeddata", () => first(performance.now()), { once: true });
    video.play().catch(() => {
      // Muted video may always play; a page that is hidden plays when it is shown.
    });
  }
}

/** @param {HTMLVideoElement} video */
function release(video) {
  video.srcObject = null;
  video.remove();
}

customElements.define("feed-view", FeedView);
