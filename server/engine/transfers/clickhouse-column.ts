import { isJsonNumber, type Json } from "../json/json.ts";
import { readJson } from "../json/read-json.ts";
import { writeJson } from "../json/write-json.ts";
import { type ClickhouseType, clickhouseType } from "./clickhouse-type.ts";
import type { TextOrProblem } from "./date-texts.ts";
import { shown } from "./number-texts.ts";

/** Gives the text of a value in the format TabSeparated, or why the column would not keep it as it is, as a clause. */
export type ColumnText = (value: Json) => TextOrProblem;

const NULL = "\\N";
const NO_NULL: TextOrProblem = { problem: "null, which the column does not take" };

/**
 * How values are written to a column of a ClickHouse; null for a type that is not known here. An old ClickHouse keeps 300 as
 * 44 in a UInt8, the last of February as the third of March, and empty text as 0, all without a word. So what it would
 * change is refused here.
 *
 * @param type as `system.columns` has it. `zone`: of the server, for columns that have none of their own.
 */
export function clickhouseColumn(type: string, zone: string): ColumnText | null {
  const known = clickhouseType(type, zone);
  if (known === null) return null;
  return (value) => {
    const found = textIn(known, value);
    if ("problem" in found || found.text === null || known.of !== undefined)
      return "problem" in found ? found : { text: found.text ?? NULL };
    return { text: escaped(found.text) };
  };
}

/** The text of a value, not escaped but for a list; null for NULL. */
function textIn(
  type: ClickhouseType,
  value: Json,
): { readonly text: string | null } | { readonly problem: string } {
  if (value === null) return type.isNullable ? { text: null } : NO_NULL;
  if (type.of !== undefined) return listText(type.of, value);
  return type.judge(textOf(value, type.isNumeric));
}

/** A list with quotes around what is no number. Of a text of a stream, the list that it has as JSON. */
function listText(of: ClickhouseType, value: Json): TextOrProblem {
  const read = typeof value === "string" ? readJson(value) : { ok: true as const, value };
  if (!read.ok || !Array.isArray(read.value))
    return {
      problem: `${shown(typeof value === "string" ? value : writeJson(value))} is no list such as [1,2]`,
    };
  const parts: string[] = [];
  for (const each of read.value as readonly Json[]) {
    const found = textIn(of, each);
    if ("problem" in found) return { problem: `in the list, ${found.problem}` };
    if (found.text === null) parts.push("NULL");
    else
      parts.push(
        of.isNumeric || of.of !== undefined ? found.text : `'${escaped(found.text).replace(/'/g, "\\'")}'`,
      );
  }
  return { text: `[${parts.join(",")}]` };
}

/** Objects and lists are written as JSON, and true and false as numbers where the column has numbers. */
function textOf(value: Json, isNumeric: boolean): string {
  if (typeof value === "string") return value;
  if (isNumeric && typeof value === "boolean") return value ? "1" : "0";
  return typeof value === "boolean" || isJsonNumber(value) ? String(value) : writeJson(value);
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
