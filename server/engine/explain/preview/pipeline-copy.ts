import type { PipelineState } from "../../model/pipeline.ts";
import { STATE_WORDS } from "../../model/state-words.ts";
import type { TrackState } from "../../model/track.ts";
import type { PipelineEvent, PipelineFacts, PipelineNow, TrackNow } from "../../plan/pipeline-now.ts";
import type { Plan } from "../../plan/plan.ts";
import { advance } from "../../transition/advance.ts";
import { type ChildTracks, failedToRetry, isRetriedInside } from "../../transition/retry-failed.ts";
import { isUndoneInside } from "../../transition/undo.ts";

/**
 * What a person may do to a pipeline and see beforehand. `retry-failed` retries all that failed, `retry-inside` what failed
 * in the child pipeline of one track.
 */
export type PreviewedAct =
  | { readonly type: "retry-failed" }
  | { readonly type: "retry-inside"; readonly number: number }
  | Extract<PipelineEvent, { type: "retried" | "rerun" | "undo" | "forced" | "break" }>;

/** A child pipeline of a failed track, with those of its own failed tracks, by track. */
export type FailedChild = ChildTracks & {
  readonly facts: PipelineFacts;
  /** Why it cannot run again now, though something in it failed; null where it can. */
  readonly whyNot: string | null;
  readonly children: FailedChildren;
};

/** The child pipelines of the present attempts of failed tracks, by track. */
export type FailedChildren = ReadonlyMap<number, FailedChild>;

/** What becomes of the pipeline as a whole. An undo is followed to its end. */
export type PipelineAfter = {
  readonly before: PipelineState;
  readonly after: PipelineState;
  /** Everything but its final steps has ended, and these run. */
  readonly isFinishing: boolean;
};

/** How the undo of a track's child pipelines ends. */
export type UndoInside = {
  readonly to: "reverted" | "not_reverted" | "revert_failed";
  /** At least one undo script runs in them. */
  readonly isAnyUndone: boolean;
};

/** A pipeline about which is decided, and of which nothing is written. */
export class PipelineCopy {
  readonly moved = new Set<number>();
  /** The child pipelines that go on, because what failed in them is retried. */
  readonly inside = new Map<number, FailedChild>();
  readonly tracks: Map<number, TrackNow>;
  private readonly plan: Plan;
  private readonly facts: PipelineFacts | undefined;
  private readonly children: FailedChildren;
  private readonly before: PipelineState;
  private pipeline: PipelineNow;

  constructor(
    plan: Plan,
    pipeline: PipelineNow,
    tracks: ReadonlyMap<number, TrackNow>,
    facts: PipelineFacts | undefined,
    children: FailedChildren = new Map(),
  ) {
    this.plan = plan;
    this.before = pipeline.state;
    this.pipeline = pipeline;
    this.tracks = new Map(tracks);
    this.facts = facts;
    this.children = children;
  }

  readonly track = (number: number): TrackNow => {
    const track = this.tracks.get(number);
    if (track === undefined) throw new RangeError(`There is no track ${number}.`);
    return track;
  };

  /** What has become of the pipeline as a whole. */
  get after(): PipelineAfter {
    const { state, endState } = this.pipeline;
    return { before: this.before, after: state, isFinishing: state === "running" && endState !== null };
  }

  /** @returns the refusal, or null and the tracks that are retried. */
  act(act: PreviewedAct): { refused: string | null; retried: readonly number[] } {
    if (act.type === "retry-inside") {
      const refused = this.isInside(act.number) ? this.retry(act.number) : this.noChildOf(act.number);
      return { refused, retried: [act.number] };
    }
    if (act.type !== "retry-failed") {
      const refused = this.feed(act);
      return { refused, retried: act.type === "retried" ? [act.number] : [] };
    }
    const retried: number[] = [];
    let refused: string | null = NOTHING_FAILED;
    for (const number of failedToRetry(this.plan, this.track)) {
      const why = this.retry(number);
      if (why === null) retried.push(number);
      else refused = refused === NOTHING_FAILED ? why : refused;
    }
    return { refused: retried.length > 0 ? null : refused, retried };
  }

  /** Retries a track as one of all that failed: in its child pipeline, where that can go on. */
  private retry(number: number): string | null {
    const retried = { type: "retried", number, isOfAll: true } as const;
    const child = this.children.get(number);
    if (child === undefined || !this.isInside(number)) return this.feed(retried);
    const decided = advance(this.plan, this.pipeline, this.tracks, retried, this.facts);
    if (decided.kind === "forbidden") return decided.text;
    if (child.whyNot !== null) return child.whyNot;
    this.must({ type: "child-reopened", number });
    this.inside.set(number, child);
    return null;
  }

  private isInside(number: number): boolean {
    const child = this.children.get(number);
    return child !== undefined && isRetriedInside(this.pipeline, this.track(number), child);
  }

  private noChildOf(number: number): string {
    return noChildText(this.plan.vertices[number]?.name ?? String(number), this.track(number).state);
  }

  /**
   * Ends the undo of every track that is being undone. Gives those of which something is undone, in that order.
   *
   * @param insides how the undo of child pipelines ends, by track; what is left out is undone as a whole.
   */
  undoAll(insides: ReadonlyMap<number, UndoInside>): readonly number[] {
    const undone = new Set<number>();
    // A track leaves the list when it is undone, and may be put into it again: then for its round before.
    const next = () => [...this.tracks.values()].find(({ state }) => state === "reverting");
    for (let track = next(); track !== undefined; track = next()) {
      const { number } = track;
      const { to, isAnyUndone } = insides.get(number) ?? UNDONE_AS_A_WHOLE;
      if (isAnyUndone) undone.add(number);
      if (isUndoneInside(track)) this.must({ type: "children-undone", number, to, reason: null });
      else this.must({ type: "settled", number, outcome: { to: "succeeded", next: null } });
    }
    return [...undone];
  }

  private must(event: PipelineEvent): void {
    const refused = this.feed(event);
    if (refused !== null) throw new Error(`The event ${event.type} was refused: ${refused}`);
  }

  private feed(event: PipelineEvent): string | null {
    const decided = advance(this.plan, this.pipeline, this.tracks, event, this.facts);
    if (decided.kind === "forbidden") return decided.text;
    if (decided.kind === "needs") throw new Error("A preview is given every track.");
    this.pipeline = decided.pipeline;
    for (const track of decided.tracks) this.tracks.set(track.number, track);
    for (const { number } of decided.moves) this.moved.add(number);
    return null;
  }
}

const UNDONE_AS_A_WHOLE: UndoInside = { to: "reverted", isAnyUndone: true };

/** Why a retry of all that failed is refused where nothing did. */
export const NOTHING_FAILED = "Nothing in the pipeline has failed.";

/** Why a retry of what failed in the child pipeline of a track is refused where no child can go on. */
export function noChildText(vertex: string, state: TrackState): string {
  return `${vertex} is ${STATE_WORDS[state]}, and has no failed child pipeline that can go on: retry it as a whole.`;
}
