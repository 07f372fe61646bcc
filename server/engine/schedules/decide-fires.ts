/** What happens where pipelines of a schedule still run when it is due. */
export const OVERLAPS = ["skip", "queue", "cancel-older", "allow"] as const;
export type Overlap = (typeof OVERLAPS)[number];

/** What happens to times that were missed by more than the grace, as after an outage. */
export const CATCH_UPS = ["none", "last", "all"] as const;
export type CatchUp = (typeof CATCH_UPS)[number];

export type SchedulePolicy = {
  /** A time that is late by at most so much is still launched. */
  readonly graceMs: number;
  /** Whether times that are due together lead to one launch: that of the last of them. */
  readonly coalesce: boolean;
  readonly catchUp: CatchUp;
  /** With `catchUp: all`: at most so many, the latest. */
  readonly maxCatchUp: number;
  readonly overlap: Overlap;
  /** So many pipelines of the schedule may run at a time. */
  readonly maxRunning: number;
};

export const USUAL_POLICY: SchedulePolicy = {
  graceMs: 5 * 60_000,
  coalesce: true,
  catchUp: "none",
  maxCatchUp: 10,
  overlap: "skip",
  maxRunning: 1,
};

/** What becomes of a time that is due, before it is asked whether others still run. */
export type DueDecision =
  | { readonly due: number; readonly isLaunched: true; readonly cause: "clock" | "catch-up" }
  | {
      readonly due: number;
      readonly isLaunched: false;
      readonly state: "missed" | "coalesced";
      readonly reason: string;
    };

/**
 * What becomes of the times that are due now, in their order.
 *
 * @param dues in their order, none after `now`.
 * @param jitterOf the milliseconds by which a time is put off.
 * @param wordsOf a duration for people.
 */
export function decideDues(
  dues: readonly number[],
  now: number,
  policy: SchedulePolicy,
  {
    jitterOf,
    wordsOf,
  }: { readonly jitterOf: (due: number) => number; readonly wordsOf: (ms: number) => string },
): DueDecision[] {
  const latenessOf = (due: number) => Math.max(0, now - due - jitterOf(due));
  const isLate = (due: number) => latenessOf(due) > policy.graceMs;
  const late = dues.filter(isLate);
  const caughtUp = new Set(
    policy.catchUp === "all"
      ? late.slice(-policy.maxCatchUp)
      : policy.catchUp === "last"
        ? late.slice(-1)
        : [],
  );
  const launched = dues.filter((due) => !isLate(due) || caughtUp.has(due));
  const last = launched.at(-1);
  // Who asked for each missed time to be caught up does not want them to be one.
  const isOne = policy.coalesce && policy.catchUp !== "all";
  return dues.map((due): DueDecision => {
    if (isLate(due) && !caughtUp.has(due))
      return {
        due,
        isLaunched: false,
        state: "missed",
        reason: `It was late by ${wordsOf(latenessOf(due))}, and the grace is ${wordsOf(policy.graceMs)}.`,
      };
    if (isOne && due !== last)
      return {
        due,
        isLaunched: false,
        state: "coalesced",
        reason: "Several times were due together: the last of them was launched.",
      };
    return { due, isLaunched: true, cause: isLate(due) ? "catch-up" : "clock" };
  });
}

/** What is done with a launch, by how many pipelines of the schedule run. */
export type OverlapDecision =
  | { readonly act: "launch" }
  /** It waits, those that wait already give up, and those that run are ended. */
  | { readonly act: "replace" }
  | { readonly act: "queue" }
  | { readonly act: "skip"; readonly reason: string };

/** @param running how many of its pipelines have not ended. @param queued how many of its launches wait before this one. */
export function decideOverlap(
  { overlap, maxRunning }: SchedulePolicy,
  running: number,
  queued: number,
): OverlapDecision {
  if (overlap === "queue" && (running >= maxRunning || queued > 0)) return queueOrSkip(queued);
  if (running < maxRunning) return { act: "launch" };
  if (overlap === "cancel-older") return { act: "replace" };
  const are = running === 1 ? "1 of its pipelines runs" : `${running} of its pipelines run`;
  return { act: "skip", reason: `${are}, and at most ${maxRunning} may.` };
}

/** More would wait longer than anybody expects, and nobody would see it. */
export const MAX_QUEUED = 100;

function queueOrSkip(queued: number): OverlapDecision {
  if (queued < MAX_QUEUED) return { act: "queue" };
  return { act: "skip", reason: `${queued} of its launches wait already: no more are taken.` };
}
