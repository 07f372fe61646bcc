import {
  type ExactNumber,
  nearestNumber,
  numberOf,
  numberText,
  plainNumberOf,
} from "../json/exact-number.ts";
import { isJsonList, isJsonMap, isJsonNumber, type Json } from "../json/json.ts";

/**
 * The numbers that an expression reads, by the double that CEL makes of them. So a number that it only hands on, inside of
 * a new list or map, keeps its digits.
 */
export class HandedNumbers {
  private readonly read: () => Iterable<Json>;
  /** Null: two numbers that are worth different amounts became this double. */
  private byDouble: Map<number, number | ExactNumber | null> | null = null;

  /** @param read gives the values that the expression reads. It is called only if a double is handed on. */
  constructor(read: () => Iterable<Json>) {
    this.read = read;
  }

  /** The number for a double; undefined if it cannot be told which number it was. */
  numberFor(double: number): number | ExactNumber | undefined {
    if (this.byDouble === null) {
      this.byDouble = new Map();
      for (const value of this.read()) this.add(value);
    }
    const found = this.byDouble.get(double);
    return found === null ? undefined : (found ?? numberOf(Object.is(double, -0) ? "0" : String(double)));
  }

  private add(value: Json): void {
    if (isJsonNumber(value)) this.addNumber(value);
    else if (isJsonList(value)) for (const each of value) this.add(each);
    else if (isJsonMap(value)) for (const each of value.values()) this.add(each);
  }

  private addNumber(value: number | ExactNumber): void {
    const double = nearestNumber(value);
    const known = this.byDouble?.get(double);
    if (known === undefined) this.byDouble?.set(double, value);
    else if (known !== null && numberText(known) !== numberText(value))
      // Two ways to write one number: the plain one is worth the same.
      this.byDouble?.set(double, isWorth(known, double) && isWorth(value, double) ? double : null);
  }
}

function isWorth(value: number | ExactNumber, double: number): boolean {
  return plainNumberOf(value) === double;
}
