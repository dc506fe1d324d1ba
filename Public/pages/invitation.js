// @ts-check
import "../lib/prepare-words.js";
import "../components/language-switch.js";
import { make, setText, translate } from "../components/markup.js";
import { newID, Refusal } from "../lib/commands.js";
import { inLanguage } from "../lib/conference.js";
import { clockOf, failure } from "../lib/preparation.js";
import { currentLanguage, dayInWords, fileSize, say } from "../lib/words.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));
const base = document.documentElement.dataset.base ?? "";
const text = (/** @type {any} */ value) => inLanguage(value, currentLanguage());
translate(document);
document.addEventListener("language", () => location.reload());
for (const image of document.querySelectorAll("img[data-alt]")) image.setAttribute("alt", say(image.getAttribute("data-alt") ?? ""));

/** @type {any} */
let state = null;

async function load() {
  const response = await fetch(`${base}api/state`, { cache: "no-store" });
  if (!response.ok) throw await failure(response);
  state = await response.json();
  draw();
}

/** @param {string} path @param {Record<string, unknown>} body */
async function send(path, body) {
  setText(element("#trouble"), "");
  try {
    const response = await fetch(`${base}api/${path}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ id: newID(), ...body }),
    });
    if (!response.ok) throw await failure(response);
    const answer = await response.json();
    await load();
    return answer;
  } catch (error) {
    setText(element("#trouble"), error instanceof Refusal && error.message ? error.message : say("failed.noLine"));
    return null;
  }
}

function draw() {
  const { invitation } = state;
  const isSite = state.invitee.startsWith("site:");
  setText(element("#accept"), say(isSite ? "invitation.accept.site" : "invitation.accept"));
  element("#substituting").hidden = isSite;
  const [word, values] = invitation?.answer ? Object.entries(invitation.answer)[0] : [null, {}];
  element("#answered").hidden = word === null;
  if (word) setText(element("#answered"), say(`invitation.answered.${word}`, { name: values.name ?? "" }));
  element("#choices").hidden = word !== null || !invitation;
  element("#again").hidden = word === null;
  drawChanges();
  element("#programme").replaceChildren(...state.parts.map(part));
  element("#texts").hidden = !state.delegation;
  element("#text-rows").replaceChildren(...state.interventions.map((/** @type {any} */ one) => {
    const row = make("li");
    row.append(make("b", one.title), make("span", [say(`prepare.text.${one.stage}`), one.note].filter(Boolean).join(": "), "soft"));
    return row;
  }));
}

function drawChanges() {
  element("#changes").hidden = state.invitation?.changedIn === undefined;
  const sittings = new Map(state.parts.map((/** @type {any} */ { sitting }) => [sitting.id, sitting]));
  const items = new Map(state.parts.flatMap((/** @type {any} */ { items: all }) => all).map((/** @type {any} */ item) => [item.id, item]));
  element("#change-rows").replaceChildren(...state.changes.map((/** @type {Record<string, any>} */ change) => {
    const [[kind, values]] = Object.entries(change);
    const title = text(values.title ?? sittings.get(values.sitting)?.title ?? items.get(values.item)?.title);
    const from = values.fromDay ? `${dayInWords(values.fromDay)}, ${values.fromStart}–${values.fromEnd}` : values.fromBegins === undefined ? "" : clockOf(values.fromBegins);
    return make("li", say(`invitation.change.${kind}`, { title, from }));
  }));
}

/** One sitting of the programme, with what is the invitee's own. @param {any} part */
function part({ sitting, items, phase, papers }) {
  const section = make("section", undefined, "sitting");
  section.append(make("h3", text(sitting.title)));
  section.append(make("p", `${dayInWords(sitting.day)}, ${sitting.start}–${sitting.end}`, "when figures"));
  const local = localTime(sitting);
  if (local) section.append(make("p", local, "soft"));
  const list = make("ol");
  for (const item of items) {
    const row = make("li");
    const isOwn = state.invitee === `delegate:${item.speaker}` || state.invitee === `site:${item.site}`;
    row.append(make("span", clockOf(item.begins), "figures"), make("span", text(item.title)), make("span", [item.speakerName, isOwn ? say("invitation.yours") : ""].filter(Boolean).join(" · "), "soft"));
    row.classList.toggle("own", isOwn);
    for (const paper of papers) if (paper.item === item.id) row.append(paperLink(paper));
    list.append(row);
  }
  section.append(list);
  if (["convened", "open", "recess"].includes(phase)) {
    const enter = make("button", say("invitation.enter"), "button");
    enter.addEventListener("click", async () => {
      const answer = await send("enter", { sitting: sitting.id });
      if (answer) location.href = answer.path;
    });
    section.append(enter);
  }
  return section;
}

/** A paper of an item, and whether its latest version is new to the invitee. @param {any} paper */
function paperLink({ id, title, bytes, version, seen }) {
  const link = make("a", undefined, "paper");
  link.append(make("span", title), make("span", [fileSize(bytes), seen === version ? "" : say(seen ? "invitation.paper.newer" : "invitation.paper.new")].filter(Boolean).join(" · "), "soft"));
  link.setAttribute("href", `${base}papers/${id}`);
  link.setAttribute("download", "");
  // The server notes the first reading of a version.
  link.addEventListener("click", () => window.setTimeout(load, 1_500));
  return link;
}

/** When a sitting begins on the invitee's own clock, where that is another than Việt Nam's. @param {any} sitting */
function localTime(sitting) {
  const zone = state.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const begins = new Date(`${sitting.day}T${sitting.start}:00+07:00`);
  const inZone = (/** @type {string} */ timeZone) => new Intl.DateTimeFormat(currentLanguage(), { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit" }).format(begins);
  try {
    return inZone(zone) === inZone("Asia/Ho_Chi_Minh") ? "" : say("invitation.local", { time: inZone(zone), zone });
  } catch {
    // A zone that this browser does not know.
    return "";
  }
}

element("#accept").addEventListener("click", () => send("answer", { answer: { accepted: {} } }));
element("#substitute").addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  send("answer", { answer: { substituted: { name: element("#substitute-name").value, title: element("#substitute-title").value || undefined } } });
});
element("#decline").addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  send("answer", { answer: { declined: { reason: element("#decline-reason").value || undefined } } });
});
element("#again").addEventListener("click", () => {
  element("#choices").hidden = false;
  element("#again").hidden = true;
});
element("#seen").addEventListener("click", () => send("seen", {}));
element("#text").addEventListener("submit", async (/** @type {Event} */ event) => {
  event.preventDefault();
  if (await send("interventions", { title: element("#text-title").value, text: element("#text-body").value })) element("#text").reset();
});
await load();
document.documentElement.dataset.ready = "yes";
