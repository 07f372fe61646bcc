import { isJsonList, isJsonMap, isJsonNumber, type Json } from "../json/json.ts";
import { readJson } from "../json/read-json.ts";
import { writeJson } from "../json/write-json.ts";

/** A record as a stream keeps it: the names and the texts of its fields, in their order. */
export type StreamRecord = readonly (readonly [name: string, text: string])[];
/** One record of a request, or why it is refused: a sentence with the place. */
export type ReadRecord =
  | { readonly record: StreamRecord; readonly bytes: number; readonly problem?: never }
  | { readonly problem: string };
export type ReadRecords =
  | { readonly ok: true; readonly records: readonly ReadRecord[] }
  | { readonly ok: false; readonly problem: string };

export type RecordsFormat = "json" | "ndjson";
export const MAX_RECORDS = 1_000;
const MAX_FIELDS = 500;
const MAX_NAME = 200;

/**
 * Reads the records of a request. JSON is one object or a list of them, NDJSON an object in each line. What is no JSON is
 * refused as a whole; of NDJSON only the line.
 *
 * @param maxBytes how long the names and texts of one record may be together, in UTF-8.
 */
export function readRecords(text: string, format: RecordsFormat, maxBytes: number): ReadRecords {
  if (format === "ndjson") {
    const lines = text
      .replace(/^\uFEFF/, "")
      .split("\n")
      .map((line, index) => ({ line, number: index + 1 }))
      .filter(({ line }) => line.trim() !== "");
    return counted(lines, ({ line, number }) => {
      const read = readJson(line);
      const place = `line ${number}`;
      return read.ok
        ? recordOf(read.value, place, maxBytes)
        : { problem: `${place}: ${read.isDuplicate ? "" : "It is no JSON. "}${read.problem}` };
    });
  }
  const read = readJson(text);
  if (!read.ok)
    return { ok: false, problem: `${read.isDuplicate ? "" : "The body is no JSON. "}${read.problem}` };
  const isList = isJsonList(read.value);
  const values = isJsonList(read.value) ? read.value : [read.value];
  return counted(values, (value, index) =>
    recordOf(value, isList ? `record ${index + 1}` : "the record", maxBytes),
  );
}

function counted<Item>(items: readonly Item[], read: (item: Item, index: number) => ReadRecord): ReadRecords {
  if (items.length === 0)
    return { ok: false, problem: "Wanted at least one record; there is none in the body." };
  if (items.length > MAX_RECORDS)
    return {
      ok: false,
      problem: `Wanted at most ${MAX_RECORDS} records in one request, found ${items.length}.`,
    };
  return { ok: true, records: items.map(read) };
}

function recordOf(value: Json, place: string, maxBytes: number): ReadRecord {
  if (!isJsonMap(value))
    return { problem: `${place}: wanted an object with a field for each column, found ${kindOf(value)}.` };
  if (value.size === 0) return { problem: `${place}: it has no field.` };
  if (value.size > MAX_FIELDS)
    return { problem: `${place}: wanted at most ${MAX_FIELDS} fields, found ${value.size}.` };
  const record: (readonly [string, string])[] = [];
  let bytes = 0;
  for (const [name, each] of value) {
    const field = `${place}, field ${JSON.stringify(name.slice(0, MAX_NAME))}`;
    if (name === "" || name.length > MAX_NAME)
      return { problem: `${field}: wanted a name of 1 to ${MAX_NAME} characters.` };
    const text = textOf(each);
    if (text === null)
      return {
        problem: `${field}: wanted a text, a number, true or false, found ${kindOf(each)}.${hintOf(each)}`,
      };
    // The server keeps UTF-8, which has no half of a pair: it would be another text there.
    if (!isWhole(name) || !isWhole(text))
      return { problem: `${field}: it has half of a UTF-16 pair, which is no character.` };
    bytes += utf8Length(name) + utf8Length(text);
    record.push([name, text]);
  }
  return bytes > maxBytes
    ? { problem: `${place}: it has ${bytes} bytes; the stream takes at most ${maxBytes} in a record.` }
    : { record, bytes };
}

/** A number is kept with the digits that it was sent with. */
function textOf(value: Json): string | null {
  if (typeof value === "string") return value;
  return typeof value === "boolean" || isJsonNumber(value) ? writeJson(value) : null;
}

function hintOf(value: Json): string {
  return value === null ? " Leave the field out." : " Send it as a text.";
}

function kindOf(value: Json): string {
  if (value === null) return "null";
  if (isJsonList(value)) return "a list";
  if (isJsonMap(value)) return "an object";
  return isJsonNumber(value) ? "a number" : typeof value === "string" ? "a text" : "true or false";
}

function isWhole(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
