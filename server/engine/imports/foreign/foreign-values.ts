import { isJsonList, isJsonMap, isJsonNumber, type Json } from "../../json/json.ts";
import { writeJson } from "../../json/write-json.ts";
import { isCelName } from "../../text/cel-name.ts";

/** The type that an input with this value has. Nothing is text. */
export function typeOfValue(value: Json | undefined): string {
  if (typeof value === "boolean") return "boolean";
  if (isJsonNumber(value)) return /^-?\d+$/.test(writeJson(value)) ? "integer" : "number";
  if (isJsonList(value)) return "list";
  if (isJsonMap(value)) return "json";
  return typeof value === "string" && (/[\r\n]/.test(value) || value.length > 4_000) ? "text" : "string";
}

const TYPES: Readonly<Record<string, string>> = {
  str: "string",
  string: "string",
  text: "text",
  int: "integer",
  integer: "integer",
  float: "number",
  number: "number",
  bool: "boolean",
  boolean: "boolean",
  list: "list",
  array: "list",
  dict: "json",
  object: "json",
  json: "json",
  ip: "ip",
  date: "date",
  datetime: "datetime",
};

/** The type here that a type of another system is; null if it is unknown. */
export function typeOfWord(word: string): string | null {
  const key = word.toLowerCase();
  return Object.hasOwn(TYPES, key) ? (TYPES[key] ?? null) : null;
}

/** A text as CEL. */
export function celText(text: string): string {
  return /['\\\p{Cc}]/u.test(text) ? JSON.stringify(text) : `'${text}'`;
}

/** `outputs.back-up.files`, `outputs["my vertex"].files`. */
export function outputExpression(vertex: string, output: string): string {
  const of = /^[A-Za-z_][A-Za-z0-9_-]*$/.test(vertex) ? `.${vertex}` : `[${JSON.stringify(vertex)}]`;
  return `outputs${of}${isCelName(output) ? `.${output}` : `[${JSON.stringify(output)}]`}`;
}

/** A value of another system by its name, as an expression here, and its type here. */
export type Variable = { readonly expression: string; readonly type: string };

/** `${name}` in a text of another system. Dollars in front and default values are not of that form. */
const VARIABLE = /\$\{([^{}$]*)\}/g;

/** `written`: as it stands in the text. */
export type TextPart = { readonly text: string } | { readonly variable: string; readonly written: string };

/** A text, cut at its `${name}`. */
export function partsOfText(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ variable: (match[1] ?? "").trim(), written: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/**
 * An expression that gives what the text gives when its `${name}` are replaced. A text that is one variable has that
 * variable's value and type.
 *
 * @returns null if a name is unknown, or a value inside of a text would be another text here: only the other system knows
 * what it would be.
 */
export function expressionOfText(text: string, variables: ReadonlyMap<string, Variable>): Variable | null {
  const parts = partsOfText(text);
  const known = parts.map((part) => {
    if ("text" in part) return { expression: celText(part.text), type: "string" };
    return variables.get(part.variable) ?? null;
  });
  if (known.some((part) => part === null)) return null;
  const all = known as readonly Variable[];
  const [only] = all;
  if (only === undefined) return { expression: "''", type: "string" };
  if (all.length === 1) return only;
  const texts = all.map(inText);
  if (texts.includes(null)) return null;
  return { expression: texts.map((text) => text?.expression).join(" + "), type: "string" };
}

/**
 * The text that a value has inside of another one, as Python writes it.
 *
 * @returns null for lists, maps and numbers with a point, whose texts are others here: `['a']`, `1.0`.
 */
export function inText(variable: Variable): Variable | null {
  const { expression, type } = variable;
  switch (type) {
    case "string":
    case "text":
    case "enum":
      return variable;
    case "boolean":
      return { expression: `(${expression} ? 'True' : 'False')`, type: "string" };
    case "list":
    case "json":
    case "number":
      return null;
    default:
      return { expression: `string(${expression})`, type: "string" };
  }
}

/** A whole number of seconds as a duration, and parts of a second in milliseconds. */
export function seconds(count: number): string {
  return Number.isInteger(count) ? `${count}s` : `${Math.max(1, Math.round(count * 1000))}ms`;
}
