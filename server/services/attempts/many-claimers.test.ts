import { expect, test } from "vitest";
import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { transact } from "#platform/database/db.ts";
import { wideGraph } from "#testing/launched.ts";
import { lastDeadlock } from "#testing/servers/last-deadlock.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { registerRunner } from "../fleet/runner-life.ts";
import { KeptPipelines } from "../pipeline-session/kept/kept-pipelines.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { type Claimant, claimTracks } from "./claim-tracks.ts";
import { SeenQueue } from "./seen-queue.ts";
import { settleTracks } from "./settle-tracks.ts";

const { database, databaseUrl, launch } = await startTestSystem({ connections: 20 });
const databaseName = new URL(databaseUrl).pathname.slice(1);
const claimant = await register("first");

async function register(name: string): Promise<Claimant> {
  const identity = { name, host: "here", pid: 1, labels: [], slots: 3, containment: "none" };
  return { name, runnerId: await registerRunner(database, identity, 600_000), labels: [""] };
}

const graph = (name: string, vertices: string, edges = "[]") =>
  `signalbox: 1\nname: ${name}\nvertices:\n${vertices}\nedges: ${edges}\n`;

function resultOf({ trackId, pipelineId, number, attempt, token }: ClaimedTrack): AttemptResult {
  const ended = { signal: null, outputText: null, isOutputCut: false, endedBy: null, spawnError: null };
  const end = { exitCode: 0, ...ended };
  return { trackId, pipelineId, number, attempt, token, end, logBytes: 0, isLogCut: false };
}

test("sixteen claimers take three hundred tracks, each once", async () => {
  const run = await launch(wideGraph("claims", 300, "true"));
  const [source] = await claimTracks(database, claimant, 1);
  if (source === undefined) throw new Error("There was nothing to claim.");
  await settleTracks(database, [resultOf(source)], claimant, 0);
  const takers = Array.from({ length: 16 }, async () => {
    const taken: number[] = [];
    for (let empty = 0; empty < 5; ) {
      const tracks = await claimTracks(database, claimant, 7);
      empty = tracks.length === 0 ? empty + 1 : 0;
      taken.push(...tracks.map(({ number }) => number));
    }
    return taken;
  });
  const taken = (await Promise.all(takers)).flat();
  const left = await claimTracks(database, claimant, 1_000);
  const all = [...taken, ...left.map(({ number }) => number)];
  expect(all).toHaveLength(300);
  expect(new Set(all).size).toBe(300);
  await cancelPipeline(database, { id: run.id, kill: false }, "ann");
});

test("a claim passes over a pipeline that somebody has locked, and fills its slots with what comes next", async () => {
  const [older, younger] = [
    await launch(graph("older", "  A: { script: a }\n  B: { script: b }")),
    await launch(graph("younger", "  A: { script: a }\n  B: { script: b }")),
  ];
  const whileLocked = await transact(database, (tx) =>
    withPipeline(tx, older.id, () => claimTracks(database, claimant, 2)),
  );
  expect(whileLocked.map(({ pipelineId }) => pipelineId)).toEqual([younger.id, younger.id]);
  const afterwards = await claimTracks(database, claimant, 4);
  expect(afterwards.map(({ pipelineId }) => pipelineId)).toEqual([older.id, older.id]);
  for (const track of [...whileLocked, ...afterwards])
    await settleTracks(database, [resultOf(track)], claimant, 0);
});

test("eight runners share eight pipelines: each track runs once, none is left, and there is no deadlock", async () => {
  const layers = [0, 1, 2].map((layer) => [0, 1, 2, 3].map((place) => `v${layer}-${place}`));
  const edges = [0, 1].flatMap((layer) =>
    (layers[layer] ?? []).flatMap((tail) => (layers[layer + 1] ?? []).map((head) => `${tail} -> ${head}`)),
  );
  const vertices = layers.flat().map((name) => `  ${name}: { script: "true" }`);
  const runs = [];
  for (let number = 0; number < 8; number += 1)
    runs.push(await launch(graph(`shared-${number}`, vertices.join("\n"), `[${edges.join(", ")}]`)));
  const total = runs.length * vertices.length;
  const executed: string[] = [];
  const work = async (number: number) => {
    const own = { ...(await register(`shared-${number}`)), seen: new SeenQueue() };
    const kept = new KeptPipelines();
    while (executed.length < total) {
      const tracks = await claimTracks(database, own, 3, undefined, kept);
      for (let track = tracks.shift(); track !== undefined; track = tracks.shift()) {
        executed.push(`${track.pipelineId} ${track.number} ${track.attempt}`);
        tracks.push(...(await settleTracks(database, [resultOf(track)], own, 1, kept)).claimed);
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, number) => work(number)));
  expect(new Set(executed).size).toBe(total);
  expect(executed).toHaveLength(total);
  const views = await Promise.all(runs.map((run) => run.now()));
  expect(views.map(({ pipeline }) => pipeline.state)).toEqual(runs.map(() => "succeeded"));
  expect(await lastDeadlock(database)).not.toContain(databaseName);
});

test("a runner that saw the queue settles a wide graph and claims all of it, and asks only when it sees the end", async () => {
  const run = await launch(wideGraph("seen", 300, "true"));
  let asked = 0;
  class CountingQueue extends SeenQueue {
    override mark() {
      asked += 1;
      return super.mark();
    }
  }
  // A clock that stands still: nothing becomes too old.
  const own = { ...(await register("seen")), seen: new CountingQueue(() => 0) };
  const kept = new KeptPipelines();
  let tracks = await claimTracks(database, own, 8, undefined, kept);
  let executed = 0;
  while (tracks.length > 0) {
    executed += tracks.length;
    const settled = await settleTracks(database, tracks.map(resultOf), own, 8, kept);
    expect(settled.isForOthers).toBe(false);
    tracks = [...settled.claimed];
  }
  expect((await run.now()).pipeline.state).toBe("succeeded");
  expect(executed).toBe((await run.now()).tracks.length);
  // Sixty-four are seen at once, and asked for again when sixteen are left.
  expect(asked).toBeLessThan(12);
  const two = [
    await launch(graph("one", "  A: { script: a }")),
    await launch(graph("other", "  A: { script: a }")),
  ];
  own.seen.forget();
  const [first] = await claimTracks(database, own, 1, undefined, kept);
  if (first === undefined) throw new Error("There was nothing to claim.");
  const settled = await settleTracks(database, [resultOf(first)], own, 1, kept);
  expect(settled).toEqual({ fates: ["settled"], claimed: [], isForOthers: true });
  for (const { id } of two)
    if (id !== first.pipelineId) await cancelPipeline(database, { id, kill: true }, "ann");
});
