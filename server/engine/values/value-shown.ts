import { numberText } from "../json/exact-number.ts";
import { isJsonNumber } from "../json/json.ts";

/** The longest part of a value that a sentence shows, in characters. */
const SHOWN = 60;

/** A value as part of a sentence: quoted, on one line, shortened if it is long. */
export function shownValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (typeof value === "string") return value === "" ? "empty text" : visible(JSON.stringify(cut(value)));
  if (isJsonNumber(value)) return `the number ${cut(numberText(value))}`;
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value))
    return value.length === 1 ? "a list of 1 item" : `a list of ${value.length} items`;
  return typeof value === "object" ? "a map" : `a ${typeof value}`;
}

function cut(text: string): string {
  const characters = Array.from(text.slice(0, SHOWN * 2 + 2));
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join("")}…` : text;
}

/** Replaces characters that are invisible or change the reading direction, because they could falsify the sentence. */
function visible(text: string): string {
  return text.replace(/[\p{Cf}\u007f-\u009f\u2028\u2029]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
    return code.length > 4 ? `\\u{${code}}` : `\\u${code}`;
  });
}
