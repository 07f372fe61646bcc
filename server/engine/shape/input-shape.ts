import * as z from "zod";
import { conditionField, flagField, leftOut, part, proseField } from "./fields.ts";
import { markedAs } from "./file-form.ts";
import type { Json } from "./json.ts";

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

/** An input's type; `str` and `int` are read as `string` and `integer`. */
const inputType = z
  .codec(
    markedAs(z.unknown(), () => z.enum([...INPUT_TYPES, ...Object.keys(ALIASES)])),
    z.enum(INPUT_TYPES),
    {
      decode: (word) => (word === "str" || word === "int" ? ALIASES[word] : (word as InputType)),
      encode: (word) => word,
    },
  )
  .describe("What kind of value it is. `str` is `string`, `int` is `integer`.");

/** Anything JSON can hold; `untrustedValueProblem` has looked at it already. `-0` is 0, since JSON text may lose its sign. */
const json = z.codec(z.unknown(), z.custom<Json>(), {
  decode: (value) => withoutNegativeZero(value as Json),
  encode: (value) => value,
});

/** `+ 0` turns -0 into 0. */
const bound = z.codec(z.number(), z.number(), { decode: (value) => value + 0, encode: (value) => value });

const required = flagField().describe("Whether there must be a value.");
const description = proseField().describe("What it is for, for people.");

/** The input of a vertex or a parameter of a graph. */
export const inputShape = part(
  z.strictObject({
    type: inputType,
    required,
    enum: z
      .array(z.string().min(1).max(1_000))
      .min(1)
      .max(1_000)
      .refine((words) => new Set(words).size === words.length, {
        error: "One of the allowed values stands in the list twice.",
      })
      .optional()
      .describe("The allowed values of the type `enum`."),
    default: json.optional().describe("The value where nobody gives one."),
    ask: z
      .enum(["never"])
      .optional()
      .describe("`never`: a missing value fails the track, nobody is asked for it."),
    from: conditionField().describe(
      "A CEL expression over `params`, `outputs.<vertex>`, `callbacks.<vertex>` and `pipeline` that gives the value.",
    ),
    min: bound.optional().describe("The least number, date or length."),
    max: bound.optional().describe("The greatest number, date or length."),
    pattern: leftOut(z.string().max(1_000), (text) => text === "").describe(
      "A regular expression (RE2) that the whole value must match.",
    ),
    description,
  }),
  // `default:` with nothing behind it means none, except where null is a value.
  (spec) => (spec.default === null && spec.type !== "json" ? { ...spec, default: undefined } : spec),
);

/** What a vertex declares of an output. */
export const outputShape = part(
  z.strictObject({
    type: inputType,
    required,
    from: conditionField().describe(
      "A CEL expression over what was received, for kinds that receive something.",
    ),
    description,
  }),
);

/** What a graph gives whoever runs it. */
export const graphOutputShape = part(
  z.strictObject({
    type: inputType,
    required,
    from: z
      .string()
      .min(1)
      .max(10_000)
      .describe("A CEL expression over `params`, `outputs.<vertex>` and `pipeline`, worked out at the end."),
    description,
  }),
);

function withoutNegativeZero(value: Json): Json {
  if (typeof value === "number") return value === 0 ? 0 : value;
  if (Array.isArray(value)) return value.map(withoutNegativeZero);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutNegativeZero(inner)]));
}
