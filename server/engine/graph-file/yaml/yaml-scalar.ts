import { ExactNumber } from "../../json/exact-number.ts";
import type { FileFields, FilePart } from "../../shape/file-part.ts";

/** Words that YAML 1.1 or 1.2 reads as a boolean or null. */
const NOT_TEXT = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
const LIKE_NUMBER = /^(?:[\d_.,:-]+(?:e[-+]?\d+)?|0x[\da-f_]+|0[ob][0-7_]+|\d{4}-\d\d?-\d\d?.*)$/i;
const IP_ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const PLAIN = /^[\p{L}\p{Nd}_/$(][\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u;
const PLAIN_IN_FLOW = /^[^,[\]{}]*$/;
/** Characters that are invisible, change the reading direction, or are a line break only for some parsers. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFE\uFFFF]/gu;

/** A string in YAML on one line: plain if every parser reads it as that text, otherwise in double quotes. */
export function yamlText(text: string, isInFlow: boolean): string {
  return isPlain(text) && (!isInFlow || PLAIN_IN_FLOW.test(text)) ? text : quoted(text);
}

/** A value in YAML on one line, such as `{ type: string, default: 4 }` or `[a, b]`. */
export function yamlFlow(value: FilePart): string {
  if (typeof value === "string") return yamlText(value, true);
  if (isList(value)) return `[${value.map(yamlFlow).join(", ")}]`;
  if (!isMap(value)) return String(value);
  const members = entriesOf(value).map(([key, inner]) => `${yamlText(key, true)}: ${yamlFlow(inner)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

export type YamlMap = FileFields | ReadonlyMap<string, FilePart>;

/** True for a list. `Array.isArray` alone does not narrow a readonly list. */
export function isList(value: FilePart): value is readonly FilePart[] {
  return Array.isArray(value);
}

/** True for fields and for names of a person: YAML writes both as a map. */
export function isMap(value: FilePart): value is YamlMap {
  return typeof value === "object" && value !== null && !isList(value) && !(value instanceof ExactNumber);
}

/** The entries of a map, in their order. */
export function entriesOf(value: YamlMap): readonly (readonly [string, FilePart])[] {
  return value instanceof Map ? [...value] : Object.entries(value);
}

function isPlain(text: string): boolean {
  if (!PLAIN.test(text) || NOT_TEXT.test(text)) return false;
  if (LIKE_NUMBER.test(text) && !IP_ADDRESS.test(text)) return false;
  return !text.includes(": ") && !text.includes(" #") && !text.endsWith(":") && !text.endsWith(" ");
}

function quoted(text: string): string {
  // YAML reads the escapes of JSON, but these characters need more escapes than JSON gives.
  return JSON.stringify(text).replace(UNSEEN, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  });
}
