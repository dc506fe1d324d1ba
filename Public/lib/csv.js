// @ts-check
// Rows as CSV (RFC 4180) for spreadsheets, in which no cell can be taken for a formula; as the server writes it. Pure.

/** With the mark by which spreadsheets know that it is UTF-8. @param {string[][]} rows */
export function csv(rows) {
  return `\uFEFF${rows.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("")}`;
}

/** What begins like a formula gets an apostrophe in front; numbers stay numbers. @param {string} text */
function cell(text) {
  const isRisky = /^(?:\s*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/.test(text) && !/^-?[0-9]+(\.[0-9]+)?$/.test(text);
  const safe = isRisky ? `'${text}` : text;
  return /[",\n\r;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
