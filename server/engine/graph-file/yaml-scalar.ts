import type { Json } from "../model/graph-content.ts";

/** Text that a reader of YAML, also of the older 1.1, would take for something else than text. */
const NOT_TEXT = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
const LIKE_NUMBER = /^(?:[\d_.,:-]+(?:e[-+]?\d+)?|0x[\da-f_]+|0[ob][0-7_]+|\d{4}-\d\d?-\d\d?.*)$/i;
const IP_ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const PLAIN = /^[\p{L}\p{Nd}_/$(][\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u;
const PLAIN_IN_FLOW = /^[^,[\]{}]*$/;
/** What would look like nothing, turn the reading direction, or break a line for one reader and not for another. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A string in YAML on one line: plain where every reader takes it for that text, else in double quotes. */
export function yamlText(text: string, isInFlow: boolean): string {
  return isPlain(text) && (!isInFlow || PLAIN_IN_FLOW.test(text)) ? text : quoted(text);
}

/** A value in YAML on one line: `{ type: string, default: 4 }`, `[a, b]`. */
export function yamlFlow(value: Json): string {
  if (typeof value === "string") return yamlText(value, true);
  if (value === null || typeof value !== "object") return String(value);
  if (isList(value)) return `[${value.map(yamlFlow).join(", ")}]`;
  const members = Object.entries(value).map(([key, inner]) => `${yamlText(key, true)}: ${yamlFlow(inner)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** Array.isArray does not narrow a readonly list away from a map. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isPlain(text: string): boolean {
  if (!PLAIN.test(text) || NOT_TEXT.test(text)) return false;
  if (LIKE_NUMBER.test(text) && !IP_ADDRESS.test(text)) return false;
  return !text.includes(": ") && !text.includes(" #") && !text.endsWith(":") && !text.endsWith(" ");
}

function quoted(text: string): string {
  // JSON's escapes are YAML's too; JSON leaves more characters bare.
  return JSON.stringify(text).replace(UNSEEN, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  });
}
