import type { InputSpec, InputType, Json } from "../model/graph-content.ts";
import { isSecretName, SECRET_NAME_WANTED } from "../model/secret-names.ts";
import { isDate, normalDateTime } from "../time/dates.ts";
import { normalIpAddress } from "./ip-address.ts";
import { checkJson, checkList } from "./json-value.ts";
import { checkInteger, checkNumber, plainNumber } from "./number-value.ts";
import { checkText } from "./text-value.ts";
import { valuePattern } from "./value-pattern.ts";
import { shownValue } from "./value-shown.ts";

export type CheckedValue =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly problem: string };

/**
 * Judges a value against its declaration: the one validator of browser, API, command line and runner. Takes typed
 * values and text from forms and command lines alike (`"42"`, `"true"`, JSON text, a list's items a line each), and
 * gives the value in its one normal form. Spaces around text of a type other than string and text do not count.
 *
 * Leaving a value unset is said by leaving its name out, never by a value: see `emptyMeansUnset` for forms.
 *
 * @returns the normal value, or whole sentences: what was wanted, what was met, what is allowed.
 */
export function checkValue(spec: InputSpec, value: unknown): CheckedValue {
  const typed = typedValue(spec, value);
  if (!typed.ok) return typed;
  const problem = unlistedValue(spec, typed.value) ?? unmatchedValue(spec, typed.value);
  return problem === null ? typed : { ok: false, problem };
}

/**
 * How a value is written into the environment of a script: text as it is, numbers in digits without an exponent, `true`
 * or `false`, json and lists as compact JSON text.
 */
export function valueText(spec: Pick<InputSpec, "type">, value: Json): string {
  if (typeof value === "string" && spec.type !== "json") return value;
  if (typeof value === "number" && spec.type !== "json") return plainNumber(value);
  return JSON.stringify(value);
}

/**
 * True where an empty field of a form says that nothing was given, so that the form leaves the name out. For most types
 * empty text is no value at all. For string and text it is one, and an empty field means it exactly when there
 * is a default that the person must have cleared; without a default nobody touched the field.
 */
export function emptyMeansUnset(spec: InputSpec): boolean {
  return !isTextType(spec.type) || spec.default === undefined || spec.default === "";
}

function isTextType(type: InputType): boolean {
  return type === "string" || type === "text";
}

function typedValue(spec: InputSpec, met: unknown): CheckedValue {
  switch (spec.type) {
    case "string":
    case "text":
      return checkText(spec, met);
    case "secret":
      return checkSecretName(met);
    case "integer":
      return checkInteger(spec, met);
    case "number":
      return checkNumber(spec, met);
    case "boolean":
      return checkBoolean(met);
    case "enum":
      return checkEnum(spec, met);
    case "json":
      return checkJson(met);
    case "list":
      return checkList(spec, met);
    case "date":
      return checkWritten(met, "a date of the calendar as YYYY-MM-DD, such as 2024-02-29", (text) =>
        isDate(text) ? text : null,
      );
    case "datetime":
      return checkWritten(
        met,
        "a moment with its zone, such as 2024-02-29T08:30:00Z or 2024-02-29T10:30+02:00",
        normalDateTime,
      );
    case "ip":
      return checkWritten(met, "an IP address, such as 192.168.100.10 or 2001:db8::1", normalIpAddress);
  }
}

/** What stands there may be the secret itself, given by mistake: it is not shown. */
function checkSecretName(met: unknown): CheckedValue {
  if (typeof met === "string" && isSecretName(met)) return { ok: true, value: met };
  return { ok: false, problem: `Wanted ${SECRET_NAME_WANTED}; met something else.` };
}

function checkBoolean(met: unknown): CheckedValue {
  if (typeof met === "boolean") return { ok: true, value: met };
  const text = typeof met === "string" ? met.trim() : "";
  if (text === "true" || text === "false") return { ok: true, value: text === "true" };
  return { ok: false, problem: `Wanted true or false, met ${shownValue(met)}.` };
}

function checkEnum({ enum: allowed }: InputSpec, met: unknown): CheckedValue {
  if (allowed === undefined)
    return { ok: false, problem: "No value fits: the input is of type enum and lists no values." };
  if (typeof met === "string" && allowed.includes(met)) return { ok: true, value: met };
  const isOnlyType = (typeof met === "number" || typeof met === "boolean") && allowed.includes(String(met));
  const hint = isOnlyType ? ` Put it in quotes: "${met}".` : "";
  return { ok: false, problem: `Wanted one of ${wordList(allowed)}, met ${shownValue(met)}.${hint}` };
}

function checkWritten(met: unknown, what: string, normal: (text: string) => string | null): CheckedValue {
  const value = typeof met === "string" ? normal(met.trim()) : null;
  return value === null
    ? { ok: false, problem: `Wanted ${what}, met ${shownValue(met)}.` }
    : { ok: true, value };
}

/** `enum` on a type other than enum: the value as it is written, or each item of a list, must be one of the words. */
function unlistedValue(spec: InputSpec, value: Json): string | null {
  const { enum: allowed, type } = spec;
  if (allowed === undefined || type === "enum") return null;
  const stray = writtenParts(spec, value).find((text) => !allowed.includes(text));
  if (stray === undefined) return null;
  return `Wanted ${type === "list" ? "only items from" : "one of"} ${wordList(allowed)}, met ${shownValue(stray)}.`;
}

/** `pattern`: the whole value as it is written, or each item of a list, must match. */
function unmatchedValue(spec: InputSpec, value: Json): string | null {
  if (spec.pattern === undefined) return null;
  const read = valuePattern(spec.pattern);
  if (!read.ok) return `No value can be judged. ${read.problem}`;
  const stray = writtenParts(spec, value).find((text) => !read.pattern.matches(text));
  if (stray === undefined) return null;
  const what = spec.type === "list" ? "items that each match" : "a value that matches";
  return `Wanted ${what} ${spec.pattern} as a whole, met ${shownValue(stray)}.`;
}

function writtenParts(spec: InputSpec, value: Json): readonly string[] {
  const parts: readonly Json[] = spec.type === "list" && Array.isArray(value) ? value : [value];
  return parts.map((part) => (typeof part === "string" ? part : valueText(spec, part)));
}

/** The allowed words in a sentence: all of them where they are few, else the first ones and how many more there are. */
function wordList(words: readonly string[]): string {
  const shown = words.slice(0, 20).join(", ");
  return words.length > 20 ? `${shown} and ${words.length - 20} more` : shown;
}
