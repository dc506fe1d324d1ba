// @ts-check
// Who is to be reminded of what: overdue, and due in 1, 7 and 14 days.
import { make, setAttribute } from "../components/markup.js";
import { say } from "../lib/words.js";
import { button, done, link, main, open } from "./followup-page.js";
import { openForm } from "./followup-form.js";
import { section } from "./followup-rows.js";

/** @type {any} */ let reminders;

await open(async (followUp) => {
  reminders = await followUp.read("reminders");
}, (followUp) => {
  const view = make("div", undefined, "reminders");
  view.append(make("h1", say("remind.title")));
  if (reminders.calendar) {
    const address = new URL(reminders.calendar, location.href).href, part = make("p");
    part.append(link(say("remind.calendar"), reminders.calendar, "button"), make("br"), make("small", say("remind.calendar.hint"), "soft"), make("br"), make("code", address, "small"));
    view.append(part);
  }
  const { agency: own } = followUp.tables.you;
  if (own) view.append(mails(followUp.agency(own)));
  for (const { agency, overdue, within1, within7, within14 } of reminders.people) {
    const part = make("section");
    setAttribute(part, "data-agency", agency);
    part.append(make("h2", followUp.name(agency, false)));
    if (overdue.length) part.append(section(followUp, say("remind.overdue"), "danger", overdue));
    for (const [count, rows] of /** @type {[number, any[]][]} */ ([[1, within1], [7, within7], [14, within14]])) {
      if (rows.length) part.append(section(followUp, say("remind.within", { count }), "warning", rows));
    }
    view.append(part);
  }
  if (!reminders.people.length) view.append(make("p", say("remind.none"), "soft"));
  main.replaceChildren(view);
});

/** Who is reminded by mail. @param {any} agency */
function mails(agency) {
  const part = make("p"), now = agency.mails ?? [];
  part.append(make("span", now.length ? say("remind.mails", { mails: now.join(", ") }) : say("remind.mails.none")), " ", button(say("remind.mails.change"), () => openForm({
    title: say("remind.mails.change"), lead: say("remind.mails.lead"), send: say("desk.save"),
    fields: [{ name: "mails", label: say("remind.mails.field"), kind: "area", value: now.join("\n") }],
    onSend: async ({ mails: text }) => await done("setMails", { agency: agency.id, mails: text.split(/[\s,;]+/).filter(Boolean) }) !== null,
  }), "quiet"));
  return part;
}
