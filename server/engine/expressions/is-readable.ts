import { isJsonNumber, ownOf } from "../json/json.ts";
import type { InputType, Json } from "../model/graph-content.ts";
import { valueText } from "../values/input-values.ts";
import type { DeclaredTypes, Types } from "./cel/cel-of-named.ts";
import type { Expression } from "./expression.ts";
import type { ReadPath } from "./read-path.ts";

/** The CEL type of each type of a param, an input or an output. */
export const CEL_TYPES: Readonly<Record<InputType, string>> = {
  string: "string",
  text: "string",
  integer: "int",
  number: "double",
  boolean: "bool",
  enum: "string",
  json: "dyn",
  list: "list<dyn>",
  date: "string",
  datetime: "string",
  ip: "string",
  secret: "string",
};

/** The CEL types of values, by name. */
export function celTypesOf(types: Types): Record<string, string> {
  return Object.fromEntries(Object.entries(types).map(([name, type]) => [name, CEL_TYPES[type]]));
}

/** The CEL types of the outputs that an expression reads, by vertex. Of an unknown vertex any output may be read. */
export function celTypesOfOutputs(
  { outputs }: DeclaredTypes,
  { outputs: read }: Pick<Expression, "outputs">,
): Record<string, string | Record<string, string>> {
  return Object.fromEntries(
    [...read].map(([vertex, keys]) => {
      const types = outputs.get(vertex);
      // Other rules find unknown vertices, and vertices that are not upstream.
      if (types === undefined || keys.has(null)) return [vertex, "map<string, dyn>"];
      const undeclared = [...keys].map((key) => [key ?? "", types.undeclared(key ?? "")] as const);
      const all = { ...Object.fromEntries(undeclared), ...celTypesOf(types.declared) };
      if (!types.isOfItems) return [vertex, all];
      return [vertex, Object.fromEntries(Object.keys(all).map((key) => [key, "list<dyn>"]))];
    }),
  );
}

/** The declared type of the value at a path; null if none is declared there. */
export function declaredAt(path: ReadPath | null, { params, outputs }: DeclaredTypes): InputType | null {
  if (path === null) return null;
  const [root, name = "", output = ""] = path;
  if (root === "params" && path.length === 2) return ownOf(params, String(name)) ?? null;
  const vertex = root === "outputs" && path.length === 3 ? outputs.get(String(name)) : undefined;
  return vertex === undefined || vertex.isOfItems ? null : (ownOf(vertex.declared, String(output)) ?? null);
}

/** The types that take a number, true or false as the text that a script would be given. */
const WRITTEN: readonly InputType[] = ["string", "text", "enum"];

const ALL = "all";
/**
 * Which type can be read into which: by the type of the expression, without what it holds. Text is read as in a form,
 * and a value whose type is not known by what it is.
 */
const READABLE: Readonly<Record<string, readonly InputType[] | typeof ALL>> = {
  string: ALL,
  dyn: ALL,
  null: ALL,
  int: ["integer", "number", "json", ...WRITTEN],
  double: ["number", "json", ...WRITTEN],
  bool: ["boolean", "json", ...WRITTEN],
  list: ["list", "json"],
  map: ["json"],
  "google.protobuf.Timestamp": ["datetime", "json", "string", "text"],
};
/** Text of a form of its own cannot be a number, true, false or JSON, whatever it holds. */
const ONE_FORM: readonly InputType[] = ["date", "datetime", "ip", "secret"];
const TEXTS: readonly InputType[] = ["string", "text", "enum", "list"];

/** Parts of types whose values JSON does not have. */
const NOT_JSON = /Duration|\b(bytes|uint|type|optional)\b/;

/** True if every value of this CEL type can be read into this type, apart from its limits. */
export function isReadable(celType: string, type: InputType): boolean {
  if (NOT_JSON.test(celType)) return false;
  const known = READABLE[celType.replace(/<.*$/s, "")] ?? [];
  return known === ALL || known.includes(type);
}

/**
 * A value that an expression gave, as the type takes it: `checkValue` must accept it then, apart from the type's limits.
 * Numbers and booleans become text exactly as they stand.
 *
 * @param isText whether the type of the expression is text. Text is read as JSON; a text in JSON stays that text.
 */
export function readAs(type: InputType, value: Json, isText: () => boolean): Json {
  if (WRITTEN.includes(type) && (isJsonNumber(value) || typeof value === "boolean"))
    return valueText({ type: "number" }, value);
  if (type === "json" && typeof value === "string" && !isText()) return JSON.stringify(value);
  return value;
}

/** As `readAs`, for a value of a declared type. */
export function readFromType(type: InputType, value: Json, from: InputType): Json {
  return readAs(type, value, () => CEL_TYPES[from] === "string");
}

/** True if every value of the one type can be read into the other, apart from its limits. */
export function isTypeReadable(from: InputType, type: InputType): boolean {
  if (ONE_FORM.includes(from)) return type === from || TEXTS.includes(type);
  return isReadable(CEL_TYPES[from], type);
}
