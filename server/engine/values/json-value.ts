import type { InputSpec, Json } from "../model/graph-content.ts";
import { unfitSize } from "./text-value.ts";
import { untrustedValueProblem } from "./untrusted-value.ts";
import { shownValue } from "./value-shown.ts";

type Read<Value extends Json> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: string };

/**
 * A value of type json. Text is always read as JSON text, wherever it comes from: a form, a command line and a file say
 * the same then. So `{"a": 1}` is a map, `42` a number, and a JSON string keeps its quotes: `"on"`.
 */
export function checkJson(met: unknown): Read<Json> {
  const what = "JSON";
  if (met === undefined) return { ok: false, problem: "Wanted a JSON value, met nothing." };
  if (typeof met === "string") {
    const read = readJsonText(met);
    return read.ok ? plainJson(read.value, what) : read;
  }
  return plainJson(met, what);
}

/**
 * A value of type list: a list as such; text that begins with `[`, as JSON; or other text, one item a line, where empty
 * lines do not count. Not split at commas: they stand inside of values too often.
 */
export function checkList(spec: InputSpec, met: unknown): Read<readonly Json[]> {
  const read = typeof met === "string" ? listOfText(met) : plainJson(met, "a list");
  if (!read.ok) return read;
  const { value } = read;
  if (!isList(value))
    return {
      ok: false,
      problem: `Wanted a list, such as ["a", "b"] or one item a line, met ${shownValue(met)}.`,
    };
  const { min, max } = spec;
  if (min !== undefined && value.length < min)
    return { ok: false, problem: `Wanted a list of at least ${items(min)}, met ${items(value.length)}.` };
  if (max !== undefined && value.length > max)
    return { ok: false, problem: `Wanted a list of at most ${items(max)}, met ${items(value.length)}.` };
  return { ok: true, value };
}

function listOfText(text: string): Read<Json> {
  const size = unfitSize(text, "a list");
  if (size !== null) return { ok: false, problem: size };
  if (text.trim().startsWith("[")) {
    const read = readJsonText(text);
    return read.ok ? plainJson(read.value, "a list") : read;
  }
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  if (lines.length === 0)
    return { ok: false, problem: "Wanted a list, met empty text. An empty list is written []." };
  return plainJson(lines, "a list");
}

function readJsonText(
  text: string,
): { readonly ok: true; readonly value: unknown } | { ok: false; problem: string } {
  const size = unfitSize(text, "JSON text");
  if (size !== null) return { ok: false, problem: size };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {
      ok: false,
      problem: `Wanted JSON text, such as {"a": 1}, ["a", "b"] or "a" in quotes, met ${shownValue(text)}.`,
    };
  }
}

/** Takes only what JSON can hold and a script can be given: bounded depth and size, no key that is a trap. */
function plainJson(value: unknown, what: string): Read<Json> {
  const problem = untrustedValueProblem(value);
  if (problem !== null)
    return {
      ok: false,
      problem: problem.at.length === 0 ? problem.text : `At ${problem.at.join(".")}: ${problem.text}`,
    };
  // Walked by now: not too deep to recurse, and nothing in it that JSON.stringify leaves out but undefined.
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) return { ok: false, problem: `Wanted ${what}, met ${shownValue(value)}.` };
  const size = unfitSize(text, what);
  if (size !== null) return { ok: false, problem: size };
  // Read back, so that what is kept is exactly what the script will be given: no -0, no undefined, no shared parts.
  return { ok: true, value: JSON.parse(text) as Json };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function items(count: number): string {
  return count === 1 ? "1 item" : `${count.toLocaleString("en")} items`;
}
