import { isNumberText, numberOf, plainNumberOf } from "../json/exact-number.ts";
import { withoutEnd } from "../json/without-end.ts";
import { cutWithMark } from "../text/cut-text.ts";

const WHOLE = /^(?:0|-?[1-9]\d*)$/;
/** A whole number with so many characters is exact as a `number`, and that is read much faster than a `bigint`. */
const EXACT_LENGTH = 15;
const PLAIN_DECIMAL = /^-?(0|[1-9]\d*)(?:\.(\d+))?$/;
/** So many digits every 32-bit float keeps. */
const FLOAT_DIGITS = 6;
/** Beyond these a 32-bit float has fewer digits. */
const MIN_FLOAT = 1.2e-38;
const MAX_FLOAT = 3.4e38;

/** Why a text is no whole number between two bounds, as a clause; null where it is one. */
export function wholeProblem(text: string, min: bigint, max: bigint): string | null {
  if (!WHOLE.test(text)) return `${shown(text)} is no whole number`;
  const value = text.length > EXACT_LENGTH ? BigInt(text) : Number(text);
  return value < min || value > max ? `${shown(text)} is not from ${min} to ${max}` : null;
}

/** The smallest and the largest whole number of so many bits. */
export function boundsOfBits(bits: number, isUnsigned: boolean): readonly [min: bigint, max: bigint] {
  const size = BigInt(bits);
  return isUnsigned ? [0n, 2n ** size - 1n] : [-(2n ** (size - 1n)), 2n ** (size - 1n) - 1n];
}

/** Why a text is no decimal number with so many digits, as a clause; null where none of its digits is lost. */
export function decimalProblem(text: string, precision: number, scale: number): string | null {
  const match = PLAIN_DECIMAL.exec(text);
  if (match === null) return `${shown(text)} is no decimal number`;
  const [, before = "", behind = ""] = match;
  const whole = before === "0" ? 0 : before.length;
  const fraction = withoutEnd(behind, "0").length;
  if (fraction > scale) return `${shown(text)} has more than ${scale} digits behind the point`;
  return whole > precision - scale
    ? `${shown(text)} has more than ${precision - scale} digits before the point`
    : null;
}

/** Why a binary floating-point number of 32 or 64 bits does not stand for a text, as a clause; null where it does. */
export function floatProblem(text: string, bits: 32 | 64): string | null {
  if (!isNumberText(text)) return `${shown(text)} is no number`;
  const value = plainNumberOf(numberOf(text));
  const lost = `a floating-point number of ${bits} bits would not keep the digits of ${shown(text)}`;
  if (value === null) return lost;
  if (bits === 64) return null;
  const isInRange = value === 0 || (Math.abs(value) > MIN_FLOAT && Math.abs(value) < MAX_FLOAT);
  return isInRange && (hasFewDigits(text) || Math.fround(value) === value) ? null : lost;
}

/** Whether a number has no more digits than every 32-bit float keeps. */
export function hasFewDigits(text: string): boolean {
  const digits = text
    .replace(/[eE].*$/, "")
    .replace(/\D/g, "")
    .replace(/^0+/, "");
  return withoutEnd(digits, "0").length <= FLOAT_DIGITS;
}

/**
 * A number without an exponent, its fraction with 19 digits. A server that multiplies by powers of ten as it reads comes
 * nearest to the right number with this text, where it would miss that of a shorter one by its last digit.
 */
export function longDecimal(value: number): string {
  if (Number.isInteger(value)) return Object.is(value, -0) ? "-0" : String(BigInt(value));
  const size = Math.abs(value);
  const whole = Math.trunc(size);
  const [, first = "", rest = "", zeros = ""] =
    /^(\d)\.(\d+)e-(\d+)$/.exec((size - whole).toExponential(18)) ?? [];
  const fraction = withoutEnd(`${"0".repeat(Number(zeros) - 1)}${first}${rest}`, "0");
  return `${value < 0 ? "-" : ""}${whole}.${fraction}`;
}

/** A value as part of a sentence. */
export function shown(text: string): string {
  return JSON.stringify(cutWithMark(text, 60));
}
