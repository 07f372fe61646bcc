import { isPipelineEnded } from "../model/pipeline.ts";
import { STATE_WORDS } from "../model/state-words.ts";
import { isEnded, isOfUndo, type Sleep } from "../model/track.ts";
import { isFailureHandled } from "../plan/failure-handling.ts";
import type { PipelineNow, TrackNow } from "../plan/pipeline-now.ts";
import type { Plan, PlanVertex } from "../plan/plan.ts";
import { countInEdges } from "../transition/edges/count-in-edges.ts";
import { joinDecision } from "../transition/edges/join-decision.ts";

/** A track with more of its stored fields than the engine needs to decide. */
export type TrackRecord = TrackNow & {
  /** True if it has a token and a runner. */
  readonly isClaimed: boolean;
  readonly hasDueTime: boolean;
  readonly hasOpenPrompt: boolean;
};

/** One stored state that must not exist. `number` is the vertex; null if the violation is about the whole pipeline. */
export type Violation = {
  readonly code:
    | "counter-open"
    | "counter-failed"
    | "counter-handled"
    | "counter-stale"
    | "counter-undone"
    | "edges"
    | "began-too-early"
    | "running-unclaimed"
    | "prompting-without-prompt"
    | "prompt-without-prompting"
    | "sleeping-without-end"
    | "ended-with-open-tracks"
    | "ended-with-broken-undo"
    | "running-without-tracks";
  readonly number: number | null;
  /** A whole sentence: the stored value, and the correct one. */
  readonly text: string;
  /** The change that corrects it; null if the correct state is not certain. */
  readonly repair: Repair | null;
};

export type Repair =
  | ({ readonly do: "recount" } & Pick<
      PipelineNow,
      "openTracks" | "failedTracks" | "handledFailures" | "staleTracks" | "undoneTracks"
    >)
  | { readonly do: "recount-edges"; readonly waits: number; readonly live: number }
  | { readonly do: "open-prompt" | "withdraw-prompt" | "set-due" | "mark-lost" | "end-pipeline" };

/** Finds every stored state of a pipeline that the engine could not have produced. */
export function violationsOf(
  plan: Plan,
  pipeline: PipelineNow,
  tracks: ReadonlyMap<number, TrackRecord>,
): readonly Violation[] {
  const found = plan.vertices.flatMap((vertex) => {
    const track = tracks.get(vertex.number);
    if (track === undefined) return [];
    return hasUndone(vertex, tracks)
      ? claimViolations(vertex, track)
      : [...edgeViolations(plan, vertex, track, tracks), ...claimViolations(vertex, track)];
  });
  return [...found, ...pipelineViolations(plan, pipeline, tracks)];
}

/** True if a tail is in a state of undo. An undo does not change the counters of the heads, so they are not compared. */
function hasUndone({ ins }: PlanVertex, tracks: ReadonlyMap<number, TrackRecord>): boolean {
  return ins.some(({ tail }) => {
    const track = tracks.get(tail);
    return track !== undefined && isOfUndo(track.state);
  });
}

function edgeViolations(
  plan: Plan,
  vertex: PlanVertex,
  track: TrackRecord,
  tracks: ReadonlyMap<number, TrackRecord>,
): readonly Violation[] {
  const { name, number } = vertex;
  const { waits, live } = countInEdges(plan, vertex, (each) => tracks.get(each));
  const violations: Violation[] = [];
  if (waits !== track.waits || live !== track.live) {
    const text = `${name} counts ${track.waits} open and ${track.live} live edges; there are ${waits} and ${live}.`;
    violations.push({ code: "edges", number, text, repair: { do: "recount-edges", waits, live } });
  }
  const isReady = track.state === "pending" || track.state === "prompting";
  // A final step has no in-edges: it begins when everything else has ended.
  if (isReady && vertex.final === null && joinDecision(vertex, { ...track, waits, live }) === "wait") {
    const text = `${name} is ${STATE_WORDS[track.state]} though its edges do not allow it yet.`;
    violations.push({ code: "began-too-early", number, text, repair: null });
  }
  return violations;
}

