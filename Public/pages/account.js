// @ts-check
// One's own page: where one may go, how one signs in, and where one is signed in.
import "../lib/account-words.js";
import "../components/language-switch.js";
import { make, translate } from "../components/markup.js";
import { ask, canUsePasskeys, clientInWords } from "../lib/accounts.js";
import { inLanguage } from "../lib/conference.js";
import { currentLanguage, dayInWords, momentInWords, say } from "../lib/words.js";
import { busyWhile, element, tell, wordsOf } from "./account-form.js";
import { offerPasskey, offerPassword } from "./enrolment.js";

translate(document);
document.addEventListener("language", () => location.reload());

/** @param {string} title @param {string} under @param {string} act @param {(event: Event) => void} open */
function door(title, under, act, open) {
  const item = make("li"), words = make("div");
  words.append(make("h2", title), make("p", under, "soft"));
  const button = make("button", act, "button primary");
  button.setAttribute("type", "button");
  button.setAttribute("aria-label", `${act}: ${title}`);
  button.addEventListener("click", open);
  item.append(words, button);
  return item;
}

/** A way in that the server makes for this browser. @param {unknown} right */
const entering = (right) => (/** @type {Event} */ event) => busyWhile(event, async () => {
  location.assign((await ask("/account/api/enter", { right })).to);
});

/** @param {any} mine */
function drawDoors(mine) {
  const doors = [];
  if (mine.isSecretary) {
    doors.push(door(say("account.desk"), say("account.desk.what"), say("account.open"), () => location.assign("/prepare")));
    doors.push(door(say("account.followUp"), say("account.followUp.what"), say("account.open"), entering({ secretariat: {} })));
  }
  if (mine.administers) doors.push(door(say("account.admin"), say("account.admin.what"), say("account.open"), () => location.assign("/admin")));
  for (const post of mine.posts) {
    const role = [say(`account.role.${post.role}`), post.place && inLanguage(post.place, currentLanguage())].filter(Boolean).join(", ");
    const under = `${role} · ${dayInWords(post.day)} · ${inLanguage(post.host, currentLanguage())}`;
    doors.push(door(inLanguage(post.title, currentLanguage()), under, say("account.enter"), entering(post.right)));
  }
  element("#doors").replaceChildren(...doors);
  element("#none").hidden = doors.length > 0;
}

/** @param {string} words @param {string} under @param {unknown} [means] what would be taken away */
function wayRow(words, under, means) {
  const item = make("li"), text = make("div");
  text.append(make("strong", words), make("p", under, "soft"));
  item.append(text);
  if (means) {
    const button = make("button", say("account.remove"), "button quiet");
    button.setAttribute("type", "button");
    button.setAttribute("aria-label", `${say("account.remove")}: ${words}`);
    button.addEventListener("click", (event) => busyWhile(event, async () => {
      await ask("/account/api/enrol/withdraw", { means });
      await load();
    }, "#ways-trouble"));
    item.append(button);
  }
  return item;
}

/** @param {any} mine */
function drawWays(mine) {
  const isRemovable = mine.isFresh && (mine.passkeys.length + mine.issuers.length + Number(mine.hasPassword)) > 1;
  const rows = mine.passkeys.map((/** @type {any} */ passkey) => wayRow(
    `${say("account.way.passkey")}: ${passkey.label}`,
    passkey.used ? say("account.used", { when: momentInWords(passkey.used) }) : say("account.made", { when: momentInWords(passkey.created) }),
    isRemovable && { passkey: { _0: passkey.label } }));
  if (mine.hasPassword) rows.push(wayRow(say("account.way.password"), say("account.way.password.short"), isRemovable && { password: {} }));
  for (const issuer of mine.issuers) rows.push(wayRow(say("account.way.openID"), issuer, isRemovable && { openID: { issuer } }));
  element("#ways").replaceChildren(...rows);
  element("#stale").hidden = mine.isFresh;
  element("#changing").hidden = !mine.isFresh;
  element("#with-passkey").hidden = !canUsePasskeys();
}

/** @param {any} mine */
function drawSessions(mine) {
  element("#sessions").replaceChildren(...mine.sessions.map((/** @type {any} */ session) => {
    const under = [say(`account.by.${session.way}`), session.isThis ? say("account.session.this") : say("account.seen", { when: momentInWords(session.seen) })];
    return wayRow(clientInWords(session.client), under.join(" · "));
  }));
  element("#end-others").hidden = mine.sessions.length < 2;
}

async function load() {
  const mine = await ask("/account/api/mine");
  drawDoors(mine);
  drawWays(mine);
  drawSessions(mine);
}

const again = () => location.reload();
offerPasskey(again, "#ways-trouble");
element("#with-password").addEventListener("toggle", () => {
  if (element("#with-password").open) offerPassword(again, "#ways-trouble").catch((error) => tell(wordsOf(error), "#ways-trouble"));
}, { once: true });
element("#sign-out").addEventListener("click", (/** @type {Event} */ event) => busyWhile(event, async () => {
  location.assign((await ask("/account/api/sign-out", {})).to);
}));
element("#end-others").addEventListener("click", (/** @type {Event} */ event) => busyWhile(event, async () => {
  await ask("/account/api/end-others", {});
  await load();
}));
load().catch((error) => tell(wordsOf(error)));
