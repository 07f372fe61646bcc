import ipaddr from "ipaddr.js";
import { utf8Length } from "../text/utf8-length.ts";
import { dateText, type TextOrProblem, timeText } from "./date-texts.ts";
import {
  boundsOfBits,
  decimalProblem,
  floatProblem,
  longDecimal,
  shown,
  wholeProblem,
} from "./number-texts.ts";

type Judge = (text: string) => TextOrProblem;

/** A type of a column, as far as a transfer has to know it. */
export type ClickhouseType = {
  readonly isNullable: boolean;
  /** Its values need no quotes in a list. */
  readonly isNumeric: boolean;
  /** The text that keeps a value as it is, or why there is none. */
  readonly judge: Judge;
  /** Of the values of a list; absent where it is no list. */
  readonly of?: ClickhouseType;
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const IPV4 = /^(?:(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])(?:\.(?!$)|$)){4}$/;
/** A name in a type such as `Enum8('mon' = 1)`. */
const ENUM_NAME = /'((?:[^'\\]|\\.)*)' *=/g;
/** For a type such as `Decimal64(2)`: the largest precision of the types with a number in their name. */
const DECIMAL_DIGITS: Readonly<Record<string, number>> = { "32": 9, "64": 18, "128": 38, "256": 76 };
/** Nearer to zero, or further away from it, a server loses digits as it reads. */
const FLOAT_RANGE = [1e-300, 1e300] as const;

/** What is known of a type of ClickHouse; null where a transfer does not know what a server would change in its values. */
export function clickhouseType(type: string, zone: string): ClickhouseType | null {
  const [, wrapper, inner = ""] = /^(Nullable|LowCardinality|Array)\((.*)\)$/.exec(type) ?? [];
  if (wrapper !== undefined) {
    const of = clickhouseType(inner, zone);
    if (of === null || wrapper === "LowCardinality") return of;
    if (wrapper === "Nullable") return { ...of, isNullable: true };
    return { isNullable: false, isNumeric: false, judge: (text) => ({ text }), of };
  }
  const judge = judgeOf(type, zone);
  return judge && { isNullable: false, isNumeric: /^(?:U?Int|Float|Decimal|Bool)/.test(type), judge };
}

function judgeOf(type: string, zone: string): Judge | null {
  const [, unsigned, bits] = /^(U?)Int(8|16|32|64|128|256)$/.exec(type) ?? [];
  if (bits !== undefined) {
    const [min, max] = boundsOfBits(Number(bits), unsigned === "U");
    return (text) => judged(text, wholeProblem(text, min, max));
  }
  if (type === "Float32" || type === "Float64") return floatJudge(type === "Float32" ? 32 : 64);
  const decimal = /^Decimal(\d*)\((\d+)(?:, *(\d+))?\)$/.exec(type);
  if (decimal !== null) {
    const [, sized = "", first = "0", second] = decimal;
    const precision = DECIMAL_DIGITS[sized] ?? Number(first);
    const scale = Number(sized === "" ? (second ?? 0) : first);
    return (text) => judged(text, decimalProblem(text, precision, scale));
  }
  if (type === "Date") return (text) => dateText(text, "1970-01-02", "2105-12-31");
  if (type === "Date32") return (text) => dateText(text, "1900-01-01", "2299-12-31");
  const time = /^DateTime(?:64\((\d)(?:, *'(.*)')?\)|\('(.*)'\))?$/.exec(type);
  if (time !== null) {
    const [, digits = "0", zone64, zone32] = time;
    return (text) => timeText(text, Number(digits), zone64 ?? zone32 ?? zone);
  }
  return textJudge(type);
}

function floatJudge(bits: 32 | 64): Judge {
  const [min, max] = FLOAT_RANGE;
  return (text) => {
    const problem = floatProblem(text, bits);
    if (problem !== null) return { problem };
    const value = Number(text);
    if (value !== 0 && (Math.abs(value) < min || Math.abs(value) > max))
      return { problem: `the server would not keep the digits of ${shown(text)}` };
    return { text: longDecimal(value) };
  };
}

function textJudge(type: string): Judge | null {
  if (type === "String") return (text) => ({ text });
  if (type === "Bool")
    return (text) =>
      judged(text, /^(?:0|1|true|false)$/.test(text) ? null : `${shown(text)} is neither true nor false`);
  if (type === "UUID") return (text) => judged(text, UUID.test(text) ? null : `${shown(text)} is no UUID`);
  if (type === "IPv4")
    return (text) => judged(text, IPV4.test(text) ? null : `${shown(text)} is no address such as 192.0.2.1`);
  if (type === "IPv6")
    return (text) =>
      judged(
        text,
        ipaddr.IPv6.isValid(text) && !text.includes("%") ? null : `${shown(text)} is no address of IPv6`,
      );
  if (/^Enum(?:8|16)\(/.test(type)) {
    const names = new Set([...type.matchAll(ENUM_NAME)].map(([, name = ""]) => name.replace(/\\(.)/g, "$1")));
    return (text) => judged(text, names.has(text) ? null : `${shown(text)} is no value of its enum`);
  }
  const fixed = /^FixedString\((\d+)\)$/.exec(type)?.[1];
  if (fixed === undefined) return null;
  // A shorter one would be filled with NUL bytes.
  return (text) =>
    judged(text, utf8Length(text) === Number(fixed) ? null : `${shown(text)} has not exactly ${fixed} bytes`);
}

function judged(text: string, problem: string | null): TextOrProblem {
  return problem === null ? { text } : { problem };
}
