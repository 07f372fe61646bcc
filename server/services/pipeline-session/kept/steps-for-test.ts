import fc from "fast-check";
import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import type { Database } from "#platform/database/db.ts";
import type { WakeUp } from "#platform/wake-ups/wake-up.ts";
import { tracksOf } from "#repos/tracks/track-rows.ts";
import { claimTracks } from "../../attempts/claim-tracks.ts";
import { settleTracks } from "../../attempts/settle-tracks.ts";
import { cancelPipeline } from "../../pipelines/cancel-pipeline.ts";
import { setPipelinePaused } from "../../pipelines/pause-pipeline.ts";
import { setPipelinePriority } from "../../pipelines/set-priority.ts";
import { undoPipeline } from "../../pipelines/undo-pipeline.ts";
import { Refused } from "../../refusals/refused.ts";
import { retryTrack } from "../../tracks/retry-track.ts";
import type { KeptPipelines } from "./kept-pipelines.ts";

/** A database, and what uses it. */
export type World = {
  readonly database: Database;
  readonly kept: KeptPipelines | null;
  /** The wake-ups of its sessions. */
  readonly sent: WakeUp[];
};

export const claimant = { runnerId: 1, name: "stand-in", labels: [""] };

const SETTINGS = [
  {},
  {},
  {},
  {},
  { retry: { max: 2, delay: "0s" } },
  // Long: a poll may not become due between the same step in two databases.
  { poll: { every: "1h", timeout: "2h" } },
  { locks: ["a"] },
  { onFailure: "ignore" },
  { revert: "true" },
  { branch: "first" },
  { inputs: { i: { type: "string", required: true } } },
  { outputs: { k: { type: "string", default: "usual" } } },
  { repeat: { until: "index == 1", max: 3 } },
  { kind: "wait", wait: { for: "1h" } },
] as const;

export const arbitraryGraph = fc
  .record({
    settings: fc.array(fc.constantFrom(...SETTINGS), { minLength: 2, maxLength: 7 }),
    joins: fc.array(fc.constantFrom("all", "any", "every"), { minLength: 7, maxLength: 7 }),
    reads: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
    edges: fc.array(fc.tuple(fc.nat(6), fc.nat(6), fc.constantFrom("succeeded", "always", "failed")), {
      minLength: 2,
      maxLength: 12,
    }),
    onFailure: fc.constantFrom("stop", "continue", "revert"),
  })
  .map(({ settings, joins, reads, edges, onFailure }) => {
    const kept = new Map<string, object>();
    for (const [one, other, when] of edges) {
      const [tail, head] = [Math.min(one, other), Math.max(one, other)];
      if (tail !== head && head < settings.length)
        kept.set(`${tail} ${head}`, { tail: `v${tail}`, head: `v${head}`, when });
    }
    const tailOf = (number: number) =>
      [...kept.keys()].find((key) => key.endsWith(` ${number}`))?.split(" ")[0];
    const vertices = settings.map((setting, number) => {
      const tail = tailOf(number);
      const from = { x: { type: "string", from: `outputs.v${tail}.k`, default: "none" } };
      const isReading = reads[number] === true && tail !== undefined && !("inputs" in setting);
      const script = "kind" in setting ? {} : { script: isReading ? "echo {x}" : "true" };
      return [
        `v${number}`,
        {
          ...script,
          ...(isReading && !("kind" in setting) && { inputs: from }),
          ...setting,
          join: joins[number],
        },
      ];
    });
    return { signalbox: 1, vertices: Object.fromEntries(vertices), edges: [...kept.values()], onFailure };
  });

export const arbitrarySteps = fc.array(
  fc.record({
    what: fc.constantFrom(
      ...["settle", "settle", "settle", "settle", "settle", "settle", "together", "claim", "claim"],
      ...["late", "pause", "resume", "cancel", "retry", "priority", "undo", "elsewhere"],
    ),
    pick: fc.nat(20),
    exit: fc.constantFrom(0, 0, 0, 1),
    free: fc.nat(3),
  }),
  { minLength: 10, maxLength: 30 },
);

