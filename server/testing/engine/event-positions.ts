import type { PipelineState } from "#engine/model/pipeline.ts";
import type { Sleep, TrackState } from "#engine/model/track.ts";
import type { PipelineNow } from "#engine/plan/pipeline-now.ts";

/** Where a track of a cell stands. */
export type Position = { readonly state: TrackState; readonly sleep?: Sleep; readonly vertex?: object };

/** The usual vertex of a cell. */
export const SCRIPT = { script: "x", retry: { max: 3, delay: "1s" }, revert: "undo", revertFailed: true };
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
  edge: { state: "sleeping", sleep: "timer" },
  batc: { state: "sleeping", sleep: "batch" },
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
  mend: { state: "sleeping", sleep: "undo", vertex: CHILD },
  fach: { state: "failed", vertex: CHILD },
  cach: { state: "cancelled", vertex: CHILD },
  skch: { state: "skipped", vertex: CHILD },
  rvng: { state: "reverting" },
  rvch: { state: "reverting", sleep: "child", vertex: CHILD },
  rvtd: { state: "reverted" },
  rvfl: { state: "revert_failed" },
  rfch: { state: "revert_failed", vertex: CHILD },
  nrvt: { state: "not_reverted" },
  nrch: { state: "not_reverted", vertex: CHILD },
} as const satisfies Readonly<Record<string, Position>>;

export type PositionName = keyof typeof POSITIONS;

/** How a cell shows a state. */
export const STATE_CODES: Readonly<Record<TrackState, string>> = {
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
  not_reverted: "nrvt",
};

/** The text that a cell adds where the pipeline's state changes too. */
export const PIPELINE_CODES: Readonly<Record<PipelineState, string>> = {
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
export const TRACK = 0;
const THIRD = 2;

/** The state of a cell's pipeline, and of its other tracks. */
export type Situation = Pick<PipelineNow, "state"> &
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
