import type { Retirement } from "#contract/graphs/revisions.ts";
import type { RevisionRow } from "#repos/graphs/revision-rows.ts";
import { refuse } from "../../refusals/refused.ts";

type RetiredColumns = Pick<RevisionRow, "number" | "retiredAt" | "retiredBy" | "retiredReason">;

/** Since when a revision is retired, and why; null where it is not. */
export function retirementOf({
  retiredAt,
  retiredBy,
  retiredReason,
}: Omit<RetiredColumns, "number">): Retirement | null {
  return retiredAt === null ? null : { at: retiredAt, by: retiredBy ?? "", reason: retiredReason ?? "" };
}

/** Nothing new is launched of a retired revision, whoever asks. @throws Refused `state-forbids`. */
export function refuseRetired(graph: string, row: RetiredColumns): void {
  const retired = retirementOf(row);
  if (retired === null) return;
  refuse("state-forbids", retiredText(graph, row.number, retired), {
    kept: "Nothing was launched.",
    todo: "Choose another revision, or take the retirement back.",
  });
}

/** That a revision is retired, by whom and why, in a sentence. */
export function retiredText(graph: string, number: number | null, { by, reason }: Retirement): string {
  return `${graph}@${number} was retired by ${by}: ${reason}`;
}
