import { saveTriggerInput } from "#contract/triggers/triggers.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { nameWaitRings } from "#services/background/name-wait-rings.ts";
import { reconcileChildPipelines } from "#services/background/reconcile-child-pipelines.ts";
import { saveConnection } from "#services/connections/connections.ts";
import { moveGraph } from "#services/graphs/folder-of-graph.ts";
import { findEnded } from "#services/notices/find-notices.ts";
import { cancelPipeline } from "#services/pipelines/cancel-pipeline.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { setPipelinePaused } from "#services/pipelines/pause-pipeline.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { saveStream } from "#services/streams/streams.ts";
import { launchAfterEnds } from "#services/triggers/launch-after.ts";
import { saveTrigger, setTrigger } from "#services/triggers/save-trigger.ts";
import { launchedAs } from "#testing/launched.ts";
import type { TestSystem } from "#testing/test-system.ts";
import type { Side } from "./inputs-for-test.ts";
import { makeSide } from "./side-for-test.ts";

/** What is in the folder `own`. */
const OWN = {
  leaf: { ask: { kind: "approval", prompt: { title: "Mine?" } }, B: { script: "true" } },
  "wants-lock": { B: { script: "true", locks: ["hers"] } },
  "fails-below": { R: { kind: "graph", graph: "called-fails@1" } },
  "asks-below": { R: { kind: "graph", graph: "called-asks@1" }, B: { script: "true" } },
  ring: { R: { kind: "graph", graph: "wants-lock@1", locks: ["his"] } },
  shares: { B: { script: "true", locks: ["shared"] } },
} as const;

export type LinkedFolders = {
  readonly own: Side;
  readonly ownGraphs: readonly string[];
  readonly foreignIds: readonly number[];
  /** Ends those that wait for each other for ever. */
  readonly endRing: () => Promise<void>;
};

/**
 * Makes the folder `own` and another one, whose pipelines run for each other, wait in a ring for each other's locks, hold
 * what the other wants, fail, ask, are paused, and launch after each other. All names and texts of the other folder have
 * `mark` in them, but for the names of the two graphs that graphs of `own` name themselves, and who launched them.
 */
