import {
  type ExactNumber,
  isNumberText,
  nearestNumber,
  numberOf,
  numberText,
  plainNumberOf,
  wholeNumber,
} from "../json/exact-number.ts";
import { isJsonNumber } from "../json/json.ts";
import type { InputSpec } from "../model/graph-content.ts";
import { shownValue } from "./value-shown.ts";

type CheckedNumber =
  | { readonly ok: true; readonly value: number | ExactNumber }
  | { readonly ok: false; readonly problem: string };

const WHOLE = /^-?(?:0|[1-9][0-9]*)$/;
const MAX_INTEGER = 2n ** 63n - 1n;

/**
 * Checks a whole number, given as a number or as decimal digits. It has at most 64 bits, as in CEL and in shells, and
 * keeps all its digits. `007` is refused because it would lose its zeros, and the text `1e3` because shells do not read
 * it as a whole number.
 */
export function checkInteger(spec: InputSpec, found: unknown): CheckedNumber {
  const wanted = `Wanted a whole number${rangeText(spec)}`;
  const value = integerOf(found);
  if (value === null)
    return {
      ok: false,
      problem: `${wanted}${isJsonNumber(found) ? "" : ", in digits only such as 42 or -7"}, found ${shownValue(found)}.`,
    };
  if (value > MAX_INTEGER || value < -MAX_INTEGER - 1n)
    return {
      ok: false,
      problem: `Wanted a whole number of 64 bits, at most ${MAX_INTEGER}, found ${shownValue(found)}. For a longer one, such as an account number, declare the type string.`,
    };
  return inRange(spec, numberOf(String(value)), wanted, found);
}

/** The value of whole digits, or of a number that is whole, such as 3.0 in JSON; null for others. */
function integerOf(found: unknown): bigint | null {
  if (typeof found === "string") return WHOLE.test(found.trim()) ? BigInt(found.trim()) : null;
  if (!isJsonNumber(found)) return null;
  const whole = wholeNumber(found);
  if (whole !== null) return whole;
  const plain = plainNumberOf(found);
  return plain !== null && Number.isInteger(plain) ? BigInt(plain) : null;
}

/** Checks a finite number, given as a number or as text with digits, a point and an exponent. It keeps its digits. */
export function checkNumber(spec: InputSpec, found: unknown): CheckedNumber {
  const wanted = `Wanted a number${rangeText(spec)}`;
  const value =
    typeof found === "string" && isNumberText(found.trim())
      ? numberOf(found.trim())
      : isJsonNumber(found)
        ? numberOf(numberText(found))
        : null;
  if (value === null)
    return { ok: false, problem: `${wanted}, such as 42, -0.5 or 1e-3, found ${shownValue(found)}.` };
  if (!Number.isFinite(nearestNumber(value)))
    return { ok: false, problem: `${wanted}, not larger than about 1.8e308, found ${shownValue(found)}.` };
  if (nearestNumber(value) === 0 && plainNumberOf(value) === null)
    return {
      ok: false,
      problem: `${wanted}, not nearer to 0 than about 5e-324, found ${shownValue(found)}.`,
    };
  return inRange(spec, value, wanted, found);
}

function inRange(
  { min, max }: InputSpec,
  value: number | ExactNumber,
  wanted: string,
  found: unknown,
): CheckedNumber {
  const size = wholeNumber(value) ?? nearestNumber(value);
  const isIn = (min === undefined || size >= min) && (max === undefined || size <= max);
  return isIn ? { ok: true, value } : { ok: false, problem: `${wanted}, found ${shownValue(found)}.` };
}

/** The text ` from 1 to 5`, ` of at least 1`, ` of at most 5`, or empty. */
function rangeText({ min, max }: InputSpec): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? "" : ` of at most ${max}`;
}
