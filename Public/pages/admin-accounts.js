// @ts-check
// The accounts: a table, a dialog for one of them, and the invitation that is shown once.
import { make, setText } from "../components/markup.js";
import { ask } from "../lib/accounts.js";
import { inLanguage } from "../lib/conference.js";
import { currentLanguage, momentInWords, say } from "../lib/words.js";
import { busyWhile, element, tell } from "./account-form.js";
import { act, fillTable, pair, row } from "./admin-table.js";

/** @typedef {{id: string, name: string, signInName: string, email?: string, state: string, rights: any[], ways: string[], lastSignIn?: number, isYou: boolean}} Account */

/** @type {Account[]} */
let accounts = [];
/** @type {{id: string, title: any, day: string}[]} */
let conferences = [];
/** The one in the dialog; none when it is to be made. @type {Account | null} */
let edited = null;
/** @type {any[]} */
let posts = [];

const states = /** @type {Record<string, string>} */ ({ active: "state", invited: "state plain", suspended: "state danger" });
const roles = ["chair", "secretariat", "director", "interpreter", "operator", "observer"];

export async function openAccounts() {
  [accounts, conferences] = await Promise.all([ask("/admin/api/accounts"), ask("/admin/api/conferences")]);
  draw();
}

/** @param {any} right */
function rightInWords(right) {
  if (right.administrator) return say("admin.right.administrator.short");
  if (right.secretariat) return say("admin.right.secretariat.short");
  const { conference, as } = right.post;
  const title = conferences.find(({ id }) => id === conference)?.title;
  const place = as.site ?? as.channel;
  return `${say(`account.role.${as.role}`)}${place ? ` (${place})` : ""}, ${title ? inLanguage(title, currentLanguage()) : conference}`;
}

/** Letters without their marks, as people type them in a hurry. @param {string} text */
const plain = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");

function draw() {
  const wanted = plain(element("#find").value);
  const shown = accounts.filter((account) => plain(`${account.name} ${account.signInName} ${account.email ?? ""}`).includes(wanted));
  fillTable("#accounts", shown.map((account) => {
    const state = make("span", say(`admin.state.${account.state}`), states[account.state]);
    const acts = make("div", undefined, "acts");
    acts.append(act(say("admin.edit"), account.name, async () => openDialog(account)));
    if (account.state === "suspended") acts.append(act(say("admin.restore"), account.name, () => change(account, "restore", "admin.restored")));
    else {
      acts.append(
        act(say("admin.renew"), account.name, () => renew(account)),
        act(say("admin.suspend"), account.name, () => change(account, "suspend", "admin.suspended"), "button quiet danger"));
    }
    const rights = account.rights.map(rightInWords).join("; ") || say("admin.right.none");
    const ways = account.ways.map((way) => say(`account.by.${way}`)).join(", ");
    const last = make("div");
    last.append(pair(account.lastSignIn ? momentInWords(account.lastSignIn) : "–", ways));
    return row([pair(account.name, [account.signInName, account.email !== account.signInName && account.email].filter(Boolean).join(" · ")), rights, state, last, acts]);
  }));
}

/** @param {Account} account @param {string} what @param {string} said */
async function change(account, what, said) {
  await ask(`/admin/api/accounts/${account.id}/${what}`, {});
  tell(say(said, { name: account.name }), "#said");
  await openAccounts();
}

/** @param {Account} account */
async function renew(account) {
  if (!confirm(say("admin.renew.ask", { name: account.name }))) return;
  showInvitation(account.name, await ask(`/admin/api/accounts/${account.id}/renew`, {}));
  await openAccounts();
}

/** @param {string} name @param {{path: string}} made */
function showInvitation(name, { path }) {
  setText(element("#invitation-title"), say("admin.invitation", { name }));
  setText(element("#invitation"), `${location.origin}${path}`);
  setText(element("#copy"), say("admin.copy"));
  element("#invitation-dialog").showModal();
}

// The dialog.

/** @param {Account | null} account */
function openDialog(account) {
  edited = account;
  posts = account?.rights.filter((right) => right.post) ?? [];
  setText(element("#account-title"), account ? account.name : say("admin.invite"));
  setText(element("#save"), say(account ? "admin.save" : "admin.invite.make"));
  tell("", "#account-trouble");
  element("#name").value = account?.name ?? "";
  element("#sign-in").value = account?.signInName ?? "";
  element("#sign-in-line").hidden = account !== null;
  element("#email").value = account?.email ?? "";
  element("#is-administrator").checked = account?.rights.some((right) => right.administrator) ?? false;
  element("#is-secretariat").checked = account?.rights.some((right) => right.secretariat) ?? false;
  element(".new-post").hidden = conferences.length === 0;
  element("#post-conference").replaceChildren(...conferences.map(({ id, title }) => new Option(inLanguage(title, currentLanguage()), id)));
  element("#post-role").replaceChildren(...roles.map((role) => new Option(say(`account.role.${role}`), role)));
  drawPosts();
  drawPlaces();
  element("#account-dialog").showModal();
}

function drawPosts() {
  element("#posts").replaceChildren(...posts.map((post) => {
    const item = make("li"), words = rightInWords(post);
    item.append(make("span", words), act(say("account.remove"), words, async () => {
      posts = posts.filter((other) => other !== post);
      drawPosts();
    }));
    return item;
  }));
}

/** An operator is one site's, an interpreter one channel's. */
async function drawPlaces() {
  const role = element("#post-role").value, kind = role === "operator" ? "sites" : role === "interpreter" ? "channels" : null;
  const chooser = element("#post-place");
  chooser.hidden = kind === null;
  if (!kind) return;
  const places = await ask(`/admin/api/conferences/${element("#post-conference").value}`);
  chooser.replaceChildren(...places[kind].map((/** @type {any} */ place) => new Option(inLanguage(place.name, currentLanguage()), place.id)));
}

function addPost() {
  const role = element("#post-role").value, place = element("#post-place").value;
  const as = { role, ...(role === "operator" ? { site: place } : role === "interpreter" ? { channel: place } : {}) };
  if ((role === "operator" || role === "interpreter") && !place) return;
  const post = { post: { conference: element("#post-conference").value, as } };
  if (!posts.some((other) => JSON.stringify(other) === JSON.stringify(post))) posts.push(post);
  drawPosts();
}

function rights() {
  return [
    ...(element("#is-administrator").checked ? [{ administrator: {} }] : []),
    ...(element("#is-secretariat").checked ? [{ secretariat: {} }] : []), ...posts,
  ];
}

element("#find").addEventListener("input", draw);
element("#invite").addEventListener("click", () => openDialog(null));
element("#cancel").addEventListener("click", () => element("#account-dialog").close());
element("#close").addEventListener("click", () => element("#invitation-dialog").close());
element("#add-post").addEventListener("click", addPost);
for (const chooser of ["#post-role", "#post-conference"]) element(chooser).addEventListener("change", drawPlaces);
element("#copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(element("#invitation").textContent);
  setText(element("#copy"), say("admin.copied"));
});
element("#account-form").addEventListener("submit", (/** @type {SubmitEvent} */ event) => busyWhile(event, async () => {
  const name = element("#name").value, email = element("#email").value || undefined;
  if (edited) {
    await ask(`/admin/api/accounts/${edited.id}/change`, { name, email, rights: rights() });
    tell(say("admin.saved", { name }), "#said");
    element("#account-dialog").close();
  } else {
    const made = await ask("/admin/api/accounts", { name, signInName: element("#sign-in").value, email, rights: rights() });
    element("#account-dialog").close();
    showInvitation(name, made);
  }
  await openAccounts();
}, "#account-trouble"));
