import type { Json } from "../model/graph-content.ts";

/** The same value may be read by many expressions: it is made ready for them once. Nobody changes what is kept here. */
const converted = new WeakMap<object, Map<string, unknown>>();

/** CEL tells whole numbers from others by their kind; in JSON both are numbers. */
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

/** `undefined` for what JSON cannot say. */
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
