import { ExactNumber } from "../json/exact-number.ts";

/** Describes a value of a file in words: `the number 5`, `the text "abc"`, `a list`, `nothing`. */
export function valueInWords(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "string") return `the text ${JSON.stringify(cut(value))}`;
  if (typeof value === "number") return `the number ${Object.is(value, -0) ? "-0" : value}`;
  if (value instanceof ExactNumber) return `the number ${cut(value.text)}`;
  if (typeof value === "boolean") return String(value);
  return Array.isArray(value) ? "a list" : "a map";
}

function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
