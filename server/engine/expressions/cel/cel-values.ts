import { addCost } from "../../cost/cost.ts";
import { type ExactNumber, nearestNumber, numberOf, wholeNumber } from "../../json/exact-number.ts";
import { isJsonNumber, type Json } from "../../json/json.ts";
import { weightOf } from "../costs/weight.ts";

/** Converted values, so that a value that many expressions read is converted once. They must not be changed. */
const converted = new WeakMap<object, unknown>();
/** What a converted value was converted from: a value that an expression only hands on keeps its digits. */
const origins = new WeakMap<object, Json>();

/**
 * Converts a JSON value to a CEL value. Whole numbers become bigint, because CEL has separate types for int and double.
 * The names of inputs, params and outputs are a map, too.
 */
export function celOf(value: unknown): unknown {
  if (isJsonNumber(value)) return wholeNumber(value) ?? nearestNumber(value);
  if (typeof value !== "object" || value === null) return value;
  const known = converted.get(value);
  if (known !== undefined) return known;
  const made = Array.isArray(value)
    ? value.map(celOf)
    : new Map(entriesOf(value).map(([key, each]) => [key, celOf(each)]));
  converted.set(value, made);
  if (Array.isArray(value) || value instanceof Map) origins.set(made, value as Json);
  return made;
}

function entriesOf(value: object): readonly [string, unknown][] {
  return value instanceof Map ? [...value] : Object.entries(value);
}

/**
 * Converts a CEL value to a JSON value; `undefined` if JSON has no such value.
 *
 * @param numberOfDouble gives the number for a double.
 */
export function jsonOf(
  value: unknown,
  numberOfDouble: (double: number) => number | ExactNumber,
): Json | undefined {
  addCost(25);
  if (typeof value === "string") addCost(weightOf(value));
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? numberOfDouble(value) : undefined;
  if (typeof value === "bigint") return numberOf(String(value));
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (typeof value !== "object") return undefined;
  const origin = origins.get(value);
  if (origin !== undefined) {
    // A list may hold it many times, and whoever gets the list reads it each time.
    addCost(weightOf(origin));
    return origin;
  }
  if (Array.isArray(value)) {
    const items = value.map((each) => jsonOf(each, numberOfDouble));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  const entries = value instanceof Map || isPlain(value) ? entriesOf(value) : null;
  if (entries === null) return undefined;
  const made = new Map<string, Json>();
  for (const [key, each] of entries) {
    const json = jsonOf(each, numberOfDouble);
    if (typeof key !== "string" || json === undefined) return undefined;
    made.set(key, json);
  }
  return made;
}

function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}
