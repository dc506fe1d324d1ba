// @ts-check
import { clone, fill, keep, make, partsOf, setAttribute, setText } from "./markup.js";
import { say } from "../lib/words.js";

/**
 * A vote as a voter sees it. Property `ballot` (`ballotOf` in lib/ballot.js), null when there is none.
 * Emits `cast` with `detail.vote`, `detail.option`, and `detail.delegate` when the operator casts for one.
 */
export class BallotBox extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});
  #vote = "";
  /** What was pressed once: a ballot cannot be taken back, so it is asked again. @type {{voter: string, option: number} | null} */
  #chosen = null;
  /** @type {ReturnType<typeof import("../lib/ballot.js").ballotOf>} */
  #ballot = null;

  connectedCallback() {
    this.#parts = fill(this, "ballot-box");
    this.addEventListener("click", (event) => {
      const target = /** @type {Element} */ (event.target);
      const row = target.closest("[data-key]");
      const voter = row?.getAttribute("data-key") ?? "";
      const option = target.closest("[data-option]")?.getAttribute("data-option");
      if (option !== null && option !== undefined) {
        this.#chosen = { voter, option: Number(option) };
        this.ballot = this.#ballot;
        /** @type {HTMLElement | null} */ (row?.querySelector("[data-part=cast]") ?? null)?.focus();
      }
      if (target.closest("[data-part=back]")) {
        this.#chosen = null;
        this.ballot = this.#ballot;
      }
      if (target.closest("[data-part=cast]") && this.#chosen) {
        const delegate = this.#ballot?.voters.find(({ id }) => id === voter)?.delegate;
        this.dispatchEvent(new CustomEvent("cast", {
          bubbles: true, detail: { vote: this.#vote, option: this.#chosen.option, ...(delegate ? { delegate } : {}) },
        }));
        this.#chosen = null;
        this.ballot = this.#ballot;
      }
    });
  }

  /** @param {ReturnType<typeof import("../lib/ballot.js").ballotOf>} ballot */
  set ballot(ballot) {
    this.#ballot = ballot;
    const parts = this.#parts;
    parts.box.hidden = ballot === null;
    parts.none.hidden = ballot !== null;
    if (!ballot) return;
    if (this.#vote !== ballot.id) this.#chosen = null;
    this.#vote = ballot.id;
    setText(parts.title, ballot.title);
    setText(parts.kind, [ballot.kind, ballot.progress].join(" · "));
    setText(parts.why, ballot.why);
    parts.why.hidden = !ballot.why;
    keep(parts.list, ballot.voters, (voter) => voter.id, () => /** @type {Element} */ (clone("ballot-row").firstElementChild), (element, voter) => {
      const { name, options, done, sure, question } = partsOf(element);
      setText(name, voter.name);
      name.hidden = ballot.mine !== null;
      const chosen = this.#chosen?.voter === voter.id ? this.#chosen.option : null;
      options.hidden = voter.hasVoted || chosen !== null;
      done.hidden = !voter.hasVoted;
      setText(done, voter.choice ? say("ballot.chose", { option: voter.choice }) : say("ballot.done"));
      sure.hidden = voter.hasVoted || chosen === null;
      setText(question, chosen === null ? "" : say("ballot.sure", { option: ballot.options[chosen] }));
      if (options.dataset.shown !== ballot.options.join("\n")) {
        options.dataset.shown = ballot.options.join("\n");
        options.replaceChildren(...ballot.options.map((option, index) => {
          const button = make("button", option, "button");
          button.setAttribute("type", "button");
          button.dataset.option = String(index);
          return button;
        }));
      }
      for (const button of options.children) setAttribute(button, "aria-label", `${voter.name}: ${button.textContent}`);
    });
  }
}

customElements.define("ballot-box", BallotBox);
