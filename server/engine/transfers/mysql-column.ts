import { isJsonNumber, type Json } from "../json/json.ts";
import { writeJson } from "../json/write-json.ts";
import { type MysqlJudge, mysqlJudge } from "./mysql-type.ts";

/** The text that a column of MySQL is given (null: NULL), or why it would not keep the value as it is. */
type MysqlText = (value: Json) => { readonly text: string | null } | { readonly problem: string };

export type MysqlColumn = {
  readonly text: MysqlText;
  /** Digits that are sent as text would be kept as the codes of their characters. */
  readonly isBits: boolean;
};

/**
 * How values are written to a column of a MySQL or MariaDB; null for a type that is not known here. Even in strict mode a
 * server rounds decimals and fractions of seconds, cuts blanks at the end of a CHAR, takes `3` for the third value of an
 * enum, and fills a BINARY with zeros, all without an error. So what it would change is refused here.
 *
 * @param type as `information_schema` has it, such as `decimal(9,2) unsigned`.
 * @param isNullable where it is not, some columns make a value of their own of NULL.
 */
export function mysqlColumn(type: string, isNullable: boolean): MysqlColumn | null {
  const judge: MysqlJudge | null = mysqlJudge(type);
  if (judge === null) return null;
  const isNumeric = /^(?:\w*int|bit|decimal|float|double)/i.test(type);
  return {
    isBits: /^bit/i.test(type),
    text: (value) => {
      if (value === null)
        return isNullable ? { text: null } : { problem: "null, which the column does not take" };
      if (isNumeric && typeof value === "boolean") return judge(value ? "1" : "0");
      if (typeof value === "string") return judge(value);
      return judge(typeof value === "boolean" || isJsonNumber(value) ? String(value) : writeJson(value));
    },
  };
}
