/**
 * Canonical JSON text as in RFC 8785: no spaces, keys in the order of their UTF-16 code units, numbers and text as
 * ECMAScript writes them. Keys whose value is undefined are omitted. The nesting must not exceed `MAX_NESTING`.
 *
 * @throws TypeError if the value contains something that JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return leafText(value);
  const members = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
  return `{${members.join(",")}}`;
}

function leafText(value: unknown): string {
  const text: string | undefined = JSON.stringify(value);
  const isLost = typeof value === "number" && !Number.isFinite(value);
  if (text === undefined || isLost) throw new TypeError(`JSON cannot hold ${String(value)}.`);
  return text;
}
