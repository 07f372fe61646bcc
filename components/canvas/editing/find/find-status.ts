import { MAX_HITS } from "./search-draft.ts";

/** How many hits there are, which one is shown, and what the keys do. */
export function statusOf(query: string, count: number, at: number | null, isWhole: boolean): string {
  const keys = "Escape goes back, Ctrl Enter stays here.";
  if (query.trim() === "") return "Type what you look for.";
  if (!isWhole) return count === 0 ? "Searching…" : `${count} so far. Searching…`;
  if (count === 0) return "Nothing in this graph has this text.";
  const hits = count >= MAX_HITS ? `the first ${MAX_HITS} hits` : count === 1 ? "1 hit" : `${count} hits`;
  return at === null
    ? `${hits.replace(/^t/, "T")}. Enter shows the first one.`
    : `${at + 1} of ${hits}. ${keys}`;
}
