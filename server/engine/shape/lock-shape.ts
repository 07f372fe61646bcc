import * as z from "zod";
import { namedField, part, withoutDefault } from "./fields/fields.ts";

/** The most slots of a lock. */
export const MAX_LOCK_SLOTS = 1_000;
const MAX_LOCKS = 8;

/** A name with values in place of its placeholders: why it cannot be the name of a lock, as a sentence; else null. */
export function lockNameProblem(name: string): string | null {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.:/-]{0,62}$/.test(name)) return null;
  return `${name === "" ? "The name is empty" : `\`${name.slice(0, 70)}\` cannot be the name of a lock`}. It begins with one of A-Z a-z 0-9 \`_\`, goes on with those and \`. : / -\`, and has at most 63 characters.`;
}

function lockProblem(template: string): string | null {
  return lockNameProblem(template.replace(/\{\{?[A-Za-z_][A-Za-z0-9_]*\}\}?/g, "x"));
}

const name = namedField(lockProblem);
const semaphore = part(
  z.strictObject({
    name: name.describe("The name of the lock. `{name}` is the value of an input."),
    slots: withoutDefault(z.int().min(1).max(MAX_LOCK_SLOTS), () => false).describe(
      "How many tracks may hold it at once.",
    ),
  }),
);

/** A name alone is a lock with one slot. */
const lock = z.codec(
  z.union([name, semaphore]),
  z.custom<string | { readonly name: string; readonly slots: number }>(),
  {
    decode: (found) => {
      if (typeof found === "string") return found;
      const slots = found.slots ?? 1;
      return slots === 1 ? found.name : { name: found.name, slots };
    },
    encode: (found) => found,
  },
);

const list = z
  .array(lock)
  .max(MAX_LOCKS)
  .superRefine((locks, context) => {
    const seen = new Set<string>();
    locks.forEach((each, place) => {
      const own = typeof each === "string" ? each : each.name;
      if (seen.has(own))
        context.addIssue({
          code: "custom",
          message: `The lock \`${own}\` occurs in the list twice.`,
          path: [place],
          input: each,
        });
      seen.add(own);
    });
  });

/** The locks of a vertex. An empty list is omitted. */
export const locksField = withoutDefault(list, (locks) => locks.length === 0);
