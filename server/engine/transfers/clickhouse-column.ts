import { isJsonNumber, type Json } from "../json/json.ts";
import { writeJson } from "../json/write-json.ts";
import { utf8Length } from "../text/utf8-length.ts";
import { dateText, type TextOrProblem, timeText } from "./date-texts.ts";
import { decimalProblem, floatProblem, shown, wholeProblem } from "./number-texts.ts";

/** Gives the text of a value in the format TabSeparated, or why the column would not keep it as it is, as a clause. */
export type ColumnText = (value: Json) => TextOrProblem;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A name in a type such as `Enum8('mon' = 1)`. */
const ENUM_NAME = /'((?:[^'\\]|\\.)*)' *=/g;
const NULL = { text: "\\N" };
const NO_NULL: TextOrProblem = { problem: "null, which the column does not take" };

/** For a type such as `Decimal(9, 2)`: the largest precision of the types with a number in their name. */
const DECIMAL_DIGITS: Readonly<Record<string, number>> = { "32": 9, "64": 18, "128": 38, "256": 76 };

/**
 * How values are written to a column of a ClickHouse. An old ClickHouse keeps 300 as 44 in a UInt8, the last of February as
 * the third of March, and empty text as 0, all without a word. So what it would change is refused here. Of a type that is
 * not known here, the server judges alone.
 */
export function clickhouseColumn(type: string): ColumnText {
  const inner = /^(?:Nullable|LowCardinality)\((.*)\)$/.exec(type)?.[1];
  if (inner !== undefined) {
    const column = clickhouseColumn(inner);
    const isNullable = type.startsWith("Nullable");
    return (value) => (value === null && isNullable ? NULL : column(value));
  }
  const judge = judgeOf(type);
  const isNumeric = /^(?:U?Int|Float|Decimal|Bool)/.test(type);
  return (value) => {
    if (value === null) return NO_NULL;
    const text = textOf(value, isNumeric);
    const found = judge(text);
    return "problem" in found ? found : { text: escaped(found.text) };
  };
}

/** Objects and lists are written as JSON, and true and false as numbers where the column has numbers. */
function textOf(value: Json, isNumeric: boolean): string {
  if (typeof value === "string") return value;
  if (isNumeric && typeof value === "boolean") return value ? "1" : "0";
  return typeof value === "boolean" || isJsonNumber(value) ? String(value) : writeJson(value);
}

function judgeOf(type: string): (text: string) => TextOrProblem {
  const [, unsigned, bits] = /^(U?)Int(8|16|32|64|128|256)$/.exec(type) ?? [];
  if (bits !== undefined) {
    const size = BigInt(bits);
    const [min, max] =
      unsigned === "U" ? [0n, 2n ** size - 1n] : [-(2n ** (size - 1n)), 2n ** (size - 1n) - 1n];
    return (text) => judged(text, wholeProblem(text, min, max));
  }
  if (type === "Float32" || type === "Float64")
    return (text) => judged(text, floatProblem(text, type === "Float32" ? 32 : 64));
  const decimal = /^Decimal(\d*)\((\d+)(?:, *(\d+))?\)$/.exec(type);
  if (decimal !== null) {
    const [, sized = "", first = "0", second] = decimal;
    const precision = DECIMAL_DIGITS[sized] ?? Number(first);
    const scale = Number(sized === "" ? (second ?? 0) : first);
    return (text) => judged(text, decimalProblem(text, precision, scale));
  }
  if (type === "Date") return (text) => dateText(text, 1970, 2105);
  if (type === "Date32") return (text) => dateText(text, 1900, 2299);
  if (/^DateTime(?:\(.*\))?$/.test(type)) return (text) => timeText(text, 0);
  const digits = /^DateTime64\((\d)/.exec(type)?.[1];
  if (digits !== undefined) return (text) => timeText(text, Number(digits));
  if (type === "UUID") return (text) => judged(text, UUID.test(text) ? null : `${shown(text)} is no UUID`);
  if (/^Enum(?:8|16)\(/.test(type)) {
    const names = new Set([...type.matchAll(ENUM_NAME)].map(([, name = ""]) => name.replace(/\\(.)/g, "$1")));
    return (text) => judged(text, names.has(text) ? null : `${shown(text)} is no value of its enum`);
  }
  const fixed = /^FixedString\((\d+)\)$/.exec(type)?.[1];
  if (fixed !== undefined)
    return (text) =>
      judged(text, utf8Length(text) > Number(fixed) ? `${shown(text)} has more than ${fixed} bytes` : null);
  return (text) => ({ text });
}

function judged(text: string, problem: string | null): TextOrProblem {
  return problem === null ? { text } : { problem };
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "\\0",
};

function escaped(text: string): string {
  // Most texts have none of these: to look first is much faster.
  return /[\\\t\n\r\0]/.test(text) ? text.replace(/[\\\t\n\r\0]/g, (each) => ESCAPES[each] ?? each) : text;
}
