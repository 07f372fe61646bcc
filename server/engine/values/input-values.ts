import { normalIpAddress } from "../addresses/ip-address.ts";
import { withinCost } from "../cost/cost.ts";
import { digitsText } from "../json/exact-number.ts";
import { isJsonNumber } from "../json/json.ts";
import { writeJson } from "../json/write-json.ts";
import type { InputSpec, InputType, Json } from "../model/graph-content.ts";
import { isSecretName, SECRET_NAME_WANTED } from "../model/secret-names.ts";
import { isDate, normalDateTime } from "../time/dates.ts";
import { checkJson, checkList } from "./json-value.ts";
import { checkInteger, checkNumber } from "./number-value.ts";
import { valuePattern } from "./patterns/value-pattern.ts";
import { checkText } from "./text-value.ts";
import { shownValue } from "./value-shown.ts";

export type CheckedValue =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly problem: string };

/**
 * Checks a value against its declaration. Browser, API, command line and runner all use this function. It accepts typed
 * values and text (`"42"`, `"true"`, JSON text, one list item per line), and ignores spaces around the text of types
 * other than string and text.
 *
 * An unset value has no entry at all, so there is no value that means "unset": see `emptyMeansUnset` for forms.
 *
 * @returns the value in its normal form; or whole sentences that say what was wanted, what was found and what is allowed.
 */
export function checkValue(spec: InputSpec, value: unknown): CheckedValue {
  const typed = typedValue(spec, value);
  if (!typed.ok) return typed;
  const problem = unlistedValue(spec, typed.value) ?? unmatchedValue(spec, typed.value);
  return problem === null ? typed : { ok: false, problem };
}

/**
 * The text of a value in the environment of a script: text unchanged, numbers in digits without an exponent, `true` or
 * `false`, json and lists as compact JSON text.
 */
export function valueText(spec: Pick<InputSpec, "type">, value: Json): string {
  if (typeof value === "string" && spec.type !== "json") return value;
  if (isJsonNumber(value) && spec.type !== "json") return digitsText(value);
  return writeJson(value);
}

/**
 * True if an empty field of a form means "unset", so that the form omits the name. For most types empty text is not a
 * value. For string and text it is a value, but a person can only have meant it if they cleared a default.
 */
export function emptyMeansUnset(spec: InputSpec): boolean {
  return !isTextType(spec.type) || spec.default === undefined || spec.default === "";
}

function isTextType(type: InputType): boolean {
  return type === "string" || type === "text";
}

function typedValue(spec: InputSpec, found: unknown): CheckedValue {
  switch (spec.type) {
    case "string":
    case "text":
      return checkText(spec, found);
    case "secret":
      return checkSecretName(found);
    case "integer":
      return checkInteger(spec, found);
    case "number":
      return checkNumber(spec, found);
    case "boolean":
      return checkBoolean(found);
    case "enum":
      return checkEnum(spec, found);
    case "json":
      return checkJson(found);
    case "list":
      return checkList(spec, found);
    case "date":
      return checkWritten(found, "a date of the calendar as YYYY-MM-DD, such as 2024-02-29", (text) =>
        isDate(text) ? text : null,
      );
    case "datetime":
      return checkWritten(
        found,
        "a moment with its zone, such as 2024-02-29T08:30:00Z or 2024-02-29T10:30+02:00",
        normalDateTime,
      );
    case "ip":
      return checkWritten(found, "an IP address, such as 192.168.100.10 or 2001:db8::1", normalIpAddress);
  }
}

/** The value may be the secret itself, given by mistake, so the problem never shows it. */
function checkSecretName(found: unknown): CheckedValue {
  if (typeof found === "string" && isSecretName(found)) return { ok: true, value: found };
  return { ok: false, problem: `Wanted ${SECRET_NAME_WANTED}; found something else.` };
}

function checkBoolean(found: unknown): CheckedValue {
  if (typeof found === "boolean") return { ok: true, value: found };
  const text = typeof found === "string" ? found.trim() : "";
  if (text === "true" || text === "false") return { ok: true, value: text === "true" };
  return { ok: false, problem: `Wanted true or false, found ${shownValue(found)}.` };
}

function checkEnum({ enum: allowed }: InputSpec, found: unknown): CheckedValue {
  if (allowed === undefined)
    return { ok: false, problem: "No value fits: the input is of type enum and lists no values." };
  if (typeof found === "string" && allowed.includes(found)) return { ok: true, value: found };
  const isOnlyType = (isJsonNumber(found) || typeof found === "boolean") && allowed.includes(String(found));
  const hint = isOnlyType ? ` Put it in quotes: "${String(found)}".` : "";
  return { ok: false, problem: `Wanted one of ${wordList(allowed)}, found ${shownValue(found)}.${hint}` };
}

function checkWritten(found: unknown, what: string, normal: (text: string) => string | null): CheckedValue {
  const value = typeof found === "string" ? normal(found.trim()) : null;
  return value === null
    ? { ok: false, problem: `Wanted ${what}, found ${shownValue(found)}.` }
    : { ok: true, value };
}

/** `enum` on a type other than enum: the text of the value, or of each list item, must be one of the words. */
function unlistedValue(spec: InputSpec, value: Json): string | null {
  const { enum: allowed, type } = spec;
  if (allowed === undefined || type === "enum") return null;
  const words = new Set(allowed);
  const stray = writtenParts(spec, value).find((text) => !words.has(text));
  if (stray === undefined) return null;
  return `Wanted ${type === "list" ? "only items from" : "one of"} ${wordList(allowed)}, found ${shownValue(stray)}.`;
}

/** `pattern`: the whole text of the value, or of each list item, must match. */
function unmatchedValue(spec: InputSpec, value: Json): string | null {
  if (spec.pattern === undefined) return null;
  const read = valuePattern(spec.pattern);
  if (!read.ok) return `No value can be checked. ${read.problem}`;
  const compared = withinCost(() => writtenParts(spec, value).find((text) => !read.pattern.matches(text)));
  if (!compared.ok) return `It cannot be compared with the pattern ${spec.pattern}: ${compared.problem}.`;
  const stray = compared.value;
  if (stray === undefined) return null;
  const what = spec.type === "list" ? "items that each match" : "a value that matches";
  return `Wanted ${what} ${spec.pattern} as a whole, found ${shownValue(stray)}.`;
}

function writtenParts(spec: InputSpec, value: Json): readonly string[] {
  const parts: readonly Json[] = spec.type === "list" && Array.isArray(value) ? value : [value];
  return parts.map((part) => (typeof part === "string" ? part : valueText(spec, part)));
}

/** The allowed words in a sentence: all of them if they are few, otherwise the first ones and the number of the others. */
function wordList(words: readonly string[]): string {
  const shown = words.slice(0, 20).join(", ");
  return words.length > 20 ? `${shown} and ${words.length - 20} more` : shown;
}
