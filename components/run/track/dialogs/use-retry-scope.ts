import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { LastChild, Named, PreviewView } from "#contract/pipelines/previews.ts";
import { usePreview } from "../../preview/use-preview.ts";

/** What a retry of one track with a failed child pipeline runs: only what failed there, or all of it. */
export type RetryScope = {
  readonly isOnlyFailed: boolean;
  /** Null where there is nothing to choose. */
  readonly choice: {
    readonly last: LastChild;
    /** What runs if only that is chosen what failed; null where it cannot run now, or is not listed. */
    readonly runs: Named | null;
  } | null;
  readonly isLoading: boolean;
  readonly choose: (isOnlyFailed: boolean) => void;
};

/**
 * Whether only what failed in the child pipeline of a track runs again. It is so at first wherever it is possible: nothing that
 * succeeded runs again unasked.
 */
export function useRetryScope(id: number, track: TrackView, isDownstream: boolean): RetryScope {
  const { vertex, child, attempt, state } = track;
  const [isChosen, choose] = useState(true);
  const isAsked =
    state === "failed" && child?.state === "failed" && child.attempt === attempt && !isDownstream;
  const whole = usePreview({ id, act: "retry", vertex }, isAsked);
  const inside = usePreview({ id, act: "retry-inside", vertex }, isAsked);
  const last = isAsked ? lastOf(whole, vertex) : null;
  const runs = inside.data?.inside.find(({ path }) => path === vertex)?.runs ?? null;
  return {
    isOnlyFailed: isAsked && isChosen && (whole.data === undefined || last !== null),
    choice: last === null ? null : { last, runs },
    isLoading: isAsked && (whole.isLoading || inside.isLoading),
    choose,
  };
}

function lastOf({ data }: UseQueryResult<PreviewView, unknown>, vertex: string): LastChild | null {
  return data?.lastChildren.find((each) => each.vertex === vertex && each.canGoOn) ?? null;
}
