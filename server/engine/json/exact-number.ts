import { withoutEnd } from "./without-end.ts";

/** The grammar of a number in JSON (RFC 8259, section 6). */
const JSON_NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const WHOLE = /^-?[0-9]+$/;
const BRAND = Symbol.for("signalbox.ExactNumber");
/** The most zeros that are written out for an exponent. No number of the type number needs as many. */
const MAX_ZEROS = 1_000;

/**
 * A number that keeps its digits: one that JavaScript would write differently, such as `9007199254740993`, `3.10` or
 * `1e3`. All other numbers are of the type number: see `numberOf`.
 */
export class ExactNumber {
  readonly text: string;

  /** @param text a number as JSON writes it. */
  constructor(text: string) {
    this.text = text;
    Object.freeze(this);
  }

  toString(): string {
    return this.text;
  }

  /** Whether a value is one, also of another copy of this module in the built web. */
  static [Symbol.hasInstance](value: unknown): value is ExactNumber {
    return typeof value === "object" && value !== null && BRAND in value;
  }
}
// On the prototype, so that no number has a field of it.
Object.defineProperty(ExactNumber.prototype, BRAND, { value: true });

/** True for the text of a number as JSON writes it. */
export function isNumberText(text: string): boolean {
  return JSON_NUMBER.test(text);
}

/** The number that a text of JSON stands for, with every digit. The text must be one that `isNumberText` accepts. */
export function numberOf(text: string): number | ExactNumber {
  const value = Number(text);
  return String(value) === text ? value : new ExactNumber(text);
}

/** The text of a number, as JSON writes it. */
export function numberText(value: number | ExactNumber): string {
  if (typeof value !== "number") return value.text;
  return Object.is(value, -0) ? "-0" : String(value);
}

/** The nearest number of the type number; digits may be lost, and a very large one is infinite. */
export function nearestNumber(value: number | ExactNumber): number {
  return typeof value === "number" ? value : Number(value.text);
}

/** The number as a bigint where it is written without a point and an exponent; else null. No bigint keeps the sign of `-0`. */
export function wholeNumber(value: number | ExactNumber): bigint | null {
  const text = numberText(value);
  return WHOLE.test(text) && text !== "-0" ? BigInt(text) : null;
}

/** The number of the type number that is worth exactly as much; null if there is none. */
export function plainNumberOf(value: number | ExactNumber): number | null {
  if (typeof value === "number") return value;
  const nearest = Number(value.text);
  return Number.isFinite(nearest) && digitsOf(value.text) === digitsOf(String(nearest)) ? nearest : null;
}

/**
 * A number in digits without an exponent, because shells cannot read exponents. Loses no digit. One that is far beyond
 * the range of the type number keeps its exponent: `1e999999999` would have a thousand million digits.
 */
export function digitsText(value: number | ExactNumber): string {
  const text = numberText(value);
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(text);
  if (match === null) return text;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = whole + fraction;
  if (/^0*$/.test(digits)) return `${sign}0`;
  const point = whole.length + Number(exponent);
  if (-point > MAX_ZEROS || point - digits.length > MAX_ZEROS) return text;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits.padEnd(point, "0").replace(/^0+(?=\d)/, "")}`;
  return `${sign}${digits.slice(0, point).replace(/^0+(?=\d)/, "")}.${digits.slice(point)}`;
}

/** Equal for the texts of numbers that are worth the same: the digits without outer zeros, and where the point is. */
function digitsOf(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) return text;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const kept = withoutEnd(digits, "0");
  if (kept === "") return "0";
  return `${sign}${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}