export async function linkFolders(system: TestSystem, box: SecretBox, mark: string): Promise<LinkedFolders> {
  const { database, seal } = system;
  const { pool } = database;
  const foreign = {
    "called-fails": {
      [`${mark}-fails`]: { script: `echo ${mark}-log; echo '::error::${mark}-error'; exit 3` },
    },
    "called-asks": { [`${mark}-asks`]: { kind: "approval", prompt: { title: `${mark}-question` } } },
    [`${mark}-wants`]: { [`${mark}-track`]: { script: "true", locks: ["his"] } },
    [`${mark}-holds`]: { [`${mark}-holder`]: { kind: "graph", graph: "called-asks@1", locks: ["shared"] } },
    [`${mark}-calls`]: { [`${mark}-caller`]: { kind: "graph", graph: "leaf@1" } },
    [`${mark}-ring`]: { [`${mark}-side`]: { kind: "graph", graph: `${mark}-wants@1`, locks: ["hers"] } },
    [`${mark}-after`]: { [`${mark}-later`]: { kind: "approval", prompt: { title: `${mark}-again` } } },
  };
  const own = await makeSide(system, box, "own");
  // No other numbers look so, and no number of a prompt is that of a pipeline.
  await pool.query("ALTER TABLE pipeline AUTO_INCREMENT = 777000000");
  await pool.query("ALTER TABLE prompt AUTO_INCREMENT = 888000000");
  const other = await makeSide(system, box, mark);
  const away = { name: "root-redis", kind: "redis", address: "redis://127.0.0.1:1" } as const;
  await saveConnection(database.queries, away, COMMAND_LINE);
  const stream = { name: "own-shared", connection: "root-redis", folder: "own" };
  await saveStream(database, { secrets: async () => box, httpAllow: [] }, stream, COMMAND_LINE);
  const end = (stream: string) => ({ "redis-stream": { connection: "root-redis", stream } });
  const transfer = {
    from: end("own-shared"),
    to: end(`${mark}-far`),
    columns: { n: "n" },
    dead: { stream: `${mark}-lost` },
  };
  const moves = { [`${mark}-moves`]: { [`${mark}-move`]: { kind: "transfer", transfer } } };
  for (const [vertices, folder, word] of [
    [OWN.leaf, "own", "leaf"],
    [OWN["wants-lock"], "own", "wants-lock"],
    ...Object.entries({ ...foreign, ...moves }).map(([name, each]) => [each, mark, name] as const),
    ...(["fails-below", "asks-below", "ring", "shares"] as const).map(
      (name) => [OWN[name], "own", name] as const,
    ),
  ] as const) {
    const param = folder === "own" ? "mine" : `${mark}-param`.replaceAll("-", "_");
    await seal({ name: word, params: { [param]: { type: "text", default: `${folder} value` } }, vertices });
    await moveGraph(database, { name: word, folder }, COMMAND_LINE);
  }
  const publish = async (name: string, graph: string, kind: "after" | "stream", settings: object) => {
    await saveTrigger(database, saveTriggerInput.parse({ name, graph, kind, settings }), COMMAND_LINE);
    await setTrigger(database, { name, state: "active" }, COMMAND_LINE);
  };
  await publish(`${mark}-after-own`, `${mark}-after`, "after", { graph: "fails-below", states: ["failed"] });
  await publish("after-foreign", "leaf", "after", {
    graph: "called-fails",
    states: ["failed"],
    children: true,
  });
  await publish(`${mark}-reads`, `${mark}-after`, "stream", { stream: "own-shared" });
  const launch = async (graph: string, by: string): Promise<number> =>
    (await launchPipeline(database, { graph, params: {}, inputs: {}, name: `${by} runs ${graph}` }, by)).id;

  const ring = await launch("ring", "ann");
  await reconcileChildPipelines(database);
  const failing = await launch("fails-below", "ann");
  const asking = await launch("asks-below", "ann");
  await launch(`${mark}-holds`, "a far person");
  const otherRing = await launch(`${mark}-ring`, "a far person");
  await reconcileChildPipelines(database);
  const calls = await launch(`${mark}-calls`, "a far person");
  await reconcileChildPipelines(database);
  await launch("shares", "ann");
  await system.startRunner();
  const failed = launchedAs(database, failing);
  for (let isOpen = true; isOpen; ) {
    const [[row]] = (await pool.query(
      "SELECT count(*) AS n FROM pipeline p JOIN graph g ON g.id = p.graph_id WHERE g.name = 'called-fails' AND p.state = 'running'",
    )) as unknown as [{ n: number }[]];
    isOpen = row?.n !== 0;
    if (isOpen) await failed.now();
  }
  await reconcileChildPipelines(database);
  await failed.until(({ pipeline }) => pipeline.state === "failed");
  while (
    await launchAfterEnds(database, (error) => {
      throw error;
    })
  );
  while (await findEnded(database));
  await nameWaitRings(database);
  await setPipelinePaused(database, { id: calls, isPaused: true, reason: `${mark} pause` }, "a far person");
  await launchedAs(database, asking).now();
  const [rows] = (await pool.query(
    "SELECT p.id FROM pipeline p JOIN graph g ON g.id = p.graph_id JOIN folder f ON f.id = g.folder_id WHERE f.path <> '' AND f.path NOT LIKE 'own%'",
  )) as unknown as [{ id: number }[]];
  return {
    own,
    endRing: async () => {
      for (const id of [ring, otherRing]) await cancelPipeline(database, { id, kill: true }, "ann");
      await reconcileChildPipelines(database);
    },
    ownGraphs: [...Object.keys(OWN), own.graph],
    foreignIds: [...rows.map(({ id }) => id), other.prompt],
  };
}
