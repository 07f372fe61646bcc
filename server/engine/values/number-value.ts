import type { InputSpec } from "../model/graph-content.ts";
import { shownValue } from "./value-shown.ts";

type CheckedNumber =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly problem: string };

const WHOLE = /^-?(?:0|[1-9][0-9]*)$/;
const DECIMAL = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,4})?$/;

/**
 * Checks a whole number, given as a number or as decimal digits. It must be exact in a double (at most 2^53 - 1), because
 * a longer one, such as an account number, would change silently. `007` is refused because it would lose its zeros, and
 * `1e3` because shells do not read it as a whole number.
 */
export function checkInteger(spec: InputSpec, found: unknown): CheckedNumber {
  const wanted = `Wanted a whole number${rangeText(spec)}`;
  if (typeof found !== "number" && !(typeof found === "string" && WHOLE.test(found.trim())))
    return { ok: false, problem: `${wanted}, in digits only such as 42 or -7, found ${shownValue(found)}.` };
  const value = Number(found);
  if (!Number.isInteger(value)) return { ok: false, problem: `${wanted}, found ${shownValue(found)}.` };
  if (!Number.isSafeInteger(value)) return { ok: false, problem: tooLong(found) };
  return inRange(spec, value, wanted, found);
}

/** Checks a finite number, given as a number or as text with digits, a point and an exponent. */
export function checkNumber(spec: InputSpec, found: unknown): CheckedNumber {
  const wanted = `Wanted a number${rangeText(spec)}`;
  if (typeof found !== "number" && !(typeof found === "string" && DECIMAL.test(found.trim())))
    return { ok: false, problem: `${wanted}, such as 42, -0.5 or 1e-3, found ${shownValue(found)}.` };
  const value = Number(found);
  if (!Number.isFinite(value))
    return { ok: false, problem: `${wanted}, not larger than about 1.8e308, found ${shownValue(found)}.` };
  if (typeof found === "string" && WHOLE.test(found.trim()) && !Number.isSafeInteger(value))
    return { ok: false, problem: tooLong(found) };
  return inRange(spec, value, wanted, found);
}

/** Writes a number in digits without an exponent, because shells cannot read exponents. Loses no precision. */
export function plainNumber(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, "0")}`;
}

function inRange({ min, max }: InputSpec, value: number, wanted: string, found: unknown): CheckedNumber {
  const isIn = (min === undefined || value >= min) && (max === undefined || value <= max);
  if (!isIn) return { ok: false, problem: `${wanted}, found ${shownValue(found)}.` };
  // JSON text has no -0, so -0 would change the digest.
  return { ok: true, value: value === 0 ? 0 : value };
}

function tooLong(found: unknown): string {
  return `Wanted a number that is kept exactly, at most 9007199254740991 either way, found ${shownValue(found)}. For a longer one, such as an account number, declare the type string.`;
}

/** The text ` from 1 to 5`, ` of at least 1`, ` of at most 5`, or empty. */
function rangeText({ min, max }: InputSpec): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? "" : ` of at most ${max}`;
}
