import * as z from "zod";
import { durationText, MAX_DURATION_MS, parseDuration } from "../time/durations.ts";
import { utf8Length } from "../values/utf8-length.ts";
import { metText } from "./graph-file-problem.ts";

/** The longest script, in bytes of UTF-8. */
export const MAX_SCRIPT_BYTES = 1_048_576;
/** More inputs than this on one vertex would not fit into a script's environment anyway. */
export const MAX_NAMES = 1_000;

/** A field that the normal form leaves out where it says what holds without it. */
export function unless<T extends z.ZodType>(
  field: T,
  isDefault: (value: z.output<T>) => boolean,
): z.ZodOptional<z.ZodPipe<T, z.ZodTransform<z.output<T> | undefined, z.output<T>>>> {
  return z.optional(
    z.pipe(
      field,
      z.transform((value: z.output<T>) => (isDefault(value) ? undefined : value)),
    ),
  );
}

/** One of `words`; the first is the default and left out of the normal form. */
export function wordField<const First extends string, const Rest extends string>(
  first: First,
  rest: readonly Rest[],
) {
  return z
    .enum([first, ...rest])
    .transform((word): Rest | undefined => (word === first ? undefined : (word as Rest)))
    .optional();
}

/** True, or left out. */
export function flagField() {
  return z
    .boolean()
    .transform((value): true | undefined => (value ? true : undefined))
    .optional();
}

/** Text for people. Empty = left out. */
export function proseField(limit = 10_000) {
  return unless(z.string().max(limit), (text) => text === "");
}

/** A CEL expression. Empty = left out. */
export function conditionField() {
  return unless(z.string().max(10_000), (text) => text.trim() === "");
}

/** Program text of at most 1 MiB. Empty = left out. */
export function scriptField() {
  const script = z.string().refine((text) => utf8Length(text) <= MAX_SCRIPT_BYTES, {
    error: (issue) =>
      `Wanted a script of at most 1 MiB, met one of ${utf8Length(String(issue.input)).toLocaleString("en")} bytes. Keep large data in files.`,
  });
  return unless(script, (text) => text === "");
}

/** A duration as it stands in files, in milliseconds. */
export function durationField(least: number) {
  const wanted = "Wanted a duration such as `10m`, `1h30m`, `90s` or `500ms`";
  return z
    .string({ error: (issue) => `${wanted}, met ${metText(issue.input)}.` })
    .transform((text, context) => {
      const milliseconds = parseDuration(text);
      if (milliseconds !== null && milliseconds >= least && milliseconds <= MAX_DURATION_MS)
        return milliseconds;
      const message =
        milliseconds === null
          ? `${wanted}, met ${metText(text)}.`
          : `Wanted a duration between ${durationText(least)} and ${durationText(MAX_DURATION_MS)}, met \`${text.slice(0, 40)}\`.`;
      context.addIssue({ code: "custom", message, input: text });
      return z.NEVER;
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
export function mapField<Key extends z.ZodType<string>, Value extends z.ZodType>(
  key: Key,
  value: Value,
  limit: number,
) {
  return z.preprocess(
    (met, context) => {
      // `inputs:` with nothing behind it is how people write an empty map in YAML.
      if (met === null || met === undefined) return new Map();
      if (typeof met !== "object" || Array.isArray(met)) return met;
      const entries = Object.entries(met);
      if (entries.length > limit) {
        const message = `Wanted at most ${limit.toLocaleString("en")} entries, met ${entries.length.toLocaleString("en")}.`;
        context.addIssue({ code: "custom", message, input: met });
        return z.NEVER;
      }
      const first = new Map<string, string>();
      for (const [name] of entries) {
        const composed = name.normalize("NFC");
        if (first.has(composed)) {
          const message = `The name \`${composed}\` stands here twice: the two are typed differently and look the same. Rename one.`;
          context.addIssue({ code: "custom", message, path: [name], input: met });
        }
        first.set(composed, name);
      }
      return new Map(entries);
    },
    z.map(key, value),
  );
}

/** The same as a bare record, which has no inherited names; empty = left out. */
export function recordField<Value extends z.ZodType>(
  problemOf: (name: string) => string | null,
  value: Value,
) {
  return mapField(namedField(problemOf), value, MAX_NAMES)
    .transform((map): Record<string, z.output<Value>> | undefined => {
      if (map.size === 0) return undefined;
      const record: Record<string, z.output<Value>> = Object.create(null);
      for (const [name, each] of map) record[name] = each;
      return record;
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
  return unless(list, (items) => items.length === 0);
}

/** The object without the keys that hold nothing. */
export function filled<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
