import { numberText } from "#engine/json/exact-number.ts";
import { isJsonNumber } from "#engine/json/json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { InputSpec, Json } from "#engine/model/graph-content.ts";
import { valueText } from "#engine/values/input-values.ts";

/**
 * One value that a person is asked for, as a prompt and a launch form both have it. `prefill` is what the field begins
 * with, if anything. Null is a value of the type json.
 */
export type FormField = {
  readonly name: string;
  readonly spec: InputSpec;
  readonly prefill?: Json | undefined;
};

/** A field with its own default to begin with: what a launch form starts from. */
export function fieldOf(name: string, spec: InputSpec): FormField {
  return { name, spec, prefill: spec.default };
}

/**
 * The text of a field for a value, empty without one; `checkValue` reads it back to the same value. A list has one item a
 * line where that is the same, JSON is indented.
 */
export function entryOf({ type }: Pick<InputSpec, "type">, value: Json | undefined): string {
  if (value === undefined) return "";
  if (type === "json") return writeJson(value, 2);
  if (value === null) return "";
  if (type === "list" && Array.isArray(value)) return listEntry(value);
  return isJsonNumber(value) ? numberText(value) : valueText({ type }, value);
}

function listEntry(items: readonly Json[]): string {
  const isPlain = items.every((item) => typeof item === "string" && /\S/.test(item) && !/[\r\n]/.test(item));
  const text = items.join("\n");
  return isPlain && items.length > 0 && !text.trim().startsWith("[") ? text : writeJson(items);
}
