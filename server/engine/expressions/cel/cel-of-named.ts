import { nearestNumber, wholeNumber } from "../../json/exact-number.ts";
import { isJsonList, isJsonNumber, ownOf } from "../../json/json.ts";
import type { InputType, Json } from "../../model/graph-content.ts";
import { celOf } from "./cel-values.ts";

export type Types = Readonly<Record<string, InputType>>;

/** What a graph declares about the outputs of a vertex. */
export type OutputTypes = {
  readonly declared: Types;
  /** The CEL type of any other output. */
  readonly undeclared: (output: string) => string;
  /** It runs for items: each output is a list with a value for each of them. */
  readonly isOfItems: boolean;
};

/** What a graph declares about the values that its expressions read. */
export type DeclaredTypes = {
  readonly params: Types;
  /** By vertex. */
  readonly outputs: ReadonlyMap<string, OutputTypes>;
};

/** Converted values. Those of one record always have the same types. */
const converted = new WeakMap<object, ReadonlyMap<string, unknown>>();

/**
 * Converts values by name to a CEL map. Each has the CEL type that is declared for it, whatever its value: a `number` of 3
 * is a double like 2.5. A value without a declared type, or inside of a list or of json, is an int if it is a whole number
 * without a point, else a double.
 *
 * @param isOfItems each value is a list with a value of the declared type for each item.
 */
export function celOfNamed(
  values: Readonly<Record<string, Json>>,
  types: Types = {},
  isOfItems = false,
): ReadonlyMap<string, unknown> {
  const known = converted.get(values);
  if (known !== undefined) return known;
  const made = new Map<string, unknown>();
  for (const [name, value] of Object.entries(values)) {
    const type = ownOf(types, name);
    const isList = isOfItems && isJsonList(value);
    made.set(name, isList ? value.map((each) => celOfType(each, type)) : celOfType(value, type));
  }
  converted.set(values, made);
  return made;
}

/** As `celOfNamed`, for the outputs of a round, which may come as a JSON map. */
export function celOfOwn(value: Json, types: Types | undefined): unknown {
  if (types === undefined || typeof value !== "object" || value === null) return celOf(value);
  return celOfNamed(Object.fromEntries(value instanceof Map ? value : Object.entries(value)), types);
}

function celOfType(value: Json, type: InputType | undefined): unknown {
  if (!isJsonNumber(value)) return celOf(value);
  const nearest = nearestNumber(value);
  if (type === "number") return nearest;
  if (type === "integer" && Number.isInteger(nearest)) return wholeNumber(value) ?? BigInt(nearest);
  return celOf(value);
}
