import { type TrackRecord, violationsOf } from "#engine/explain/diagnosis.ts";
import type { PipelineState } from "#engine/model/pipeline.ts";
import { isEnded, type Sleep, type TrackState } from "#engine/model/track.ts";
import {
  type Move,
  NEW_TRACK,
  type PipelineEvent,
  type PipelineNow,
  type TrackNow,
} from "#engine/plan/pipeline-now.ts";
import { type Plan, planOf } from "#engine/plan/plan.ts";
import { advance } from "#engine/transition/advance.ts";
import { contentOf } from "./simulated-pipeline.ts";

type Position = { readonly state: TrackState; readonly sleep?: Sleep; readonly vertex?: object };

const SCRIPT = { script: "x", retry: { max: 3, delay: "1s" }, revert: "undo", revertFailed: true };
const CHILD = {
  kind: "graph",
  graph: { name: "g", revision: 1, digest: `sha256:${"0".repeat(64)}` },
  retry: { max: 3, delay: "1s" },
};

/** The states that the track of a cell may have; `prompting` and `sleeping` are divided by what they wait for. */
export const POSITIONS = {
  wait: { state: "waiting" },
  pend: { state: "pending" },
  asks: {
    state: "prompting",
    vertex: { script: "x", inputs: { i: { type: "string", required: true } } },
  },
  appr: { state: "prompting", vertex: { kind: "approval", prompt: { timeout: "9s" } } },
  retr: { state: "sleeping", sleep: "retry" },
  poll: { state: "sleeping", sleep: "poll", vertex: { script: "x", poll: { every: "2s" } } },
  time: { state: "sleeping", sleep: "wait", vertex: { kind: "wait", wait: { for: "3s" } } },
  brkp: { state: "sleeping", sleep: "break" },
  chld: { state: "sleeping", sleep: "child", vertex: CHILD },
  call: {
    state: "sleeping",
    sleep: "callback",
    vertex: { kind: "wait", wait: { callback: "once" }, timeout: "9s" },
  },
  runn: { state: "running" },
  lost: { state: "lost" },
  succ: { state: "succeeded" },
  fail: { state: "failed" },
  canc: { state: "cancelled" },
  skip: { state: "skipped" },
  rvng: { state: "reverting" },
  rvtd: { state: "reverted" },
  rvfl: { state: "revert_failed" },
} as const satisfies Readonly<Record<string, Position>>;

export type PositionName = keyof typeof POSITIONS;

/** How a cell shows a state. */
const STATE_CODES: Readonly<Record<TrackState, string>> = {
  waiting: "wait",
  pending: "pend",
  prompting: "prom",
  sleeping: "slee",
  running: "runn",
  lost: "lost",
  succeeded: "succ",
  failed: "fail",
  cancelled: "canc",
  skipped: "skip",
  reverting: "rvng",
  reverted: "rvtd",
  revert_failed: "rvfl",
};

/** The text that a cell adds where the pipeline's state changes too. */
const PIPELINE_CODES: Readonly<Record<PipelineState, string>> = {
  running: "R",
  succeeded: "S",
  failed: "F",
  cancelled: "C",
  reverting: "V",
  reverted: "D",
};

/**
 * The vertices of a cell's pipeline: `track`; `other`, which keeps the pipeline open; `third`, whose failure stopped
 * it.
 */
const TRACK = 0;
const THIRD = 2;

type Situation = Pick<PipelineNow, "state"> &
  Partial<PipelineNow> & { readonly other: TrackState; readonly third: TrackState };

/** The state of a cell's pipeline. */
export const SITUATIONS = {
  "it runs": { state: "running", other: "running", third: "succeeded" },
  "it is being cancelled": { state: "running", cancelledBy: "ann", other: "running", third: "succeeded" },
  "a failure stopped it": { state: "running", halt: THIRD, other: "running", third: "failed" },
  "its time is over": { state: "running", isOverdue: true, other: "running", third: "succeeded" },
  "it succeeded": { state: "succeeded", other: "succeeded", third: "succeeded" },
  "it failed": { state: "failed", other: "succeeded", third: "failed" },
  "it was cancelled": { state: "cancelled", cancelledBy: "ann", other: "succeeded", third: "succeeded" },
  "it is being undone": { state: "reverting", other: "reverting", third: "reverted" },
  "it was undone": { state: "reverted", other: "reverted", third: "reverted" },
} as const satisfies Readonly<Record<string, Situation>>;

export type SituationName = keyof typeof SITUATIONS;

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
  called: { called: { type: "called", ...about, calls: [{}] } },
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

const NOTHING_DECIDED = {
  reason: null,
  halt: null,
  cancelledBy: null,
  isKilled: false,
  isOverdue: false,
  undoFrom: null,
  endState: null,
  handledFailures: 0,
  staleTracks: 0,
} as const;

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
  const { state, vertex = SCRIPT }: Position = POSITIONS[name];
  const edges = state === "waiting" ? ["other -> track"] : [];
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
  const isOtherDone = isAlone && state !== "waiting" && !isEnded(state);
  const tracks = new Map(
    [state, isOtherDone ? (ENDS[other] ?? other) : other, third].map((each, number) => [
      number,
      {
        ...NEW_TRACK,
        number,
        waits: Number(number === TRACK && state === "waiting"),
        state: each as TrackState,
      },
    ]),
  );
  const own = tracks.get(TRACK);
  if (own !== undefined)
    tracks.set(TRACK, { ...own, sleep, isBreak: sleep === "break", answers: { i: "x" } });
  const all = [...tracks.values()];
  const pipeline: PipelineNow = {
    ...NOTHING_DECIDED,
    ...more,
    openTracks: all.filter((each) => !isEnded(each.state)).length,
    failedTracks: all.filter((each) => each.state === "failed").length,
  };
  const decision = advance(plan, pipeline, tracks, event);
  if (decision.kind === "needs") throw new Error("It has every track, and asks for more.");
  if (decision.kind === "forbidden")
    return { text: "-", moves: [], pipeline: [pipeline.state, pipeline.state] };
  for (const track of decision.tracks) tracks.set(track.number, track);
  const [broken] = violationsOf(plan, decision.pipeline, recordsOf(tracks));
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
