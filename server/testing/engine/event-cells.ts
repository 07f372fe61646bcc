import { type TrackRecord, violationsOf } from "#engine/explain/diagnosis.ts";
import type { PipelineState } from "#engine/model/pipeline.ts";
import { isBegun, isEnded, isOfUndo, type TrackState } from "#engine/model/track.ts";
import {
  type Move,
  NEW_PIPELINE,
  NEW_TRACK,
  type PipelineEvent,
  type PipelineNow,
  type TrackNow,
} from "#engine/plan/pipeline-now.ts";
import { type Plan, planOf } from "#engine/plan/plan.ts";
import { advance } from "#engine/transition/advance.ts";
import {
  PIPELINE_CODES,
  POSITIONS,
  type Position,
  type PositionName,
  SCRIPT,
  SITUATIONS,
  type Situation,
  type SituationName,
  STATE_CODES,
  TRACK,
} from "./event-positions.ts";
import { contentOf } from "./simulated-pipeline.ts";

const about = { number: TRACK } as const;
const settled = (outcome: Extract<PipelineEvent, { type: "settled" }>["outcome"]): PipelineEvent => ({
  type: "settled",
  ...about,
  outcome,
});
const approval = (verdict: "approve" | "reject"): PipelineEvent => ({
  type: "answered",
  ...about,
  decision: { verdict, by: "ann", comment: null },
});
const forced = (to: "succeeded" | "failed" | "skipped"): PipelineEvent => ({
  type: "forced",
  ...about,
  to,
  reason: "by ann",
});

/** Every event of the engine by its type, in all forms that the engine decides differently. */
export const EVENTS: Readonly<Record<PipelineEvent["type"], Readonly<Record<string, PipelineEvent>>>> = {
  launched: { launched: { type: "launched" } },
  examined: { examined: { type: "examined" } },
  settled: {
    "settled-succeeded": settled({ to: "succeeded", next: null }),
    "settled-failed": settled({ to: "failed", reason: "exit 1", exit: 1 }),
    "settled-retriable": settled({ to: "failed", reason: "exit 1", exit: 1, random: 0 }),
    "settled-skipped": settled({ to: "skipped", reason: "timeout" }),
    "settled-cancelled": settled({ to: "cancelled", reason: "cancelled by ann" }),
    "handed-back": settled({ to: "handed-back" }),
  },
  claimed: { claimed: { type: "claimed", ...about } },
  "render-failed": { "render-failed": { type: "render-failed", ...about, reason: "no" } },
  lost: { lost: { type: "lost", ...about, reason: "r1 was lost" } },
  answered: {
    answered: { type: "answered", ...about },
    approved: approval("approve"),
    rejected: approval("reject"),
  },
  called: { called: { type: "called", ...about, calls: [new Map()] } },
  "timer-due": { "timer-due": { type: "timer-due", ...about } },
  retried: { retried: { type: "retried", ...about } },
  rerun: { rerun: { type: "rerun", ...about } },
  forced: {
    "forced-succeeded": forced("succeeded"),
    "forced-failed": forced("failed"),
    "forced-skipped": forced("skipped"),
  },
  "child-reopened": { "child-reopened": { type: "child-reopened", ...about } },
  break: {
    "break-set": { type: "break", ...about, isSet: true },
    "break-lifted": { type: "break", ...about, isSet: false },
  },
  "children-undone": {
    "children-undone": { type: "children-undone", ...about, to: "reverted", reason: null },
    "children-broken": { type: "children-undone", ...about, to: "revert_failed", reason: "no" },
    "children-missing": { type: "children-undone", ...about, to: "not_reverted", reason: "no" },
  },
  "child-undo-mended": { "child-undo-mended": { type: "child-undo-mended", ...about } },
  undo: {
    undo: { type: "undo", from: null, by: "ann" },
    "undo-from-it": { type: "undo", from: TRACK, by: "ann" },
  },
  overdue: { overdue: { type: "overdue" } },
  cancelled: {
    cancelled: { type: "cancelled", by: "ann" },
    killed: { type: "cancelled", by: "ann", isKill: true },
  },
};

export type Cell = {
  /** `-`: refused. `=`: the state stays. Else the next state, followed by the pipeline's where that changes. */
  readonly text: string;
  readonly moves: readonly Move[];
  readonly pipeline: readonly [from: PipelineState, to: PipelineState];
};

/** The end of `other`, where the track of a cell is the last one. */
const ENDS: Partial<Record<TrackState, TrackState>> = { running: "succeeded", reverting: "reverted" };

const plans = new Map<PositionName, Plan>();

