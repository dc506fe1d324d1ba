// @ts-check
// Which map of the country is meant: a province's code is one only together with a day.

/** @typedef {{valid_from: string | null, valid_until: string | null, units: Record<string, {name: string, col: number, row: number}>, islands: any[]}} Map */

/** The map of the day of a conference; days in ISO form compare as text. @param {Record<string, Map>} maps @param {string} day */
export function mapOn(maps, day) {
  const list = Object.values(maps);
  return list.find((map) => (!map.valid_from || map.valid_from <= day) && (!map.valid_until || day <= map.valid_until)) ?? list[0];
}
