import type { Finding } from "#engine/model/graph-content.ts";

/** What is typed: a reason for some warnings, by `warningKey`, and one for all others. */
export type ReasonEntries = { readonly own: ReadonlyMap<string, string>; readonly others: string };

/** A warning by what it says: its place changes where somebody corrects another one meanwhile. */
export function warningKey({ code, text }: Pick<Finding, "code" | "text">): string {
  return `${code} ${text}`;
}

export const NO_REASONS: ReasonEntries = { own: new Map(), others: "" };

/** So many warnings have a field of their own; the reason for all others stands for the rest. */
export const MAX_FIELDS = 20;

/** The reasons as the server takes them. */
export function givenReasons(warnings: readonly Finding[], { own, others }: ReasonEntries) {
  const each = warnings.flatMap(({ code, text }) => {
    const reason = own.get(warningKey({ code, text }))?.trim() ?? "";
    return reason === "" ? [] : [{ code, text, reason }];
  });
  const rest = others.trim();
  return rest === "" || each.length === warnings.length ? each : [...each, { reason: rest }];
}

/** How many warnings have no reason. */
export function withoutReason(warnings: readonly Finding[], { own, others }: ReasonEntries): number {
  if (others.trim() !== "") return 0;
  return warnings.filter((warning) => (own.get(warningKey(warning))?.trim() ?? "") === "").length;
}
