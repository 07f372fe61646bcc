/** How many tracks of a pipeline wait for a person, by what they wait for. */
export type Needs = {
  readonly prompting: number;
  readonly lost: number;
  readonly failed: number;
  /** At their breakpoints. */
  readonly stopped: number;
  /** With a child pipeline whose undo failed. */
  readonly toMend: number;
};

/**
 * What waits for a person in the child pipelines of one track, and in all pipelines below them. Who may read a folder may
 * read all below it: only pipelines there are named and counted.
 */
export type NeedsBelow = Needs & {
  /** How many of those pipelines are paused. */
  readonly paused: number;
  /** How many of those pipelines need a person, and the oldest of them; null where there is none. */
  readonly pipelines: number;
  readonly first: number | null;
  /** Whether a pipeline of a graph in another folder needs a person. Nothing else is said of it. */
  readonly isElsewhere: boolean;
};

/** What a pipeline waits for, in a few words: `2 prompts, 1 failed, paused`; empty if no person is needed. */
export function needsText(needs: Needs, isPaused: boolean): string {
  return [...counted(needs), ...(isPaused ? ["paused"] : [])].join(", ");
}

/** The same for what is below a track: `pipeline 17: 1 failed`. */
export function needsBelowText({ isElsewhere, ...named }: NeedsBelow): string {
  return [namedText(named), isElsewhere ? "a pipeline of another folder" : ""].filter(Boolean).join("; ");
}

function namedText({ first, pipelines, paused, ...needs }: Omit<NeedsBelow, "isElsewhere">): string {
  if (first === null) return "";
  const others = pipelines - 1;
  const where = `pipeline ${first}${others > 0 ? ` and ${others} more` : ""}`;
  const isOne = pipelines === 1;
  const pauses = paused === 0 ? [] : [isOne ? "paused" : `${paused} paused`];
  return `${where}: ${[...counted(needs), ...pauses].join(", ")}`;
}

/** What is below several tracks, as one; null if nothing there needs a person. */
export function needsTogether(below: readonly NeedsBelow[]): NeedsBelow | null {
  const [one, ...others] = below;
  if (one === undefined) return null;
  return others.reduce(
    (sum, each) => ({
      prompting: sum.prompting + each.prompting,
      lost: sum.lost + each.lost,
      failed: sum.failed + each.failed,
      stopped: sum.stopped + each.stopped,
      toMend: sum.toMend + each.toMend,
      paused: sum.paused + each.paused,
      pipelines: sum.pipelines + each.pipelines,
      first: oldest(sum.first, each.first),
      isElsewhere: sum.isElsewhere || each.isElsewhere,
    }),
    one,
  );
}

function oldest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

function counted({ prompting, lost, failed, stopped, toMend }: Needs): string[] {
  return [
    ...(prompting > 0 ? [`${prompting} prompt${prompting === 1 ? "" : "s"}`] : []),
    ...(lost > 0 ? [`${lost} lost`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(stopped > 0 ? [`${stopped} at a breakpoint`] : []),
    ...(toMend > 0 ? [`${toMend} whose undo failed`] : []),
  ];
}
