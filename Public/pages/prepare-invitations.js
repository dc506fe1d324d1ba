// @ts-check
// Who was invited, what they answered, whom to remind.
import { keep, make, setText } from "../components/markup.js";
import { currentLanguage, say } from "../lib/words.js";
import { answerOf } from "./prepare-people.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));
const filters = ["everyone", "silent", "accepted", "declined", "substituted", "changed"];

export class PrepareInvitations {
  /** @type {any[]} */
  #rows = [];

  /**
   * @param {import("../lib/preparation.js").PreparationDesk} preparation @param {import("./prepare-forms.js").PrepareForms} forms
   * @param {string} id @param {(words: string) => void} tell
   */
  constructor(preparation, forms, id, tell) {
    this.preparation = preparation;
    this.forms = forms;
    this.id = id;
    this.tell = tell;
    const filter = element("#invite-filter");
    filter.append(...filters.map((name) => new Option(say(name === "everyone" ? "prepare.invite.everyone" : `prepare.answer.${name}`), name)));
    filter.addEventListener("change", () => this.draw());
    element("#invite-sites").addEventListener("click", () => this.#invite(this.preparation.desk.sites.filter(({ answers }) => !answers).map(({ value }) => `site:${value.id}`)));
    element("#invite-people").addEventListener("click", async () => this.#invite(await this.preparation.get("uninvited")));
  }

  /** @param {string[]} invitees */
  async #invite(invitees) {
    await this.#act("invite", { invitees });
  }

  async refresh() {
    this.#rows = await this.preparation.get("invitations").catch(() => []);
    this.draw();
  }

  draw() {
    const { answers } = this.preparation.desk;
    const { invited, accepted, declined, substituted } = answers;
    setText(element("#invite-count"), invited ? say("prepare.invite.count", { invited, accepted, declined, substituted, silent: invited - accepted - declined - substituted }) : say("prepare.invite.none"));
    const wanted = element("#invite-filter").value;
    const rows = this.#rows.filter(({ invitation }) => wanted === "everyone" || answerOf(invitation) === wanted);
    keep(element("#invite-rows"), rows.slice(0, 1_000), ({ invitee }) => invitee, () => this.#make(), (row, one) => {
      row.invitee = one;
      const [who, place, answer, contact, acts] = row.children;
      setText(who.children[0], one.name);
      setText(who.children[1], one.titles);
      setText(place, one.place);
      const word = answerOf(one.invitation);
      setText(answer.firstChild, [say(`prepare.answer.${word}`), one.invitation.answer?.substituted?.name, one.invitation.answer?.declined?.reason].filter(Boolean).join(": "));
      answer.firstChild.className = `answer ${word}`;
      setText(contact, [one.address, noticeWords(one)].filter(Boolean).join(" · "));
      acts.querySelector("a").href = one.path;
    });
  }

  #make() {
    const row = /** @type {any} */ (make("tr"));
    for (let cell = 0; cell < 5; cell += 1) row.append(make("td"));
    const [who, , answer, , acts] = row.children;
    who.append(make("b"), make("span"));
    answer.append(make("span"));
    const link = make("a", say("prepare.invite.link"), "button quiet");
    acts.append(link);
    const answered = make("button", say("prepare.invite.answered"), "button quiet");
    answered.addEventListener("click", () => this.#note(row.invitee));
    acts.append(answered);
    for (const [label, command] of [["prepare.invite.remind", "remind"], ["prepare.invite.reissue", "reissueInvitation"]]) {
      const button = make("button", say(label), "button quiet");
      button.addEventListener("click", () => this.#act(command, command === "remind" ? { invitees: [row.invitee.invitee] } : { invitee: row.invitee.invitee }));
      acts.append(button);
    }
    return row;
  }

  /** What somebody answered by telephone. @param {any} one */
  #note(one) {
    const isSite = one.invitee.startsWith("site:");
    const answers = ["accepted", "declined", ...(isSite ? [] : ["substituted"])];
    this.forms.dialog.ask({
      title: `${say("prepare.invite.answered")}: ${one.name}`, value: { answer: "accepted" },
      fields: [
        { key: "answer", label: "prepare.invite.answer", kind: "select", options: answers.map((word) => /** @type {[string, string]} */ ([word, say(`prepare.answer.${word}`)])) },
        ...(isSite ? [] : [/** @type {any} */ ({ key: "name", label: "invitation.substitute.name" })]),
        { key: "reason", label: "invitation.decline.reason" },
      ],
      save: async ({ answer, name, reason }) => {
        const said = answer === "substituted" ? { substituted: { name: name ?? "" } } : answer === "declined" ? { declined: { reason } } : { accepted: {} };
        await this.preparation.command("answer", { invitee: one.invitee, answer: said });
        this.forms.dialog.close();
        await this.refresh();
      },
    });
  }

  /** @param {string} type @param {Record<string, unknown>} fields */
  async #act(type, fields) {
    try {
      await this.preparation.command(type, fields);
      await this.refresh();
    } catch (error) {
      this.tell(this.forms.words(error));
    }
  }
}

/** What became of the last mail, or when somebody was reminded otherwise. @param {any} row */
function noticeWords({ notice, invitation }) {
  const when = (/** @type {number} */ at) => new Date(at).toLocaleDateString(currentLanguage());
  if (notice) return say(notice.isRefused ? "prepare.notice.refused" : "prepare.notice.sent", { when: when(notice.at) });
  return invitation.reminded ? say("prepare.notice.reminded", { when: when(invitation.reminded) }) : "";
}
