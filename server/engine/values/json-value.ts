import { isJsonList, jsonFrom } from "../json/json.ts";
import { readJson } from "../json/read-json.ts";
import { writeJson } from "../json/write-json.ts";
import type { InputSpec, Json } from "../model/graph-content.ts";
import { unfitSize } from "./text-value.ts";
import { MAX_NESTING, untrustedValueProblem } from "./untrusted-value.ts";
import { shownValue } from "./value-shown.ts";

type Read<Value extends Json> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: string };

/**
 * Checks a value of type json. Text is always parsed as JSON, so that a form, a command line and a file give the same
 * value: `{"a": 1}` is a map, `42` is a number, and a JSON string needs its quotes: `"on"`.
 */
export function checkJson(found: unknown): Read<Json> {
  const what = "JSON";
  if (found === undefined) return { ok: false, problem: "Wanted a JSON value, found nothing." };
  if (typeof found === "string") {
    const read = readJsonText(found);
    return read.ok ? plainJson(read.value, what) : read;
  }
  return plainJson(found, what);
}

/**
 * Checks a value of type list. It may be a list, JSON text that begins with `[`, or other text with one item per line
 * (empty lines are ignored). Text is not split at commas, because values often contain commas.
 */
export function checkList(spec: InputSpec, found: unknown): Read<readonly Json[]> {
  const read = typeof found === "string" ? listOfText(found) : plainJson(found, "a list");
  if (!read.ok) return read;
  const { value } = read;
  if (!isJsonList(value))
    return {
      ok: false,
      problem: `Wanted a list, such as ["a", "b"] or one item a line, found ${shownValue(found)}.`,
    };
  const { min, max } = spec;
  if (min !== undefined && value.length < min)
    return { ok: false, problem: `Wanted a list of at least ${items(min)}, found ${items(value.length)}.` };
  if (max !== undefined && value.length > max)
    return { ok: false, problem: `Wanted a list of at most ${items(max)}, found ${items(value.length)}.` };
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
    return { ok: false, problem: "Wanted a list, found empty text. An empty list is written []." };
  return plainJson(lines, "a list");
}

function readJsonText(
  text: string,
): { readonly ok: true; readonly value: unknown } | { ok: false; problem: string } {
  const size = unfitSize(text, "JSON text");
  if (size !== null) return { ok: false, problem: size };
  const read = readJson(text, MAX_NESTING);
  if (read.ok) return read;
  return {
    ok: false,
    problem: `Wanted JSON text, such as {"a": 1}, ["a", "b"] or "a" in quotes, found ${shownValue(text)}: ${read.problem}`,
  };
}

/** Accepts only values that JSON can hold and that fit into an environment variable. */
function plainJson(value: unknown, what: string): Read<Json> {
  const problem = untrustedValueProblem(value);
  if (problem !== null)
    return {
      ok: false,
      problem: problem.at.length === 0 ? problem.text : `At ${problem.at.join(".")}: ${problem.text}`,
    };
  if (value === undefined) return { ok: false, problem: `Wanted ${what}, found ${shownValue(value)}.` };
  const json = jsonFrom(value);
  const size = unfitSize(writeJson(json), what);
  return size === null ? { ok: true, value: json } : { ok: false, problem: size };
}

function items(count: number): string {
  return count === 1 ? "1 item" : `${count.toLocaleString("en")} items`;
}
