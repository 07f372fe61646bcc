import { addCost } from "../cost/cost.ts";
import {
  type ExactNumber,
  nearestNumber,
  numberOf,
  numberText,
  plainNumberOf,
} from "../json/exact-number.ts";
import { isJsonList, isJsonMap, isJsonNumber, type Json, type JsonMap, type Values } from "../json/json.ts";

/** A double as a key: a Map does not tell `-0` from `0`. */
type Key = number | "-0";

/** Numbers by the double that CEL makes of them. Null: two numbers that are worth different amounts became this double. */
type Numbers = Map<Key, number | ExactNumber | null>;

/** The numbers in values that were looked through. Such values are never changed. */
const looked = new WeakMap<object, Numbers>();

/**
 * The number that an expression read as this double. So a number that it only hands on, inside of a new list or map, keeps
 * its digits. A double that is none of the numbers was worked out.
 *
 * @param read the values that the expression reads. Each object of them is looked through once, whichever expression reads it.
 * @throws Error if two of the numbers became this double.
 */
export function handedNumber(double: number, read: readonly (Json | Values)[]): number | ExactNumber {
  addCost(10 * read.length);
  const numbers: Numbers = new Map();
  for (const value of read) {
    if (isJsonNumber(value)) note(numbers, nearestNumber(value), value);
    else if (typeof value === "object" && value !== null) {
      const found = numbersIn(value).get(keyOf(double));
      if (found !== undefined) note(numbers, double, found);
    }
  }
  const number = numbers.get(keyOf(double));
  if (number === null)
    throw new Error(
      `two of the numbers that it reads are both ${double} when they are rounded, so one cannot be told from the other`,
    );
  return number ?? numberOf(Object.is(double, -0) ? "0" : String(double));
}

function numbersIn(value: JsonMap | readonly Json[] | Values): Numbers {
  const known = looked.get(value);
  if (known !== undefined) return known;
  const numbers: Numbers = new Map();
  const add = (each: Json) => {
    if (isJsonNumber(each)) note(numbers, nearestNumber(each), each);
    else if (isJsonList(each)) each.forEach(add);
    else if (isJsonMap(each)) for (const inner of each.values()) add(inner);
  };
  for (const each of isJsonMap(value) ? value.values() : Object.values(value)) add(each);
  looked.set(value, numbers);
  return numbers;
}

function note(numbers: Numbers, double: number, number: number | ExactNumber | null): void {
  const key = keyOf(double);
  const known = numbers.get(key);
  if (known === undefined || number === null) numbers.set(key, number);
  else if (known !== null && numberText(known) !== numberText(number))
    // Two ways to write one number: the plain one is worth the same.
    numbers.set(key, isWorth(known, double) && isWorth(number, double) ? double : null);
}

function keyOf(double: number): Key {
  return Object.is(double, -0) ? "-0" : double;
}

function isWorth(value: number | ExactNumber, double: number): boolean {
  return plainNumberOf(value) === double;
}
