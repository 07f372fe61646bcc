import * as z from "zod";
import type { Json } from "../json/json.ts";
import { conditionField, flagField, part, proseField, withoutDefault } from "./fields/fields.ts";
import { withFileForm } from "./fields/file-form.ts";
import { json } from "./fields/json-field.ts";

export const INPUT_TYPES = [
  "string",
  "text",
  "integer",
  "number",
  "boolean",
  "enum",
  "json",
  "list",
  "date",
  "datetime",
  "ip",
  "secret",
] as const;
export type InputType = (typeof INPUT_TYPES)[number];

const ALIASES = { str: "string", int: "integer" } as const;

/** The type of an input. `str` and `int` are read as `string` and `integer`. */
const inputType = z
  .codec(
    withFileForm(z.unknown(), () => z.enum([...INPUT_TYPES, ...Object.keys(ALIASES)])),
    z.enum(INPUT_TYPES),
    {
      decode: (word) => (word === "str" || word === "int" ? ALIASES[word] : (word as InputType)),
      encode: (word) => word,
    },
  )
  .describe("The type of the value. `str` is `string`, `int` is `integer`.");

/** `+ 0` changes -0 to 0. */
const bound = z.codec(z.number(), z.number(), { decode: (value) => value + 0, encode: (value) => value });

const description = proseField().describe("The purpose of the value, for people.");

/** What a value must be like: the same for inputs, params and outputs. */
const KIND_OF_VALUE = {
  type: inputType,
  required: flagField().describe("Whether there must be a value."),
  enum: z
    .array(z.string().min(1).max(1_000))
    .min(1)
    .max(1_000)
    .refine((words) => new Set(words).size === words.length, {
      error: "One of the allowed values occurs in the list twice.",
    })
    .optional()
    .describe("The allowed values of the type `enum`."),
  default: json.optional().describe("The value if no other is given."),
};
const LIMITS = {
  min: bound.optional().describe("The smallest number, or the smallest length of text or of a list."),
  max: bound.optional().describe("The largest number, or the largest length of text or of a list."),
  pattern: withoutDefault(z.string().max(1_000), (text) => text === "").describe(
    "A regular expression (RE2) that the whole value must match.",
  ),
  description,
};

/** `default:` without a value means that there is no default. Only for the type json it means null. */
function withoutEmptyDefault<Spec extends { type: InputType; default?: Json | undefined }>(spec: Spec): Spec {
  return spec.default === null && spec.type !== "json" ? { ...spec, default: undefined } : spec;
}

/** The input of a vertex or a parameter of a graph. */
export const inputShape = part(
  z.strictObject({
    ...KIND_OF_VALUE,
    ask: z
      .enum(["never"])
      .optional()
      .describe("`never`: a missing value fails the track and no person is asked for it."),
    from: conditionField().describe(
      "A CEL expression over `params`, `outputs.<vertex>`, `callbacks.<vertex>` and `pipeline` that gives the value.",
    ),
    ...LIMITS,
  }),
  withoutEmptyDefault,
);

/** The declaration of an output of a vertex. */
export const outputShape = part(
  z.strictObject({
    ...KIND_OF_VALUE,
    from: conditionField().describe("A CEL expression over the received data, for kinds that receive data."),
    ...LIMITS,
  }),
  withoutEmptyDefault,
);

/** The declaration of an output of a graph. */
export const graphOutputShape = part(
  z.strictObject({
    ...KIND_OF_VALUE,
    from: z
      .string()
      .min(1)
      .max(10_000)
      .describe("A CEL expression over `params`, `outputs.<vertex>` and `pipeline`, evaluated at the end."),
    ...LIMITS,
  }),
  withoutEmptyDefault,
);
