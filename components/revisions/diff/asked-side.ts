import type { Side } from "#components/draft/diff-address.ts";

/** A side of a comparison as an address asks for it; `bad`: what is neither a revision nor left out. */
export type AskedSide = Side | { readonly bad: string };

/** A larger number is no revision, and no whole number for certain. */
const MAX_DIGITS = 15;
const NUMBER = new RegExp(`^[1-9]\\d{0,${MAX_DIGITS - 1}}$`);

/** What an address asks for by `a=3`; left out or empty, the draft is meant. */
export function askedSide(text: string | readonly string[] | undefined): AskedSide {
  if (text === undefined || text === "") return "draft";
  if (typeof text !== "string") return { bad: text.join(", ") };
  return NUMBER.test(text) ? Number(text) : { bad: text };
}
