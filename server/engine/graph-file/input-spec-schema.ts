import * as z from "zod";
import {
  type GraphOutputSpec,
  INPUT_TYPES,
  type InputSpec,
  type InputType,
  type Json,
  type OutputSpec,
} from "../model/graph-content.ts";
import { conditionField, filled, flagField, proseField, unless } from "./file-fields.ts";

const ALIASES: Readonly<Record<string, InputType>> = { str: "string", int: "integer" };

/** An input's type; `str` and `int` are read as `string` and `integer`. */
const inputType = z.preprocess(
  (met) => (typeof met === "string" && Object.hasOwn(ALIASES, met) ? ALIASES[met] : met),
  z.enum(INPUT_TYPES),
);

/** Anything JSON can hold; `untrustedValueProblem` has looked at it already. `-0` is 0, since JSON text may lose its sign. */
const json = z.unknown().transform((value): Json => withoutNegativeZero(value as Json));

/** `+ 0` turns -0 into 0. */
const bound = z.number().transform((value) => value + 0);

/** The input of a vertex or a parameter of a graph, from a file to its normal form. */
export const inputSpecSchema = z
  .strictObject({
    type: inputType,
    required: flagField(),
    enum: z
      .array(z.string().min(1).max(1_000))
      .min(1)
      .max(1_000)
      .refine((words) => new Set(words).size === words.length, {
        error: "One of the allowed values stands in the list twice.",
      })
      .optional(),
    default: json.optional(),
    ask: z.enum(["never"]).optional(),
    from: conditionField(),
    min: bound.optional(),
    max: bound.optional(),
    pattern: unless(z.string().max(1_000), (text) => text === ""),
    description: proseField(),
  })
  .transform((spec): InputSpec => {
    // `default:` with nothing behind it means none, except where null is a value.
    if (spec.default === null && spec.type !== "json") delete spec.default;
    return filled(spec);
  });

/** What a vertex declares of an output, from a file to its normal form. */
export const outputSpecSchema = z
  .strictObject({
    type: inputType,
    required: flagField(),
    from: conditionField(),
    description: proseField(),
  })
  .transform((spec): OutputSpec => filled(spec));

/** What a graph gives whoever runs it, from a file to its normal form. */
export const graphOutputSpecSchema = z
  .strictObject({
    type: inputType,
    required: flagField(),
    from: z.string().min(1).max(10_000),
    description: proseField(),
  })
  .transform((spec): GraphOutputSpec => filled(spec));

function withoutNegativeZero(value: Json): Json {
  if (typeof value === "number") return value === 0 ? 0 : value;
  if (Array.isArray(value)) return value.map(withoutNegativeZero);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutNegativeZero(inner)]));
}
