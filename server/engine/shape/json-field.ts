import * as z from "zod";
import type { Json } from "./json.ts";

/** Any JSON value; `untrustedValueProblem` has checked it before. `-0` becomes 0, because JSON text may lose the sign. */
export const json = z.codec(z.unknown(), z.custom<Json>(), {
  decode: (value) => withoutNegativeZero(value as Json),
  encode: (value) => value,
});

function withoutNegativeZero(value: Json): Json {
  if (typeof value === "number") return value === 0 ? 0 : value;
  if (Array.isArray(value)) return value.map(withoutNegativeZero);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutNegativeZero(inner)]));
}