/** The sleeps that a timer ends. The others end by a person, a child pipeline or a callback. */
const TIMED: ReadonlySet<Sleep> = new Set<Sleep>(["retry", "poll", "wait", "timer", "batch"]);

function claimViolations({ name, number }: PlanVertex, track: TrackRecord): readonly Violation[] {
  const { state, sleep, isClaimed, hasDueTime, hasOpenPrompt } = track;
  const violations: Violation[] = [];
  const say = (code: Violation["code"], text: string, repair: Repair) =>
    violations.push({ code, number, text, repair });
  if (state === "running" && !isClaimed)
    say("running-unclaimed", `${name} is running, but no runner has claimed it.`, { do: "mark-lost" });
  if (state === "prompting" && !hasOpenPrompt)
    say("prompting-without-prompt", `${name} waits for an answer, but has no open prompt.`, {
      do: "open-prompt",
    });
  if (state !== "prompting" && hasOpenPrompt)
    say("prompt-without-prompting", `${name} is ${STATE_WORDS[state]}, but its prompt is still open.`, {
      do: "withdraw-prompt",
    });
  if (state === "sleeping" && sleep !== null && TIMED.has(sleep) && !hasDueTime)
    say("sleeping-without-end", `${name} sleeps, but has no time at which it wakes.`, { do: "set-due" });
  return violations;
}

function pipelineViolations(
  plan: Plan,
  { state, openTracks, failedTracks, handledFailures, staleTracks, undoneTracks }: PipelineNow,
  tracks: ReadonlyMap<number, TrackRecord>,
): readonly Violation[] {
  const all = [...tracks.values()];
  const open = all.filter((track) => !isEnded(track.state)).length;
  const failures = all.filter((track) => track.state === "failed");
  const failed = failures.filter((track) => {
    const vertex = plan.vertices[track.number];
    return vertex !== undefined && !isFailureHandled(vertex, track);
  }).length;
  const handled = failures.length - failed;
  const undone = all.filter(({ state: each }) => isOfUndo(each)).length;
  const stale = all.filter(({ isStale }) => isStale).length;
  const violations: Violation[] = [];
  const counts = {
    openTracks: open,
    failedTracks: failed,
    handledFailures: handled,
    staleTracks: stale,
    undoneTracks: undone,
  };
  const repair: Repair = { do: "recount", ...counts };
  const say = (code: Violation["code"], text: string, what: Repair | null) =>
    violations.push({ code, number: null, text, repair: what });
  if (open !== openTracks)
    say("counter-open", `The pipeline counts ${openTracks} open tracks; there are ${open}.`, repair);
  if (failed !== failedTracks)
    say("counter-failed", `The pipeline counts ${failedTracks} failures; there are ${failed}.`, repair);
  if (handled !== handledFailures)
    say(
      "counter-handled",
      `The pipeline counts ${handledFailures} handled failures; there are ${handled}.`,
      repair,
    );
  if (undone !== undoneTracks)
    say("counter-undone", `The pipeline counts ${undoneTracks} undone tracks; there are ${undone}.`, repair);
  if (stale !== staleTracks)
    say("counter-stale", `The pipeline counts ${staleTracks} stale tracks; there are ${stale}.`, repair);
  if (isPipelineEnded(state) && open > 0)
    say("ended-with-open-tracks", `The pipeline is ${STATE_WORDS[state]} with ${open} open tracks.`, null);
  const broken = all.filter(({ state: each }) => each === "revert_failed" || each === "not_reverted");
  if (state === "succeeded" ? undone > 0 : state === "reverted" && broken.length > 0) {
    const names = (state === "succeeded" ? all.filter(({ state: each }) => isOfUndo(each)) : broken).map(
      ({ number }) => plan.vertices[number]?.name ?? String(number),
    );
    say(
      "ended-with-broken-undo",
      `The pipeline is ${STATE_WORDS[state]}, but ${names.join(", ")} ${names.length === 1 ? "is" : "are"} undone in part only. Retry the undo, or mark it as undone.`,
      null,
    );
  }
  if (!isPipelineEnded(state) && open === 0)
    say("running-without-tracks", "The pipeline runs, but every one of its tracks has ended.", {
      do: "end-pipeline",
    });
  return violations;
}