/** Three vertices without edges between them, except where a cell's track must wait for another. */
function planFor(name: PositionName): Plan {
  const at: Position = POSITIONS[name];
  const { state, vertex = SCRIPT } = at;
  const timer = { tail: "other", head: "track", after: "1h" };
  const edges = state === "waiting" ? ["other -> track"] : at.sleep === "timer" ? [timer] : [];
  const plan = plans.get(name) ?? planOf(contentOf({ track: vertex, other: SCRIPT, third: SCRIPT }, edges));
  plans.set(name, plan);
  return plan;
}

/**
 * Lets the engine decide about one event in one state.
 *
 * @param isAlone the track is the last one of its pipeline that has not ended.
 * @throws Error where the decision leaves a pipeline with a violation.
 */
export function decideCell(
  situation: SituationName,
  position: PositionName,
  event: PipelineEvent,
  isAlone = false,
): Cell {
  const { other, third, ...more }: Situation = SITUATIONS[situation];
  const at: Position = POSITIONS[position];
  const { state } = at;
  const sleep = at.sleep ?? null;
  const plan = planFor(position);
  // A waiting track waits for `other`.
  const isOtherDone = isAlone && state !== "waiting" && sleep !== "timer" && !isEnded(state);
  const tracks = new Map(
    [state, isOtherDone ? (ENDS[other] ?? other) : other, third].map((each, number) => [
      number,
      {
        ...NEW_TRACK,
        number,
        waits: Number(number === TRACK && (state === "waiting" || sleep === "timer")),
        state: each as TrackState,
      },
    ]),
  );
  const own = tracks.get(TRACK);
  if (own !== undefined)
    tracks.set(TRACK, {
      ...own,
      sleep,
      attempt: hasBegun(at) ? 1 : 0,
      isBreak: sleep === "break",
      answers: { i: "x" },
    });
  const all = [...tracks.values()];
  const pipeline: PipelineNow = {
    ...NEW_PIPELINE,
    ...more,
    openTracks: all.filter((each) => !isEnded(each.state)).length,
    undoneTracks: all.filter((each) => isOfUndo(each.state)).length,
    failedTracks: all.filter((each) => each.state === "failed").length,
  };
  const decision = advance(plan, pipeline, tracks, event);
  if (decision.kind === "needs") throw new Error("It has every track, and asks for more.");
  if (decision.kind === "forbidden")
    return { text: "-", moves: [], pipeline: [pipeline.state, pipeline.state] };
  // Some positions come about by hand only. An event adds nothing to what is wrong with them.
  const before = new Set(violationsOf(plan, pipeline, recordsOf(tracks)).map(({ code }) => code));
  for (const track of decision.tracks) tracks.set(track.number, track);
  const broken = violationsOf(plan, decision.pipeline, recordsOf(tracks)).find(
    ({ code }) => !before.has(code),
  );
  if (broken !== undefined) throw new Error(broken.text);
  const after = tracks.get(TRACK)?.state ?? state;
  const hasMoved = decision.moves.some(({ number }) => number === TRACK);
  const hasPipelineMoved = decision.pipeline.state !== pipeline.state;
  return {
    text: `${hasMoved ? STATE_CODES[after] : "="}${hasPipelineMoved ? PIPELINE_CODES[decision.pipeline.state] : ""}`,
    moves: decision.moves,
    pipeline: [pipeline.state, decision.pipeline.state],
  };
}

/** True if an attempt of the track has begun. */
function hasBegun({ state, sleep }: Position): boolean {
  return isEnded(state) || isBegun(state) || sleep === "child" || sleep === "callback" || sleep === "undo";
}

/** The tracks in a state without a violation. */
function recordsOf(tracks: ReadonlyMap<number, TrackNow>): ReadonlyMap<number, TrackRecord> {
  return new Map(
    [...tracks].map(([number, track]) => [
      number,
      { ...track, isClaimed: true, hasDueTime: true, hasOpenPrompt: track.state === "prompting" },
    ]),
  );
}

const FIRST_WIDTH = 18;
const WIDTH = 6;

/** The states that are the columns of a part of the table. */
export function columnsOf(part: string): readonly PositionName[] {
  const [, heads = ""] = part.split("\n");
  return heads.trim().split(/ +/) as PositionName[];
}

/** A part of the table with the same columns, made from the engine's decisions. */
export function decidedPart(situation: SituationName, columns: readonly PositionName[]): string {
  const rows = Object.values(EVENTS).flatMap((forms) =>
    Object.entries(forms).map(([name, event]) =>
      rowOf(
        name,
        columns.map((column) => decideCell(situation, column, event).text),
      ),
    ),
  );
  return ["", rowOf("", columns), ...rows].join("\n");
}

function rowOf(name: string, cells: readonly string[]): string {
  return `${name.padEnd(FIRST_WIDTH)}${cells.map((cell) => cell.padEnd(WIDTH)).join("")}`.trimEnd();
}
