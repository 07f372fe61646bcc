import type { FirstOf, NamedBy } from "#contract/graphs/named-by.ts";
import { shownText } from "../text/shown-text.ts";

/** What names a revision, a line for each kind: `Sealed graphs that run it: nightly@1, and 3 more, 1 that you may not read`. */
export function namedByLines({
  sealed,
  drafts,
  schedules,
  triggers,
  isComplete,
}: NamedBy): readonly string[] {
  return [
    ...lineOf("Sealed graphs that run it", sealed, ({ graph, revision }) => `${graph}@${revision}`),
    ...lineOf("Drafts that run it", drafts, (name) => name),
    ...lineOf("Schedules that launch it, and fail now", schedules, (name) => name),
    ...lineOf("Triggers that launch it, and fail now", triggers, (name) => name),
    ...(isComplete ? [] : ["There are more revisions that run it than were looked at."]),
  ];
}

function lineOf<Item>(
  title: string,
  { first, more, hidden }: FirstOf<Item>,
  wordOf: (item: Item) => string,
): readonly string[] {
  if (first.length === 0 && hidden === 0) return [];
  const words = [
    ...first.map((item) => shownText(wordOf(item))),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(hidden > 0 ? [`${hidden} that you may not read`] : []),
  ];
  return [`${title}: ${words.join(", ")}`];
}
