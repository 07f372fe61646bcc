import { ExactNumber } from "../json/exact-number.ts";

/** The place of a value in a file, such as `["vertices", "A", "inputs", "ip"]`. */
export type ValuePath = readonly (string | number)[];

/** The deepest nesting of a graph file. The fields need eight levels; the others are for defaults of type json. */
export const MAX_NESTING = 64;
/** More values than 10,000 vertices and 50,000 edges need, and few enough to visit quickly. */
const MAX_VALUE = 2_000_000;

/**
 * Finds the first unsafe part of a value from outside; null if there is none. Unsafe are: nesting that would exhaust the
 * stack, text that a database or an environment variable cannot hold, and numbers that are not finite. Does not recurse,
 * because the nesting is not known.
 */
export function untrustedValueProblem(
  root: unknown,
): { readonly at: ValuePath; readonly text: string } | null {
  type Entry = { value: unknown; key: string | number; parent: Entry | null; depth: number };
  const pathOf = (entry: Entry): ValuePath => {
    const at: (string | number)[] = [];
    for (let step: Entry = entry; step.parent !== null; step = step.parent) at.unshift(step.key);
    return at;
  };
  const open: Entry[] = [{ value: root, key: "", parent: null, depth: 0 }];
  let seen = 0;
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    seen += 1;
    if (seen > MAX_VALUE)
      return { at: [], text: `The file holds more than ${MAX_VALUE.toLocaleString("en")} values.` };
    const text = typeof entry.value === "object" ? null : leafProblem(entry.value);
    if (text !== null) return { at: pathOf(entry), text };
    if (typeof entry.value !== "object" || entry.value === null || entry.value instanceof ExactNumber)
      continue;
    if (entry.depth >= MAX_NESTING)
      return {
        at: pathOf(entry),
        text: `Nested deeper than ${MAX_NESTING} levels, which is the maximum.`,
      };
    const inner = innerValues(entry.value);
    if (inner === null)
      return {
        at: pathOf(entry),
        text: "Wanted plain text, numbers, lists and maps, found another kind of object.",
      };
    for (const [key, value] of inner) {
      const child: Entry = { value, key, parent: entry, depth: entry.depth + 1 };
      const keyText = typeof key === "string" ? textProblem(key) : null;
      if (keyText !== null) return { at: pathOf(child), text: keyText };
      open.push(child);
    }
  }
  return null;
}

function innerValues(value: object): readonly (readonly [string | number, unknown])[] | null {
  if (Array.isArray(value)) return value.map((item: unknown, place) => [place, item] as const);
  if (value instanceof Map) return [...value];
  const prototype: unknown = Object.getPrototypeOf(value);
  // A plain object of another realm has another Object.prototype, but that one also has no prototype itself.
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isPlain ? Object.entries(value) : null;
}

function leafProblem(value: unknown): string | null {
  if (typeof value === "string") return textProblem(value);
  if (typeof value === "number" && !Number.isFinite(value)) return `Wanted a finite number, found ${value}.`;
  if (typeof value === "bigint" || typeof value === "symbol" || typeof value === "function")
    return `Wanted text, a number, true, false, a list or a map, found a ${typeof value}.`;
  return null;
}

function textProblem(text: string): string | null {
  if (text.includes("\0"))
    return "The text has a NUL character (U+0000), which no script and no environment variable can hold. Remove it.";
  // Half of a surrogate pair is not a character: in UTF-8 it would silently become U+FFFD.
  if (/\p{Surrogate}/u.test(text))
    return "The text has half of a surrogate pair, which is not a character. Remove it.";
  return null;
}
