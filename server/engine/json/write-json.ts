import { ExactNumber, numberText } from "./exact-number.ts";

/**
 * The JSON text of a value: as `JSON.stringify` writes it, but with Maps as objects in their order and with every digit of
 * a number. A key without a value is left out.
 *
 * @param indent how many spaces each level is indented by; without it the text is one line.
 * @throws TypeError if the value holds something that JSON cannot hold, such as a function or an infinite number.
 */
export function writeJson(value: unknown, indent = 0): string {
  return written(value, indent === 0 ? "" : "\n", " ".repeat(indent));
}

/**
 * The beginning of what `writeJson` gives: all of it if it has at most `length` characters, else a few more than that. It
 * costs no more for a large value.
 */
export function jsonBeginning(value: unknown, length: number): string {
  if (typeof value === "string") return stringText(value.slice(0, length + 1));
  const isList = Array.isArray(value);
  if (typeof value !== "object" || value === null || !(isList || value instanceof Map))
    return writeJson(value);
  let text = isList ? "[" : "{";
  const entries: Iterable<[unknown, unknown]> = isList ? value.entries() : value;
  let isFirst = true;
  for (const [key, each] of entries) {
    if (text.length > length) return text;
    if (!isFirst) text += ",";
    isFirst = false;
    if (!isList) text += `${jsonBeginning(String(key), length)}:`;
    text += jsonBeginning(each, length - text.length);
  }
  return text + (isList ? "]" : "}");
}

function written(value: unknown, line: string, step: string): string {
  switch (typeof value) {
    case "string":
      return stringText(value);
    case "boolean":
      return String(value);
    case "number":
      if (!Number.isFinite(value)) break;
      return numberText(value);
    case "object":
      return value === null ? "null" : writtenObject(value, line, step);
    default:
  }
  throw new TypeError(`JSON cannot hold ${typeof value === "number" ? value : `a ${typeof value}`}.`);
}

/** What JSON.stringify writes with an escape. */
const NEEDS_ESCAPE = /["\\\p{Cc}\p{Cs}]/u;

function stringText(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

function writtenObject(value: object, line: string, step: string): string {
  if (value instanceof ExactNumber) return value.text;
  if (value instanceof Date) return JSON.stringify(value);
  const inner = line === "" ? "" : line + step;
  if (Array.isArray(value))
    return block(
      "[",
      "]",
      value.map((each) => written(each, inner, step)),
      line,
      step,
    );
  const entries: Iterable<[string, unknown]> = value instanceof Map ? value : Object.entries(value);
  const members: string[] = [];
  for (const [key, each] of entries)
    if (each !== undefined)
      members.push(`${stringText(key)}:${line === "" ? "" : " "}${written(each, inner, step)}`);
  return block("{", "}", members, line, step);
}

function block(open: string, close: string, parts: readonly string[], line: string, step: string): string {
  if (line === "" || parts.length === 0) return `${open}${parts.join(",")}${close}`;
  return `${open}${line}${step}${parts.join(`,${line}${step}`)}${line}${close}`;
}
