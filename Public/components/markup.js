// @ts-check
// How an element gets its markup: a `<template>` of the page, its words from the locale, its icons drawn.

import { drawIcons } from "./icon.js";
import { say } from "../lib/words.js";

/**
 * Fills the element from the page's template and answers its parts by their `data-part`.
 * @param {Element} element
 * @param {string} id
 * @returns {Record<string, any>}
 */
export function fill(element, id) {
  const content = clone(id);
  const parts = partsOf(content);
  element.replaceChildren(content);
  return parts;
}

/** A copy of a template with its words and icons in place. @param {string} id */
export function clone(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  const content = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  drawIcons(content);
  translate(content);
  return content;
}

/** @param {ParentNode} root @returns {Record<string, any>} */
export function partsOf(root) {
  return Object.fromEntries(Array.from(root.querySelectorAll("[data-part]"), (part) => [part.getAttribute("data-part"), part]));
}

/** Puts the words of the present language where `data-words`, `data-label`, `data-placeholder` and `data-hint` say. @param {ParentNode} root */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-words]")) setText(element, say(element.getAttribute("data-words") ?? ""));
  for (const element of root.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.getAttribute("data-label") ?? ""));
  for (const element of root.querySelectorAll("[data-placeholder]")) element.setAttribute("placeholder", say(element.getAttribute("data-placeholder") ?? ""));
  for (const element of root.querySelectorAll("[data-hint]")) element.setAttribute("title", say(element.getAttribute("data-hint") ?? ""));
}

/** Writes only what changed: a screen reader and the layout notice every write. @param {Element} element @param {string} text */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {Element} element @param {string} name @param {string | null} value */
export function setAttribute(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Sets a measure through the CSSOM, which a strict content policy allows. @param {Element} element @param {string} name @param {string | number} value */
export function setMeasure(element, name, value) {
  const style = /** @type {HTMLElement} */ (element).style;
  if (style.getPropertyValue(name) !== String(value)) style.setProperty(name, String(value));
}

/**
 * Keeps a list's elements in step with its values: an element lives as long as its key, and moves only when the order changed.
 * @template T
 * @param {Element} list
 * @param {T[]} values
 * @param {(value: T, index: number) => string} keyOf
 * @param {(value: T) => Element} make
 * @param {(element: any, value: T, index: number) => void} update
 */
export function keep(list, values, keyOf, make, update) {
  const old = new Map(Array.from(list.children, (child) => [child.getAttribute("data-key"), child]));
  /** @type {Element | null} */
  let previous = null;
  values.forEach((value, index) => {
    const key = keyOf(value, index);
    let element = old.get(key);
    if (!element) {
      element = make(value);
      element.setAttribute("data-key", key);
    }
    old.delete(key);
    const place = /** @type {Element | null} */ (previous ? previous.nextElementSibling : list.firstElementChild);
    if (place !== element) list.insertBefore(element, place);
    update(element, value, index);
    previous = element;
  });
  for (const gone of old.values()) gone.remove();
}

/** @param {string} name @param {string} [text] @param {string} [className] */
export function make(name, text, className) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
}
