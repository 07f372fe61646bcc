import type { Finding } from "#engine/model/graph-content.ts";

/** What is typed: a reason for some warnings, by their places in the list, and one for all others. */
export type ReasonEntries = { readonly own: ReadonlyMap<number, string>; readonly others: string };

export const NO_REASONS: ReasonEntries = { own: new Map(), others: "" };

/** So many warnings have a field of their own; the reason for all others stands for the rest. */
export const MAX_FIELDS = 20;

/** The reasons as the server takes them. */
export function givenReasons(warnings: readonly Finding[], { own, others }: ReasonEntries) {
  const each = warnings.flatMap(({ code, text }, place) => {
    const reason = own.get(place)?.trim() ?? "";
    return reason === "" ? [] : [{ code, text, reason }];
  });
  const rest = others.trim();
  return rest === "" || each.length === warnings.length ? each : [...each, { reason: rest }];
}

/** How many warnings have no reason. */
export function withoutReason(warnings: readonly Finding[], { own, others }: ReasonEntries): number {
  if (others.trim() !== "") return 0;
  return warnings.filter((_, place) => (own.get(place)?.trim() ?? "") === "").length;
}
