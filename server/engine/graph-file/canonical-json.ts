import { ExactNumber } from "../json/exact-number.ts";
import { writeJson } from "../json/write-json.ts";

/**
 * Canonical JSON text as in RFC 8785: no spaces, keys in the order of their UTF-16 code units, numbers and text as
 * ECMAScript writes them. Keys whose value is undefined are omitted. Two things differ: a Map, which is a value of a
 * person, keeps the order of its keys, and an ExactNumber its digits. The nesting must not exceed `MAX_NESTING`.
 *
 * @throws TypeError if the value contains something that JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object" || value instanceof ExactNumber) return writeJson(value);
  const entries =
    value instanceof Map
      ? [...(value as ReadonlyMap<string, unknown>)]
      : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const members = entries
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
  return `{${members.join(",")}}`;
}
