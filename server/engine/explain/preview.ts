import { isReady } from "../model/track.ts";
import { isFailureHandled } from "../plan/failure-handling.ts";
import type { PipelineEvent, PipelineFacts, PipelineNow, TrackNow } from "../plan/pipeline-now.ts";
import type { Plan } from "../plan/plan.ts";
import { advance } from "../transition/advance.ts";
import { failedToRetry } from "../transition/retry-failed.ts";
import { staleAfterRetry } from "../transition/stale.ts";
import { isUndoneInside } from "../transition/undo.ts";

/** What a person may do to a pipeline and see beforehand. `retry-failed` retries all that failed. */
export type PreviewedAct =
  | { readonly type: "retry-failed" }
  | Extract<PipelineEvent, { type: "retried" | "rerun" | "undo" }>;

/** What an act does, as numbers of vertices in the plan's order. */
export type Preview = {
  /** Why it is refused; then nothing else is listed. */
  readonly refused: string | null;
  /** Why it is not worked out beforehand, though it may be possible; then nothing else is listed. */
  readonly notListed: string | null;
  /** They begin as soon as a runner is free, a time has come or somebody answers. */
  readonly begins: readonly number[];
  /** They run if they are reached. */
  readonly follows: readonly number[];
  /** Their undo scripts run, or their child pipelines are undone, in this order. */
  readonly undoes: readonly number[];
  /** They have no undo script: what they did stays. */
  readonly notUndone: readonly number[];
  /** They have nothing to undo. */
  readonly nothingToUndo: readonly number[];
  /** They have succeeded and do not run again: their outputs are used. */
  readonly reused: readonly number[];
  /** They have run, and are older than what they wait for once that has run again. */
  readonly stale: readonly number[];
  /** They still wait for the decision of a person. */
  readonly left: readonly number[];
};

const NOTHING: Preview = {
  refused: null,
  notListed: null,
  begins: [],
  follows: [],
  undoes: [],
  notUndone: [],
  nothingToUndo: [],
  reused: [],
  stale: [],
  left: [],
};

/** The time of these acts grows with the square of the tracks, and a preview is worked out in one go. */
const MAX_FOLLOWED = 1_000;

/** Why nothing is listed of an act beforehand, as a sentence; null where something is. The act itself may be possible. */
export function whyNoPreview(tracks: number, { type }: PreviewedAct): string | null {
  if (tracks <= MAX_FOLLOWED || (type !== "undo" && type !== "retry-failed")) return null;
  return `What will happen is not listed: the pipeline has ${tracks} tracks, more than ${MAX_FOLLOWED}. It can be done all the same.`;
}

/**
 * What follows if a person does this now: the act is decided about a copy of the pipeline, as it is decided about the
 * pipeline itself. An undo is followed to its end, as if each undo script succeeded.
 *
 * @param tracks every track of the pipeline.
 */
export function previewOf(
  plan: Plan,
  pipeline: PipelineNow,
  tracks: ReadonlyMap<number, TrackNow>,
  act: PreviewedAct,
  facts?: PipelineFacts,
): Preview {
  const why = whyNoPreview(tracks.size, act);
  const copy = new PipelineCopy(plan, pipeline, tracks, facts);
  if (why !== null) {
    const isIdle = act.type === "retry-failed" && failedToRetry(plan, copy.track).next().done === true;
    return isIdle ? { ...NOTHING, refused: NOTHING_FAILED } : { ...NOTHING, notListed: why };
  }
  const { refused, retried } = copy.act(act);
  if (refused !== null) return { ...NOTHING, refused };
  const undoes = copy.undoAll();
  const all = [...copy.tracks.values()].sort((one, other) => one.number - other.number);
  const where = (is: (track: TrackNow) => boolean) => all.filter(is).map(({ number }) => number);
  const isMoved = ({ number }: TrackNow) => copy.moved.has(number);
  const isLater = ({ state, sleep }: TrackNow) =>
    state === "waiting" || (state === "sleeping" && (sleep === "timer" || sleep === "batch"));
  const stale = new Set(retried.flatMap((number) => staleAfterRetry(plan, number, copy.track)));
  return {
    ...NOTHING,
    begins: where((track) => isMoved(track) && isReady(track.state) && !isLater(track)),
    follows: where((track) => isMoved(track) && isLater(track)),
    undoes,
    notUndone: where((track) => isMoved(track) && track.state === "not_reverted"),
    nothingToUndo: where(
      (track) => isMoved(track) && track.state === "reverted" && !undoes.includes(track.number),
    ),
    reused: act.type === "undo" ? [] : where((track) => track.state === "succeeded" && !isMoved(track)),
    stale: where(({ number }) => stale.has(number)),
    left: where((track) => track.state === "lost" || needsDecision(plan, track)),
  };
}

function needsDecision(plan: Plan, track: TrackNow): boolean {
  const vertex = plan.vertices[track.number];
  return track.state === "failed" && vertex !== undefined && !isFailureHandled(vertex, track);
}

/** A pipeline about which is decided, and of which nothing is written. */
class PipelineCopy {
  readonly moved = new Set<number>();
  readonly tracks: Map<number, TrackNow>;
  private readonly plan: Plan;
  private readonly facts: PipelineFacts | undefined;
  private pipeline: PipelineNow;

  constructor(
    plan: Plan,
    pipeline: PipelineNow,
    tracks: ReadonlyMap<number, TrackNow>,
    facts: PipelineFacts | undefined,
  ) {
    this.plan = plan;
    this.pipeline = pipeline;
    this.tracks = new Map(tracks);
    this.facts = facts;
  }

  readonly track = (number: number): TrackNow => {
    const track = this.tracks.get(number);
    if (track === undefined) throw new RangeError(`There is no track ${number}.`);
    return track;
  };

  /** @returns the refusal, or null and the tracks that are retried. */
  act(act: PreviewedAct): { refused: string | null; retried: readonly number[] } {
    if (act.type !== "retry-failed") {
      const refused = this.feed(act);
      return { refused, retried: act.type === "retried" ? [act.number] : [] };
    }
    const retried: number[] = [];
    let refused: string | null = NOTHING_FAILED;
    for (const number of failedToRetry(this.plan, this.track)) {
      const why = this.feed({ type: "retried", number });
      if (why === null) retried.push(number);
      else refused = refused === NOTHING_FAILED ? why : refused;
    }
    return { refused: retried.length > 0 ? null : refused, retried };
  }

  /** Ends the undo of every track that is being undone. Gives them in the order in which they are undone. */
  undoAll(): readonly number[] {
    const undone = new Set<number>();
    // A track leaves the list when it is undone, and may be put into it again: then for its round before.
    const next = () => [...this.tracks.values()].find(({ state }) => state === "reverting");
    for (let track = next(); track !== undefined; track = next()) {
      const { number } = track;
      undone.add(number);
      if (isUndoneInside(track)) this.must({ type: "children-undone", number, to: "reverted", reason: null });
      else this.must({ type: "settled", number, outcome: { to: "succeeded", next: null } });
    }
    return [...undone];
  }

  private must(event: PipelineEvent): void {
    const refused = this.feed(event);
    if (refused !== null) throw new Error(`The end of an undo was refused: ${refused}`);
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

/** Why a retry of all that failed is refused where nothing did. */
export const NOTHING_FAILED = "Nothing in the pipeline has failed.";
