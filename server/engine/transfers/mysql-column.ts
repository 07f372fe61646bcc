import { isJsonNumber, type Json } from "../json/json.ts";
import { writeJson } from "../json/write-json.ts";
import type { TextOrProblem } from "./date-texts.ts";
import { decimalProblem, floatProblem, shown } from "./number-texts.ts";

const ZONED = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2}(?:\.\d+)?)Z$/;

/** The text that a column of MySQL is given (null: NULL), or why it would not keep the value as it is. */
export type MysqlText = (value: Json) => { readonly text: string | null } | { readonly problem: string };

/**
 * How values are written to a column of a MySQL or MariaDB in strict mode. Even then a server rounds decimals and fractions of
 * seconds, and keeps the nearest floating-point number, without an error: that is refused here. The server judges the rest.
 *
 * @param type as `information_schema` has it, such as `decimal(9,2) unsigned`.
 */
export function mysqlColumn(type: string): MysqlText {
  const judge = judgeOf(type.toLowerCase());
  const isNumeric = /^(?:\w*int|bit|decimal|float|double)/i.test(type);
  return (value) => {
    if (value === null) return { text: null };
    if (isNumeric && typeof value === "boolean") return { text: value ? "1" : "0" };
    const text =
      typeof value === "string"
        ? value
        : typeof value === "boolean" || isJsonNumber(value)
          ? String(value)
          : writeJson(value);
    return judge(text);
  };
}

function judgeOf(type: string): (text: string) => TextOrProblem {
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)/.exec(type) ?? [];
  if (precision !== undefined)
    return (text) => judged(text, decimalProblem(text, Number(precision), Number(scale)));
  if (/^(?:float|double)/.test(type))
    return (text) => judged(text, floatProblem(text, type.startsWith("float") ? 32 : 64));
  if (/^\w*int/.test(type))
    return (text) => judged(text, /^-?\d+$/.test(text) ? null : `${shown(text)} is no whole number`);
  const time = /^(?:datetime|timestamp|time)(?:\((\d)\))?/.exec(type);
  if (time === null) return (text) => ({ text });
  const digits = Number(time[1] ?? 0);
  return (text) => {
    const fraction = (/\.(\d+)/.exec(text)?.[1] ?? "").replace(/0+$/, "");
    if (fraction.length > digits)
      return { problem: `the column keeps ${digits} digits of a second, and ${shown(text)} has more` };
    // The session is in UTC.
    return { text: text.replace(ZONED, "$1 $2") };
  };
}

function judged(text: string, problem: string | null): TextOrProblem {
  return problem === null ? { text } : { problem };
}
