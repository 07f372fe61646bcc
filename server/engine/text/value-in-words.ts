import { ExactNumber } from "../json/exact-number.ts";
import { cutWithMark } from "./cut-text.ts";

/** Describes a value of a file in words: `the number 5`, `the text "abc"`, `a list`, `nothing`. */
export function valueInWords(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "string") return `the text ${JSON.stringify(cutWithMark(value, 40))}`;
  if (typeof value === "number") return `the number ${Object.is(value, -0) ? "-0" : value}`;
  if (value instanceof ExactNumber) return `the number ${cutWithMark(value.text, 40)}`;
  if (typeof value === "boolean") return String(value);
  return Array.isArray(value) ? "a list" : "a map";
}
