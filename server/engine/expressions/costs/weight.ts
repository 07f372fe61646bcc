import { isJsonMap, type Json, type JsonMap } from "../../json/json.ts";

/** Values are never changed, so each is weighed once. */
const weights = new WeakMap<object, number>();

/** The cost of reading all of a value. */
export function weightOf(value: Json): number {
  if (typeof value === "string") return 1 + value.length / 4;
  if (typeof value !== "object" || value === null) return 1;
  if (!(Array.isArray(value) || isJsonMap(value))) return 2;
  const known = weights.get(value);
  if (known !== undefined) return known;
  const weight = weightOfParts(value);
  weights.set(value, weight);
  return weight;
}

function weightOfParts(value: readonly Json[] | JsonMap): number {
  let weight = 1;
  if (isJsonMap(value)) for (const [key, each] of value) weight += key.length / 4 + weightOf(each);
  else for (const each of value) weight += weightOf(each);
  return weight;
}
