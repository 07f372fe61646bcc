// `import { z }` would add every locale and format of zod to the browser's code: 97 kB instead of 33 kB, gzipped.
import * as z from "zod";
import { ExactNumber, plainNumberOf } from "../../json/exact-number.ts";
import { isJsonNumber } from "../../json/json.ts";
import { utf8Length } from "../../text/utf8-length.ts";
import { valueInWords } from "../../text/value-in-words.ts";
import { DURATION_PATTERN, durationText, MAX_DURATION_MS, parseDuration } from "../../time/durations.ts";
import { withFileForm } from "./file-form.ts";

/** The longest script, in bytes of UTF-8. */
export const MAX_SCRIPT_BYTES = 1_048_576;
/** The most inputs of a vertex. More would not fit into a script's environment. */
export const MAX_NAMES = 1_000;
/** The largest priority of a vertex and of a pipeline; the smallest is its negative. */
export const MAX_PRIORITY = 1_000;

/** The type of a value in the normal form: read-only, and without keys that are undefined. */
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Item[]
  : T extends ExactNumber | ReadonlyMap<unknown, unknown>
    ? T
    : T extends object
      ? { readonly [Key in keyof T]: Exclude<T[Key], undefined> }
      : T;

/**
 * A field whose default is omitted from the normal form. Every field of a graph file is a codec: `decode` converts the
 * value in a file to the normal form, and `encode` converts it back. `isDefault` is needed only to decode.
 */
export function withoutDefault<S extends z.ZodType>(field: S, isDefault: (value: z.output<S>) => boolean) {
  const normal = z.custom<Frozen<z.output<S>> | undefined>();
  return z
    .codec(field, normal, {
      decode: (value) => (isDefault(value) ? undefined : (value as Frozen<z.output<S>>)),
      encode: (value) => value as z.output<S>,
    })
    .optional();
}

/** One of several words. The first is the default and omitted from the normal form. */
export function wordField<const First extends string, const Rest extends string>(
  first: First,
  rest: readonly Rest[],
) {
  return z
    .codec(z.enum([first, ...rest]).meta({ default: first }), z.custom<Rest | undefined>(), {
      decode: (word) => (word === first ? undefined : (word as Rest)),
      encode: (word) => word as never,
    })
    .optional();
}

/** A boolean. False is the default and omitted from the normal form. */
export function flagField() {
  return z
    .codec(z.boolean().meta({ default: false }), z.custom<true | undefined>(), {
      decode: (value) => (value ? true : undefined),
      encode: (value) => value === true,
    })
    .optional();
}

/** Text for people. Empty text is omitted. */
export function proseField(limit = 10_000) {
  return withoutDefault(z.string().max(limit), (text) => text === "");
}

/** A CEL expression. Empty text is omitted. */
export function conditionField() {
  return withoutDefault(z.string().max(10_000), (text) => text.trim() === "");
}

/** Program text of at most 1 MiB. Empty text is omitted. */
export function scriptField() {
  const script = z.string().refine((text) => utf8Length(text) <= MAX_SCRIPT_BYTES, {
    error: (issue) =>
      `Wanted a script of at most 1 MiB, found one of ${utf8Length(String(issue.input)).toLocaleString("en")} bytes. Keep large data in files.`,
  });
  return withoutDefault(script, (text) => text === "");
}

/** A duration: `10m` in files, milliseconds in the normal form. */
export function durationField(least: number) {
  const wanted = "Wanted a duration such as `10m`, `1h30m`, `90s` or `500ms`";
  const text = z
    .string({ error: (issue) => `${wanted}, found ${valueInWords(issue.input)}.` })
    .meta({ pattern: DURATION_PATTERN });
  return z.codec(text, z.custom<number>(), {
    decode: (found, context) => {
      const milliseconds = parseDuration(found);
      if (milliseconds !== null && milliseconds >= least && milliseconds <= MAX_DURATION_MS)
        return milliseconds;
      const message =
        milliseconds === null
          ? `${wanted}, found ${valueInWords(found)}.`
          : `Wanted a duration between ${durationText(least)} and ${durationText(MAX_DURATION_MS)}, found \`${found.slice(0, 40)}\`.`;
      context.issues.push({ code: "custom", message, input: found });
      return z.NEVER;
    },
    encode: durationText,
  });
}

/** Text that must pass a check: `problemOf` gives a sentence for invalid text, otherwise null. */
export function namedField(problemOf: (name: string) => string | null) {
  return z.string().superRefine((name, context) => {
    const problem = problemOf(name);
    if (problem !== null) context.addIssue({ code: "custom", message: problem, input: name });
  });
}