export type Step = {
  readonly what: string;
  readonly pick: number;
  readonly exit: number;
  readonly free: number;
};

export function resultOf(track: ClaimedTrack, exitCode: number): AttemptResult {
  const { trackId, pipelineId, number, attempt, token } = track;
  const outputText = `k=${"é\\ ' \" %"}${number}.${attempt}\n`;
  const end = { exitCode, signal: null, outputText, isOutputCut: false, endedBy: null, spawnError: null };
  return { trackId, pipelineId, number, attempt, token, end, logBytes: 3, isLogCut: false };
}

/** Takes one step; gives what a person or a runner was told. */
async function take({ database, kept: keeps }: World, id: number, active: ClaimedTrack[], step: Step) {
  const { what, pick, exit, free } = step;
  const own = keeps ?? undefined;
  const begin = (tracks: readonly ClaimedTrack[]) => {
    active.push(...tracks);
    active.sort((one, other) => one.number - other.number);
  };
  const settle = async (tracks: readonly ClaimedTrack[], by: KeptPipelines | undefined) => {
    const results = tracks.map((track) => resultOf(track, exit));
    const { fates, claimed } = await settleTracks(database, results, claimant, free, by);
    begin(claimed);
    return {
      fates,
      claimed: claimed.map(({ vertex, task, timeoutMs }) => [vertex, task, timeoutMs !== null]),
    };
  };
  const track = active[pick % Math.max(1, active.length)];
  if (what === "claim") {
    const tracks = await claimTracks(database, claimant, 1 + free, undefined, own);
    begin(tracks);
    return tracks.map(({ vertex, attempt, task }) => [vertex, attempt, task]);
  }
  if (what === "settle" || what === "elsewhere" || what === "late") {
    if (track === undefined) return null;
    if (what !== "late") active.splice(active.indexOf(track), 1);
    const told = await settle([track], what === "elsewhere" ? undefined : own);
    return what === "late" ? [told, active.splice(active.indexOf(track), 1).length] : told;
  }
  if (what === "together") return active.length === 0 ? null : settle(active.splice(0), own);
  if (what === "pause" || what === "resume")
    return setPipelinePaused(database, { id, isPaused: what === "pause" }, "ann");
  if (what === "cancel") return pick < 4 ? cancelPipeline(database, { id, kill: exit === 1 }, "ann") : null;
  if (what === "priority") return setPipelinePriority(database, { id, priority: pick }, "ann");
  if (what === "undo") return pick < 6 ? undoPipeline(database, { id, reason: "" }, "ann") : null;
  const failed = (await tracksOf(database.queries, id)).find(({ state }) => state === "failed");
  if (failed === undefined) return null;
  return retryTrack(database, { id, vertex: `v${failed.number}`, reason: "" }, "ann");
}

/** Takes one step; gives what a person or a runner was told, or why it was refused. */
export async function takeOrRefuse(
  world: World,
  id: number,
  active: ClaimedTrack[],
  step: Step,
): Promise<unknown> {
  return take(world, id, active, step).catch((error: unknown) => {
    if (error instanceof Refused) return error.message;
    throw error;
  });
}

/** As `arbitraryGraph`, with more locks. */
export const busyGraph = arbitraryGraph.map((graph) => {
  const vertices = Object.entries(graph.vertices).map(([name, vertex], number) => [
    name,
    { ...(vertex as object), ...(number % 3 === 0 && { locks: ["a"] }) },
  ]);
  return { ...graph, vertices: Object.fromEntries(vertices) as Record<string, unknown> };
});
/** Steps of runners that have few free slots, so that sessions leave tracks to others. */
export const busySteps = fc.array(
  fc.record({
    what: fc.constantFrom(
      "settle",
      "settle",
      "settle",
      "settle",
      "claim",
      "pause",
      "resume",
      "undo",
      "retry",
    ),
    pick: fc.nat(20),
    exit: fc.constantFrom(0, 0, 0, 1),
    free: fc.constantFrom(0, 0, 0, 1),
  }),
  { minLength: 15, maxLength: 25 },
);
