// @ts-check
// The words that only the pages of the follow-up need.
import en from "../locales/en-followup.js";
import vi from "../locales/vi-followup.js";
import { addWords } from "./words.js";

addWords({ vi, en });
