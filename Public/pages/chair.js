// @ts-check
import "../components/language-switch.js";
import "../components/site-sheet.js";
import "../components/site-wall.js";
import "../components/sound-out.js";
import "../components/tile-map.js";
import { translate } from "../components/markup.js";
import { siteOf } from "../lib/conference.js";
import { siteActs } from "../lib/desk.js";
import { tileOf } from "../lib/wall.js";
import { bindKeys } from "./chair-keys.js";
import { media } from "./connect.js";
import { Console } from "./console.js";
import { FloorBoard } from "./floor-board.js";
import { Page } from "./page.js";
import { WallDesk } from "./wall-desk.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));
const sheet = element("site-sheet"), sound = element("sound-out");

const page = await Page.open(media);
const { session } = page;
const desk = new Console(page, media);
const walls = new WallDesk(page, media);
const board = new FloorBoard(desk, () => walls.watched);
const { acts } = board;
page.onDraw = draw;
media.addEventListener("state", play);
session.addEventListener("levels", () => board.drawLevel());
setInterval(() => {
  board.drawTime();
  desk.drawLine();
}, 250);
sound.volume = Number(element("#volume").value) / 100;
play();

function play() {
  sound.streams = media.streams.audio;
  page.draw();
}

function draw() {
  desk.drawHead();
  desk.drawLine();
  board.draw();
  walls.draw();
  desk.drawCountry(walls.watched);
}

bindKeys({
  grant: () => acts.grant(),
  grantNth: (position) => acts.grantNth(position),
  extend: () => acts.extend(),
  revoke: () => acts.revoke(),
  mute: () => acts.mute(),
  next: () => acts.next(),
  pass: () => acts.pass(),
  dialogue: () => acts.dialogue(),
  recess: () => acts.recess(),
  point: () => acts.point(),
  vote: () => acts.vote(),
  choose: (by) => acts.choose(by),
  move: (by) => acts.move(by),
  turn: (by) => walls.turn(by),
  undo: () => acts.undo(),
  find: () => acts.find(),
  help: () => acts.help(),
});

for (const place of [element("site-wall"), element("tile-map")]) {
  place.addEventListener("site", (/** @type {CustomEvent} */ { detail: { site } }) => {
    const { state, presence } = session;
    const tile = tileOf(state, presence, site, walls.watched);
    sheet.open({
      site, name: tile.name, says: tile.says.slice(tile.name.length + 2), isMuted: tile.isMuted, acts: siteActs(state, site), contact: siteOf(state, site)?.contact,
    });
  });
}
sheet.addEventListener("act", (/** @type {CustomEvent} */ { detail: { act, site } }) => {
  if (act === "grant") acts.give(site);
  else if (act === "dialogue") acts.give(site, "dialogue");
  else if (act === "revoke") acts.take(site);
  else if (act === "point") desk.tell("ask", { site, kind: "pointOfOrder" });
  else desk.tell(act, { site });
});
element("#volume").addEventListener("input", () => { sound.volume = Number(element("#volume").value) / 100; });

document.addEventListener("language", () => {
  translate(document);
  board.drawAllotments();
  page.draw();
});
