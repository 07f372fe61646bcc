import ipaddr from "ipaddr.js";
import { plainNumberOf, wholeNumber } from "../json/exact-number.ts";
import { isJsonNumber, type Json } from "../json/json.ts";
import { readJson } from "../json/read-json.ts";
import { withoutEnd } from "../json/without-end.ts";
import { utf8Length } from "../text/utf8-length.ts";
import { dateText, type TextOrProblem, timeParts } from "./date-texts.ts";
import {
  boundsOfBits,
  decimalProblem,
  floatProblem,
  hasFewDigits,
  shown,
  wholeProblem,
} from "./number-texts.ts";

/** The text with which a column keeps a value as it is, or why there is none. */
export type MysqlJudge = (text: string) => TextOrProblem;

const BITS: Readonly<Record<string, number>> = {
  tinyint: 8,
  smallint: 16,
  mediumint: 24,
  int: 32,
  bigint: 64,
};
const DAYS = ["1000-01-01", "9999-12-31"] as const;
const CLOCK = /^(-?)(\d{2}|[1-8]\d{2}):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?$/;
const MAX_HOURS = 838;
const YEAR = /^(?:190[1-9]|19[1-9]\d|20\d\d|21[0-4]\d|215[0-5])$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TEXTS = /^(?:varbinary|(?:tiny|medium|long)?(?:text|blob))\b/;
/** A value in a type such as `enum('it''s','tue')`. */
const LABEL = /'((?:[^']|'')*)'/g;
const ESCAPES: Readonly<Record<string, string>> = { "''": "'", "\\0": "\0", "\\n": "\n", "\\r": "\r" };

/** What is known of a type of MySQL or MariaDB; null where it is not known what a server would change in its values. */
export function mysqlJudge(given: string): MysqlJudge | null {
  // The values of an enum keep their case.
  const type = given.replace(/^\w+/, (name) => name.toLowerCase());
  const name = /^\w+/.exec(type)?.[0] ?? "";
  const [first = null, second = null] = (/^\w+\((\d+)(?:,(\d+))?\)/.exec(type) ?? []).slice(1);
  const size = first === null ? null : Number(first);
  const isUnsigned = /\bunsigned\b/.test(type.replace(/\(.*\)/, ""));
  const bits = BITS[name];
  if (bits !== undefined) {
    const [min, max] = boundsOfBits(bits, isUnsigned);
    return (text) => judged(text, wholeProblem(text, min, max));
  }
  if (TEXTS.test(type)) return (text) => ({ text });
  switch (name) {
    case "bit": {
      const [min, max] = boundsOfBits(size ?? 1, true);
      return (text) => judged(text, wholeProblem(text, min, max));
    }
    case "decimal":
      return notNegative(isUnsigned, (text) => decimalProblem(text, size ?? 10, Number(second ?? 0)));
    case "float":
    case "double":
      return notNegative(isUnsigned, (text) => floatTextProblem(name, text, size, second));
    case "char":
    case "varchar":
      return (text) => judged(text, charsProblem(name, text, size ?? 1));
    case "binary":
      return (text) =>
        judged(
          text,
          utf8Length(text) === (size ?? 1) ? null : `${shown(text)} has not exactly ${size ?? 1} bytes`,
        );
    case "enum":
    case "set":
      return labelJudge(name, type);
    default:
      return otherJudge(name, size ?? 0);
  }
}

/** A server cuts tabs and ends of lines at the end of a text that is too long, as it does blanks. */
function charsProblem(name: "char" | "varchar", text: string, size: number): string | null {
  if (text.length > size && [...text].length > size) return `${shown(text)} has more than ${size} characters`;
  return name === "char" && text.endsWith(" ")
    ? `it would lose the blanks at the end of ${shown(text)}`
    : null;
}

