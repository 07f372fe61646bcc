/**
 * How values travel between processes and are kept in the database: as plain JSON, with a tag for what JSON does not have.
 *
 * | value | written |
 * |---|---|
 * | a Map (also each JSON object of a person) | `{"$map": [["key", value], …]}` |
 * | an ExactNumber, `-0` | `{"$number": "3.10"}` |
 * | a Date | `{"$date": "2026-01-01T00:00:00.000Z"}` |
 * | another object | its fields; a field that begins with `$` gets one more `$` |
 *
 * A person's object never becomes an object of the program, whatever its keys are. A call that is written by hand is
 * plain JSON: it comes without the header `signalbox-wire: 1` of our own clients, so no name in it is a tag.
 */
import { ExactNumber, isNumberText, numberOf } from "./exact-number.ts";

/** A value that `JSON.stringify` writes and `JSON.parse` reads back unchanged. */
export type Wire = null | boolean | number | string | readonly Wire[] | { readonly [key: string]: Wire };

/** A value that cannot be written, so that nothing was sent: a fault of the program. */
export class UnwritableValue extends TypeError {
  override readonly name = "UnwritableValue";

  /** The built web has several copies of this module: it is known by its name. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "UnwritableValue";
  }
}

/** @throws UnwritableValue with what it is. */
export function toWire(value: unknown): Wire | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
    case "undefined":
      return value;
    case "number":
      if (Object.is(value, -0)) return { $number: "-0" };
      if (Number.isFinite(value)) return value;
      break;
    case "object":
      return value === null ? null : objectToWire(value);
    default:
  }
  throw new UnwritableValue(`The number or value ${String(value)} cannot be written as JSON.`);
}

function objectToWire(value: object): Wire {
  // In a list, JSON.stringify writes `undefined` as null.
  if (Array.isArray(value)) return value.map((each) => toWire(each) ?? null);
  if (value instanceof ExactNumber) return { $number: value.text };
  if (value instanceof Map) return { $map: [...value].map(([key, each]) => [key, toWire(each) ?? null]) };
  if (value instanceof Date) return { $date: value.toISOString() };
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw new UnwritableValue(`An object of the class ${value.constructor?.name} cannot be written as JSON.`);
  const fields: Record<string, Wire> = {};
  for (const [key, each] of Object.entries(value)) {
    const written = toWire(each);
    if (written !== undefined) setField(fields, key.startsWith("$") ? `$${key}` : key, written);
  }
  return fields;
}

/** An object has thousands of fields: to make a list of entries of them first takes three times as long. */
function setField<Value>(fields: Record<string, Value>, key: string, value: Value): void {
  // Assigned, it would be the object's prototype.
  if (key === "__proto__")
    Object.defineProperty(fields, key, { value, enumerable: true, configurable: true, writable: true });
  else fields[key] = value;
}

/** @throws TypeError for a tag that is not known, or whose value does not fit. */
export function fromWire(wire: Wire | undefined): unknown {
  if (typeof wire !== "object" || wire === null) return wire;
  if (Array.isArray(wire)) return wire.map(fromWire);
  const object = wire as { readonly [key: string]: Wire };
  const keys = Object.keys(object);
  const [first] = keys;
  if (keys.length === 1 && first !== undefined && /^\$[a-z]/.test(first)) return tagged(first, object[first]);
  const fields: Record<string, unknown> = {};
  for (const key of keys) {
    const isMarked = key.startsWith("$");
    if (isMarked && /^\$[^$]/.test(key)) throw unreadable(key);
    setField(fields, isMarked && key.startsWith("$$") ? key.slice(1) : key, fromWire(object[key]));
  }
  return fields;
}

function tagged(tag: string, value: unknown): unknown {
  if (tag === "$number" && typeof value === "string" && isNumberText(value)) return numberOf(value);
  if (tag === "$date" && typeof value === "string") {
    const date = new Date(value);
    if (!Number.isNaN(date.getTime())) return date;
  }
  if (tag === "$map" && Array.isArray(value)) {
    const map = new Map<string, unknown>();
    for (const entry of value as readonly Wire[]) {
      if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== "string" || map.has(entry[0]))
        throw unreadable(tag);
      map.set(entry[0], fromWire(entry[1] as Wire));
    }
    return map;
  }
  throw unreadable(tag);
}

function unreadable(tag: string): TypeError {
  return new TypeError(`The tag ${tag.slice(0, 40)} is not known, or its value does not fit.`);
}

/** The text of a value, tags included. `undefined` is written as null, as in a list. */
export function wireText(value: unknown): string {
  return JSON.stringify(toWire(value) ?? null);
}

/** @throws SyntaxError or TypeError for a text that `wireText` did not write. */
export function readWireText(text: string): unknown {
  return fromWire(JSON.parse(text) as Wire);
}
