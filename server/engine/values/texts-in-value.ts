import type { Json } from "../model/graph-content.ts";

/** Every text in a value: strings, keys, and numbers in digits. */
export function textsInValue(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(textsInValue);
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsInValue(inner)]);
}
