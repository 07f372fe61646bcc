import type { Json } from "../model/graph-content.ts";

/** Converted values, so that a value that many expressions read is converted once. They must not be changed. */
const converted = new WeakMap<object, Map<string, unknown>>();

/** Converts a JSON value to a CEL value. Whole numbers become bigint, because CEL has separate types for int and double. */
export function celOf(value: unknown): unknown {
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celOf);
  if (typeof value !== "object" || value === null) return value;
  const known = converted.get(value);
  if (known !== undefined) return known;
  const made = new Map(Object.entries(value).map(([key, each]) => [key, celOf(each)]));
  converted.set(value, made);
  return made;
}

/** Converts a CEL value to a JSON value; `undefined` if JSON has no such value. */
export function jsonOf(value: unknown): Json | undefined {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (Array.isArray(value)) {
    const items = value.map(jsonOf);
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  const entries = value instanceof Map ? [...value] : isPlain(value) ? Object.entries(value) : null;
  if (entries === null) return undefined;
  const made: [string, Json][] = [];
  for (const [key, each] of entries) {
    const json = jsonOf(each);
    if (typeof key !== "string" || json === undefined) return undefined;
    made.push([key, json]);
  }
  return Object.fromEntries(made);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
