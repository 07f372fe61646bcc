import { numberText } from "../json/exact-number.ts";
import { isJsonList, isJsonMap, isJsonNumber, type Json } from "../json/json.ts";

/** Every text in a value: strings, keys, and numbers in digits. */
export function textsInValue(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  if (isJsonNumber(value)) return [numberText(value)];
  if (isJsonList(value)) return value.flatMap(textsInValue);
  return isJsonMap(value) ? [...value].flatMap(([key, inner]) => [key, ...textsInValue(inner)]) : [];
}