function otherJudge(name: string, digits: number): MysqlJudge | null {
  switch (name) {
    case "date":
      return (text) => dateText(text, ...DAYS);
    case "datetime":
    case "timestamp":
      // The session is in UTC.
      return (text) => {
        const parts = timeParts(text, DAYS, digits);
        return "problem" in parts ? parts : { text: `${parts.date} ${parts.clock}${parts.fraction}` };
      };
    case "time":
      return (text) => clockText(text, digits);
    case "year":
      return (text) => judged(text, YEAR.test(text) ? null : `${shown(text)} is no year from 1901 to 2155`);
    case "uuid":
      return (text) => judged(text, UUID.test(text) ? null : `${shown(text)} is no UUID`);
    case "inet6":
      return (text) =>
        judged(
          text,
          ipaddr.IPv6.isValid(text) && !text.includes("%") ? null : `${shown(text)} is no address of IPv6`,
        );
    case "json":
      return (text) => judged(text, jsonProblem(text));
    default:
      return null;
  }
}

function notNegative(isUnsigned: boolean, problemOf: (text: string) => string | null): MysqlJudge {
  return (text) =>
    judged(text, isUnsigned && text.startsWith("-") ? `${shown(text)} is less than 0` : problemOf(text));
}

/** A FLOAT is given back with six digits. With a precision, such as `float(7,3)`, it is rounded as well. */
function floatTextProblem(
  name: "float" | "double",
  text: string,
  size: number | null,
  scale: string | null,
): string | null {
  const problem = floatProblem(text, name === "float" ? 32 : 64);
  if (problem !== null) return problem;
  if (name === "float" && !hasFewDigits(text))
    return `${shown(text)} has more digits than a FLOAT gives back`;
  return size === null || scale === null ? null : decimalProblem(text, size, Number(scale));
}

function clockText(text: string, digits: number): TextOrProblem {
  const [, , hours, , , fraction = ""] = CLOCK.exec(text) ?? [];
  const kept = withoutEnd(fraction, "0");
  if (hours === undefined || Number(hours) > MAX_HOURS)
    return { problem: `${shown(text)} is no time such as 08:30:00` };
  if (kept.length > digits)
    return { problem: `the column keeps ${digits} digits of a second, and ${shown(text)} has more` };
  return { text: `${text.split(".")[0]}${kept === "" ? "" : `.${kept}`}` };
}

/** The values of an enum, exactly as they are; those of a set in the order of its type, since the server gives that back. */
function labelJudge(name: "enum" | "set", type: string): MysqlJudge {
  const labels = [...type.matchAll(LABEL)].map(([, label = ""]) =>
    label.replace(/''|\\./g, (each) => ESCAPES[each] ?? each.slice(1)),
  );
  if (name === "enum")
    return (text) => judged(text, labels.includes(text) ? null : `${shown(text)} is no value of its enum`);
  return (text) => {
    const places = text === "" ? [] : text.split(",").map((each) => labels.indexOf(each));
    const isKept = places.every((place, at) => place >= 0 && place > (places[at - 1] ?? -1));
    return judged(
      text,
      isKept ? null : `${shown(text)} has other values than its set, or another order of them`,
    );
  };
}

/** The type json of MySQL keeps numbers as 64 bits, whole or floating. */
function jsonProblem(text: string): string | null {
  const read = readJson(text);
  if (!read.ok) return `it is no JSON: ${read.problem.replace(/\.$/, "")}`;
  const lost = lostNumber(read.value);
  return lost === null ? null : `a column of JSON would not keep the digits of ${shown(lost)}`;
}

function lostNumber(value: Json): string | null {
  if (Array.isArray(value)) return firstLost(value as readonly Json[]);
  if (value instanceof Map) return firstLost([...value.values()]);
  if (!isJsonNumber(value)) return null;
  const whole = wholeNumber(value);
  const isKept = whole === null ? plainNumberOf(value) !== null : whole >= -(2n ** 63n) && whole < 2n ** 64n;
  return isKept ? null : String(value);
}

function firstLost(values: readonly Json[]): string | null {
  for (const each of values) {
    const lost = lostNumber(each);
    if (lost !== null) return lost;
  }
  return null;
}

function judged(text: string, problem: string | null): TextOrProblem {
  return problem === null ? { text } : { problem };
}
