// @ts-check
import "../components/language-switch.js";
import "../components/site-wall.js";
import "../components/tile-map.js";
import { translate } from "../components/markup.js";
import { siteActs } from "../lib/desk.js";
import { bindKeys } from "./chair-keys.js";
import { media } from "./connect.js";
import { Console } from "./console.js";
import { FloorBoard } from "./floor-board.js";
import { Page } from "./page.js";
import { SiteDesk } from "./site-desk.js";
import { WallDesk } from "./wall-desk.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

const page = await Page.open(media);
const { session } = page;
const desk = new Console(page, media);
const walls = new WallDesk(page, media);
const board = new FloorBoard(desk, () => walls.watched);
const { acts } = board;
const sites = new SiteDesk(desk, () => walls.watched, (site) => [...siteActs(session.state, site), "message"], { ...acts.atSite, message: (site) => desk.write(site) });
page.onDraw = draw;
page.draw();
session.addEventListener("levels", () => board.drawLevel());
setInterval(() => {
  board.drawTime();
  desk.drawLine();
}, 250);

function draw() {
  desk.drawHead();
  desk.drawLine();
  board.draw();
  walls.draw();
  desk.drawCountry(walls.watched);
}

bindKeys(acts, { turn: (by) => walls.turn(by), find: () => element("#find").focus() });

sites.opensFrom("site-wall", "tile-map");

document.addEventListener("language", () => {
  translate(document);
  board.drawAllotments();
  page.draw();
});
