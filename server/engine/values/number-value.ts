import type { InputSpec } from "../model/graph-content.ts";
import { shownValue } from "./value-shown.ts";

type CheckedNumber =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly problem: string };

const WHOLE = /^-?(?:0|[1-9][0-9]*)$/;
const DECIMAL = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,4})?$/;

/**
 * A whole number, as such or as text in decimal digits. Only those that a double holds exactly (up to 2^53 - 1 either
 * way): a longer one, an account number say, would change unseen. `007` and `1e3` are refused for the same reason: one
 * loses its zeros, the other is no whole number to a shell.
 */
export function checkInteger(spec: InputSpec, met: unknown): CheckedNumber {
  const wanted = `Wanted a whole number${rangeText(spec)}`;
  if (typeof met !== "number" && !(typeof met === "string" && WHOLE.test(met.trim())))
    return { ok: false, problem: `${wanted}, in digits only such as 42 or -7, met ${shownValue(met)}.` };
  const value = Number(met);
  if (!Number.isInteger(value)) return { ok: false, problem: `${wanted}, met ${shownValue(met)}.` };
  if (!Number.isSafeInteger(value)) return { ok: false, problem: tooLong(met) };
  return inRange(spec, value, wanted, met);
}

/** A finite number, as such or as text with digits, a point and an exponent. */
export function checkNumber(spec: InputSpec, met: unknown): CheckedNumber {
  const wanted = `Wanted a number${rangeText(spec)}`;
  if (typeof met !== "number" && !(typeof met === "string" && DECIMAL.test(met.trim())))
    return { ok: false, problem: `${wanted}, such as 42, -0.5 or 1e-3, met ${shownValue(met)}.` };
  const value = Number(met);
  if (!Number.isFinite(value))
    return { ok: false, problem: `${wanted}, not larger than about 1.8e308, met ${shownValue(met)}.` };
  if (typeof met === "string" && WHOLE.test(met.trim()) && !Number.isSafeInteger(value))
    return { ok: false, problem: tooLong(met) };
  return inRange(spec, value, wanted, met);
}

/**
 * A number in digits without an exponent, which shells cannot read. Gives the same number again when it is read.
 */
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

function inRange({ min, max }: InputSpec, value: number, wanted: string, met: unknown): CheckedNumber {
  const isIn = (min === undefined || value >= min) && (max === undefined || value <= max);
  if (!isIn) return { ok: false, problem: `${wanted}, met ${shownValue(met)}.` };
  // -0 would come back from JSON as 0, and with another digest.
  return { ok: true, value: value === 0 ? 0 : value };
}

function tooLong(met: unknown): string {
  return `Wanted a number that is kept exactly, at most 9007199254740991 either way, met ${shownValue(met)}. For a longer one, such as an account number, declare the type string.`;
}

/** ` from 1 to 5`, ` of at least 1`, ` of at most 5`, or nothing. */
function rangeText({ min, max }: InputSpec): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? "" : ` of at most ${max}`;
}
