// `import { z }` would bring every locale and format of zod into the browser: 97 kB instead of 33, gzipped.
import * as z from "zod";
import { metText } from "../text/met-text.ts";
import { utf8Length } from "../text/utf8-length.ts";
import { DURATION_PATTERN, durationText, MAX_DURATION_MS, parseDuration } from "../time/durations.ts";
import { markedAs } from "./file-form.ts";

/** The longest script, in bytes of UTF-8. */
export const MAX_SCRIPT_BYTES = 1_048_576;
/** More inputs than this on one vertex would not fit into a script's environment anyway. */
export const MAX_NAMES = 1_000;

/** A value of the normal form, once its schema has judged it. */
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Item[]
  : T extends object
    ? { readonly [Key in keyof T]: Exclude<T[Key], undefined> }
    : T;

/**
 * Every field of a graph file is a codec: `decode` reads what stands in a file into the normal form, `encode` writes it
 * again. What the normal form leaves out is `undefined` there. Encoding never needs to know the defaults.
 */
export function leftOut<S extends z.ZodType>(field: S, isDefault: (value: z.output<S>) => boolean) {
  const normal = z.custom<Frozen<z.output<S>> | undefined>();
  return z
    .codec(field, normal, {
      decode: (value) => (isDefault(value) ? undefined : (value as Frozen<z.output<S>>)),
      encode: (value) => value as z.output<S>,
    })
    .optional();
}

/** One of `words`; the first is the default and left out of the normal form. */
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

/** True, or left out. */
export function flagField() {
  return z
    .codec(z.boolean().meta({ default: false }), z.custom<true | undefined>(), {
      decode: (value) => (value ? true : undefined),
      encode: (value) => value === true,
    })
    .optional();
}

/** Text for people. Empty = left out. */
export function proseField(limit = 10_000) {
  return leftOut(z.string().max(limit), (text) => text === "");
}

/** A CEL expression. Empty = left out. */
export function conditionField() {
  return leftOut(z.string().max(10_000), (text) => text.trim() === "");
}

/** Program text of at most 1 MiB. Empty = left out. */
export function scriptField() {
  const script = z.string().refine((text) => utf8Length(text) <= MAX_SCRIPT_BYTES, {
    error: (issue) =>
      `Wanted a script of at most 1 MiB, met one of ${utf8Length(String(issue.input)).toLocaleString("en")} bytes. Keep large data in files.`,
  });
  return leftOut(script, (text) => text === "");
}

/** A duration: `10m` in files, milliseconds in the normal form. */
export function durationField(least: number) {
  const wanted = "Wanted a duration such as `10m`, `1h30m`, `90s` or `500ms`";
  const text = z
    .string({ error: (issue) => `${wanted}, met ${metText(issue.input)}.` })
    .meta({ pattern: DURATION_PATTERN });
  return z.codec(text, z.custom<number>(), {
    decode: (met, context) => {
      const milliseconds = parseDuration(met);
      if (milliseconds !== null && milliseconds >= least && milliseconds <= MAX_DURATION_MS)
        return milliseconds;
      const message =
        milliseconds === null
          ? `${wanted}, met ${metText(met)}.`
          : `Wanted a duration between ${durationText(least)} and ${durationText(MAX_DURATION_MS)}, met \`${met.slice(0, 40)}\`.`;
      context.issues.push({ code: "custom", message, input: met });
      return z.NEVER;
    },
    encode: durationText,
  });
}

/** Text that `problemOf` has no objection to. */
export function namedField(problemOf: (name: string) => string | null) {
  return z.string().superRefine((name, context) => {
    const problem = problemOf(name);
    if (problem !== null) context.addIssue({ code: "custom", message: problem, input: name });
  });
}

/**
 * A map by name. It is read into a Map, since a name may be `constructor`. A name that stands twice once both are in
 * their one form (`é` can be typed in two ways) is refused, because one of the two would be lost.
 */
export function mapField<Key extends z.ZodType<string, string>, Value extends z.ZodType>(
  key: Key,
  value: Value,
  limit: number,
) {
  // `inputs:` with nothing behind it is how people write an empty map in YAML.
  const file = markedAs(z.unknown().optional(), () => z.record(z.string(), value).nullable());
  return z.codec(file, z.map(key, value), {
    decode: (met, context) => {
      if (met === null || met === undefined) return new Map();
      if (typeof met !== "object" || Array.isArray(met)) return met as Map<string, z.input<Value>>;
      const entries = Object.entries(met);
      if (entries.length > limit) {
        const message = `Wanted at most ${limit.toLocaleString("en")} entries, met ${entries.length.toLocaleString("en")}.`;
        context.issues.push({ code: "custom", message, input: met });
        return z.NEVER;
      }
      const first = new Set<string>();
      for (const [name] of entries) {
        const composed = name.normalize("NFC");
        if (first.has(composed)) {
          const message = `The name \`${composed}\` stands here twice: the two are typed differently and look the same. Rename one.`;
          context.issues.push({ code: "custom", message, path: [name], input: met });
        }
        first.add(composed);
      }
      return new Map(entries) as Map<z.input<Key>, z.input<Value>>;
    },
    encode: (map) => Object.fromEntries(map),
  });
}

/** The same as a bare record, which has no inherited names; empty = left out. */
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

/** A list without repetitions; empty = left out. */
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
            message: `\`${each}\` stands in the list twice.`,
            path: [place],
            input: each,
          });
        seen.add(each);
      });
    });
  return leftOut(list, (items) => items.length === 0);
}

/**
 * A part of a graph file whose keys hold something or are left out.
 *
 * @param normal what the normal form makes of the part beside that.
 */
export function part<S extends z.ZodType<object>>(
  object: S,
  normal: (value: z.output<S>) => z.output<S> = (value) => value,
) {
  return z.codec(object, z.custom<Frozen<z.output<S>>>(), {
    decode: (value) => filled(normal(value)) as Frozen<z.output<S>>,
    encode: (value) => value as z.output<S>,
  });
}

/** The object without the keys that hold nothing. */
export function filled<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
