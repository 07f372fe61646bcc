import { z } from "zod";

const USERS_WANTED = "a range of user numbers without root, such as 60600-61111";

/** A range of the numbers of users, with both ends. */
export type UserRange = { readonly first: number; readonly last: number };

/** Linux has 32 bits for them, and -1 means none. */
const MAX_USER = 2 ** 32 - 2;

/** A range such as `60600-61111`; null if it cannot be read, or has root in it. */
function userRangeIn(text: string): UserRange | null {
  const [, from = "", to = ""] = /^(\d{1,10})-(\d{1,10})$/.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  return first >= 1 && first <= last && last <= MAX_USER ? { first, last } : null;
}

/** The setting for a range. */
export function userRange(otherwise: string) {
  return z
    .string()
    .default(otherwise)
    .transform((text, context) => {
      const range = userRangeIn(text);
      if (range !== null) return range;
      context.addIssue({ code: "custom", message: USERS_WANTED });
      return z.NEVER;
    });
}