/**
 * A map by name, decoded to a Map because a name may be `constructor`. Two names with the same normal form are refused
 * (`é` can be typed in two ways), because one of the two values would be lost.
 */
export function mapField<Key extends z.ZodType<string, string>, Value extends z.ZodType>(
  key: Key,
  value: Value,
  limit: number,
) {
  // In YAML, people write an empty map as `inputs:` without a value, which is null.
  const file = withFileForm(z.unknown().optional(), () => z.record(z.string(), value).nullable());
  return z.codec(file, z.map(key, value), {
    decode: (found, context) => {
      if (found === null || found === undefined) return new Map();
      if (typeof found !== "object" || Array.isArray(found) || found instanceof ExactNumber)
        return found as Map<string, z.input<Value>>;
      const entries: [string, unknown][] = found instanceof Map ? [...found] : Object.entries(found);
      if (entries.length > limit) {
        const message = `Wanted at most ${limit.toLocaleString("en")} entries, found ${entries.length.toLocaleString("en")}.`;
        context.issues.push({ code: "custom", message, input: found });
        return z.NEVER;
      }
      const first = new Set<string>();
      for (const [name] of entries) {
        const composed = name.normalize("NFC");
        if (first.has(composed)) {
          const message = `The name \`${composed}\` occurs twice here: the two are typed differently but look the same. Rename one.`;
          context.issues.push({ code: "custom", message, path: [name], input: found });
        }
        first.add(composed);
      }
      return new Map(entries) as Map<z.input<Key>, z.input<Value>>;
    },
    encode: (map) => map,
  });
}

/** Like `mapField`, but decoded to an object without prototype. An empty map is omitted. */
export function recordField<Value extends z.ZodType>(
  problemOf: (name: string) => string | null,
  value: Value,
) {
  const normal = z.custom<Readonly<Record<string, z.output<Value>>> | undefined>();
  return z
    .codec(mapField(namedField(problemOf), value, MAX_NAMES), normal, {
      decode: (map) => {
        if (map.size === 0) return undefined;
        const record: Record<string, z.output<Value>> = Object.create(null);
        for (const [name, each] of map) record[name] = each;
        return record;
      },
      encode: (record) => new Map(Object.entries(record ?? {})),
    })
    .optional();
}

/** A list without duplicates. An empty list is omitted. */
export function setField<Item extends z.ZodType<string>>(item: Item, limit: number) {
  const list = z
    .array(item)
    .max(limit)
    .superRefine((items, context) => {
      const seen = new Set<string>();
      items.forEach((each, place) => {
        if (seen.has(each))
          context.addIssue({
            code: "custom",
            message: `\`${each}\` occurs in the list twice.`,
            path: [place],
            input: each,
          });
        seen.add(each);
      });
    });
  return withoutDefault(list, (items) => items.length === 0);
}

/**
 * An object in a graph file. Keys without a value are omitted from its normal form.
 *
 * @param normal converts the object further to its normal form.
 */
export function part<S extends z.ZodType<object>>(
  object: S,
  normal: (value: z.output<S>) => z.output<S> = (value) => value,
) {
  const numeric = numericFields(object);
  const fields = z.codec(
    withFileForm(z.unknown(), () => object),
    object,
    { decode: (found) => fieldsOf(found, numeric) as z.input<S>, encode: (value) => value },
  );
  return z.codec(fields, z.custom<Frozen<z.output<S>>>(), {
    decode: (value) => filled(normal(value)) as Frozen<z.output<S>>,
    encode: (value) => value as z.output<S>,
  });
}

/**
 * A map of a file as an object with fields. In fields for numbers, a number becomes a plain one that is worth the same,
 * such as `1.5` for `1.50`. All other values stay as the person wrote them.
 *
 * @param numeric the names of the fields for numbers.
 */
export function fieldsOf(found: unknown, numeric: ReadonlySet<string> = new Set()): unknown {
  if (!(found instanceof Map)) return found;
  const entries = [...(found as ReadonlyMap<string, unknown>)];
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      numeric.has(key) && isJsonNumber(value) ? (plainNumberOf(value) ?? value) : value,
    ]),
  );
}

/** The fields that take a number, other than `default`, which is a value of a person. */
function numericFields(object: z.ZodType<object>): ReadonlySet<string> {
  const { shape = {} } = object as { readonly shape?: Readonly<Record<string, z.ZodType>> };
  const takesOne = ([name, field]: [string, z.ZodType]) => name !== "default" && field.safeParse(1).success;
  return new Set(
    Object.entries(shape)
      .filter(takesOne)
      .map(([name]) => name),
  );
}

/** The object without the keys whose value is undefined. */
export function filled<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
