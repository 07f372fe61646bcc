import type { Side } from "#components/draft/diff-address.ts";

/** The two that are compared, as they were chosen; a third one takes the place of the one chosen first. */
export function toggled(chosen: readonly Side[], side: Side): readonly Side[] {
  if (chosen.includes(side)) return chosen.filter((each) => each !== side);
  return [...chosen, side].slice(-2);
}

/** Both in the order of time, the draft last; null where there are not two. */
export function pairOf(chosen: readonly Side[]): readonly [Side, Side] | null {
  const [one, two] = chosen.toSorted((a, b) => orderOf(a) - orderOf(b));
  return one === undefined || two === undefined ? null : [one, two];
}

/** `@3`, or `the draft`. */
export function sideWords(side: Side): string {
  return side === "draft" ? "the draft" : `@${side}`;
}

function orderOf(side: Side): number {
  return side === "draft" ? Number.POSITIVE_INFINITY : side;
}
