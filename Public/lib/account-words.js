// @ts-check
// The words that only the pages of accounts need.
import en from "../locales/en-account.js";
import vi from "../locales/vi-account.js";
import { addWords } from "./words.js";

addWords({ vi, en });
