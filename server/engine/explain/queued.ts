import { kindOf } from "../kinds/kinds.ts";
import type { VertexSpec } from "../model/graph-content.ts";
import { isUndoReady } from "../model/track.ts";
import { heldLock } from "../policies/concurrency-claims.ts";
import { nameList } from "../text/name-list.ts";
import { noRunnerReason, type ServingRunner } from "./no-runner.ts";
import { isRing } from "./wait-rings.ts";

/** A track that has a slot of a lock or a limit. Null where its pipeline is not to be named. */
export type SlotHolder = {
  readonly pipeline: number;
  readonly pipelineName: string;
  readonly vertex: string;
} | null;

/** A lock or a limit of which a track needs a slot. */
export type NeededSlot = {
  /** As `concurrencyClaims` names it. */
  readonly name: string;
  /** How many there are. */
  readonly slots: number;
  /** How many are taken, and by whom; the first few are enough. */
  readonly taken: number;
  readonly holders: readonly SlotHolder[];
  /** Its place among the tracks that wait for it, from 1, and how many wait. */
  readonly place: number;
  readonly waiting: number;
};

/** A runner that claims tracks. */
export type ClaimingRunner = ServingRunner & { readonly name: string; readonly slots: number };

/** Why a track that is ready, or ready to be undone, is not claimed: as a clause, and in a few words. */
export type QueuedReason = { readonly clause: string; readonly short: string };

/** Where a pipeline stands in the queue of its graph's limit. */
export type QueuePlace = {
  readonly graph: string;
  readonly max: number;
  /** From 1. */
  readonly place: number;
  readonly waiting: number;
  /** The pipelines that take the places; the first few are enough. */
  readonly begun: readonly number[];
  readonly begunCount: number;
};

const ORDINALS = new Intl.PluralRules("en-GB", { type: "ordinal" });
const ENDINGS = { zero: "th", one: "st", two: "nd", few: "rd", many: "th", other: "th" };
/** Who is behind more than these is not told its place: it would be told again with each that goes on. */
const MAX_PLACE = 20;
const FREE_SLOT = "a free slot";

/**
 * Why a track that is ready, or ready to be undone, is not claimed, by the rules of the claim. Null where nothing is known to
 * be in its way.
 *
 * @param needed what it needs while it runs.
 * @param runners all that claim tracks; null where they are not known.
 */
export function queuedReason(
  spec: VertexSpec,
  needed: readonly NeededSlot[],
  runners: readonly ClaimingRunner[] | null,
): QueuedReason | null {
  const isForRunner = kindOf(spec).carriedOutBy === "runner";
  const impossible = isForRunner && runners !== null ? noRunnerReason(spec, runners) : null;
  if (impossible !== null) return { clause: `it is ready, but ${impossible}`, short: impossible };
  const blocked = needed.filter(({ slots, taken }) => taken >= slots);
  const missing = blocked.find(({ name }) => heldLock(name) !== null) ?? blocked[0];
  if (missing !== undefined) return lockReason(missing) ?? limitReason(missing);
  return isForRunner && runners !== null ? runnersReason(spec, runners) : null;
}

/** What a queued track waits for, also one whose undo is, in a few words; null where it is not queued. */
export function queuedForText(
  track: Parameters<typeof isUndoReady>[0] & { readonly reason: string | null },
  isPaused: boolean,
  queued: QueuedReason | null,
): string | null {
  const isUndo = isUndoReady(track);
  if (track.state !== "pending" && !isUndo) return queued?.short ?? null;
  if (isPaused) return "the pipeline is paused";
  // The reason of an undo may be that of an earlier try.
  const own = isUndo && !isRing(track.reason) ? null : track.reason;
  return own ?? queued?.short ?? FREE_SLOT;
}

/** What a pipeline waits for in the queue of its graph, as a sentence. */
export function queuePlaceText({ graph, max, place, waiting, begun, begunCount }: QueuePlace): string {
  const limit = max === 1 ? "one pipeline of it runs" : `${max} pipelines of it run`;
  const runs = begunCount === 0 ? "" : `: ${nameList(begun.map(pipelineText), { count: begunCount })}`;
  return `Queued: ${ordinal(place)} of ${waiting} waiting for ${graph}. At most ${limit} at once${runs}.`;
}

/** Null where it is a limit. */
function lockReason({ name, taken, holders, place, waiting }: NeededSlot): QueuedReason | null {
  const lock = heldLock(name);
  if (lock === null) return null;
  if (place > MAX_PLACE)
    return {
      clause: `needs the lock ${lock}, as more than ${MAX_PLACE} tracks before it do`,
      short: `lock ${lock}`,
    };
  const [turn, shortTurn] =
    waiting > 1
      ? [`; it is ${ordinal(place)} of ${waiting} that wait for it`, `, ${ordinal(place)} of ${waiting}`]
      : ["", ""];
  return {
    clause: `needs the lock ${lock}, held by ${nameList(holders.map(holderText), { count: taken })}${turn}`,
    short: `lock ${lock}${shortTurn}`,
  };
}

function limitReason({ name, slots }: NeededSlot): QueuedReason {
  const of = name.startsWith("pipeline:") ? "this pipeline" : "this vertex";
  const clause =
    slots === 1 ? `at most one track of ${of} runs at once` : `at most ${slots} tracks of ${of} run at once`;
  return { clause, short: `at most ${slots} at once` };
}

/** Whether a slot is free changes all the time, so it is not said. */
function runnersReason(spec: VertexSpec, runners: readonly ClaimingRunner[]): QueuedReason {
  const fit = runners.filter((runner) => noRunnerReason(spec, [runner]) === null);
  const slots = fit.reduce((sum, runner) => sum + runner.slots, 0);
  const [only] = fit;
  if (only === undefined) return { clause: "no runner is online", short: "no runner is online" };
  const of = fit.length === 1 ? `the runner ${only.name}` : `the ${fit.length} runners that can run it`;
  const clause = slots === 1 ? `waits for the slot of ${of}` : `waits for one of the ${slots} slots of ${of}`;
  return { clause, short: FREE_SLOT };
}

function holderText(holder: SlotHolder): string {
  if (holder === null) return "a pipeline of another folder";
  const { pipelineName, pipeline, vertex } = holder;
  return `${pipelineName} #${pipeline} / ${vertex}`;
}

function pipelineText(id: number): string {
  return `#${id}`;
}

/** "1st", "2nd", "3rd", "4th", … */
function ordinal(number: number): string {
  return `${number}${ENDINGS[ORDINALS.select(number)]}`;
}
