// @ts-check
// The words that only the pages of the preparation need.
import en from "../locales/en-prepare.js";
import vi from "../locales/vi-prepare.js";
import { addWords } from "./words.js";

addWords({ vi, en });
