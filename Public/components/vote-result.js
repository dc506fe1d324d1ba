// @ts-check
import { clone, keep, make, partsOf, setMeasure, setText } from "./markup.js";

/** Results of votes as bars with their numbers. Property `results` (`resultsOf` in lib/ballot.js). */
export class VoteResult extends HTMLElement {
  /** @param {ReturnType<typeof import("../lib/ballot.js").resultsOf>} results */
  set results(results) {
    keep(this, results, (result) => result.id, () => /** @type {Element} */ (clone("vote-result").firstElementChild), (element, result) => {
      const { title, note, rows } = partsOf(element);
      setText(title, result.title);
      setText(note, result.note);
      keep(rows, result.rows, (row) => row.option, () => {
        const row = make("div"), bar = make("dd", undefined, "bar drain");
        bar.append(make("i"));
        row.append(make("dt"), make("dd", "", "count figures"), make("dd", "", "percent figures"), bar);
        return row;
      }, (row, { option, count, percent, share }) => {
        setText(row.children[0], option);
        setText(row.children[1], count);
        setText(row.children[2], percent);
        setMeasure(row.children[3].firstElementChild, "--left", share.toFixed(1));
      });
    });
  }
}

customElements.define("vote-result", VoteResult);
