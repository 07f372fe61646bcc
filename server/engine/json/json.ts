import { ExactNumber } from "./exact-number.ts";

/**
 * A value of a person, of a script or of a server, as JSON has it. Nothing of it is lost or changed: objects are Maps, so
 * that their keys keep their order and may have any name, and a number that JavaScript would write differently is an
 * `ExactNumber`. `readJson` reads it, `writeJson` writes it.
 */
export type Json = null | boolean | number | ExactNumber | string | readonly Json[] | JsonMap;

export type JsonMap = ReadonlyMap<string, Json>;

/** Values by the names of inputs, params or outputs. The names are checked, and none of them is `__proto__`. */
export type Values = Readonly<Record<string, Json>>;

/** True for a JSON object. */
export function isJsonMap(value: unknown): value is JsonMap {
  return value instanceof Map;
}

/** True for a JSON list. `Array.isArray` alone does not narrow a readonly list. */
export function isJsonList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** True for a JSON number. */
export function isJsonNumber(value: unknown): value is number | ExactNumber {
  return typeof value === "number" || value instanceof ExactNumber;
}

/**
 * A value that was built in a program as JSON: plain objects become Maps, and `-0` an `ExactNumber`. What JSON cannot hold
 * must have been refused before: see `untrustedValueProblem`. A key without a value is left out.
 */
export function jsonFrom(value: unknown): Json {
  if (typeof value === "number") return Object.is(value, -0) ? new ExactNumber("-0") : value;
  if (Array.isArray(value)) return value.map(jsonFrom);
  if (typeof value !== "object" || value === null || value instanceof ExactNumber) return value as Json;
  const entries: Iterable<[string, unknown]> = value instanceof Map ? value : Object.entries(value);
  const map = new Map<string, Json>();
  for (const [key, each] of entries) if (each !== undefined) map.set(key, jsonFrom(each));
  return map;
}

/**
 * What a record has under a name of a person; undefined if it has nothing. `record[name]` would find `constructor` in every
 * object.
 */
export function ownOf<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
