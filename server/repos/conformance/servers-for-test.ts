import { afterAll, beforeAll, describe } from "vitest";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { type Database, openDatabase } from "#platform/database/db.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { insertGraph } from "../graphs/graph-rows.ts";
import { insertRevision } from "../graphs/revision-rows.ts";
import { insertPipeline, type NewPipelineRow } from "../pipelines/pipeline-rows.ts";
import { trackIdsOf } from "../tracks/track-rows.ts";

/** The server of this test run, and the one that TEST_DATABASE_URL names, for example a MySQL 8. */
const SERVERS: readonly { readonly name: string; readonly url?: string }[] = [
  { name: "the run's own server" },
  ...(process.env.TEST_DATABASE_URL
    ? [{ name: "TEST_DATABASE_URL", url: process.env.TEST_DATABASE_URL }]
    : []),
];

/** Text that a wrong character set, collation or escape would change. */
export const HARD_TEXT = "é e\u0301 😀 ' \" \\ % _ \n\t ß 漢";

/** Texts that look alike or that collations take for one: each is a key of its own. */
export const ODD_KEYS: readonly string[] = [
  ...["k", "k ", "k  ", " k", "K", "k\t", "k\n", "k\u00a0", "k\u3000", "k\u200b", "ｋ", "\u212a"],
  ...["é", "e\u0301", "e", "É", "ß", "ss", "SS", "ẞ", "ſs", "I", "i", "ı", "İ", "ﬁ", "fi", "σ", "ς"],
  ...["-", "\u00ad", "😀", "😁", "か", "が", "カ", "1", "１", "①", "01", "1.0"],
];

/** Runs tests once on each server, with a new database. */
export function onEachServer(tests: (database: () => Database) => void): void {
  describe.each(SERVERS)("on $name", ({ url }) => {
    let made: TestDatabase;
    let database: Database;
    beforeAll(async () => {
      made = await createTestDatabase(url);
      database = openDatabase(made.url);
    });
    afterAll(async () => {
      await database.close();
      await made.drop();
    });
    tests(() => database);
  });
}

let made = 0;

/** A graph with its first sealed revision. */
export async function makeGraph({ queries }: Database): Promise<{ graphId: number; revisionId: number }> {
  made += 1;
  const graphId = await insertGraph(queries, { name: `graph-${made}`, createdBy: "ann" });
  const digest = `sha256:${String(made).padStart(64, "0")}`;
  const row = { graphId, header: { description: HARD_TEXT }, digest, findings: [], savedBy: "ann" };
  await insertRevision(queries, { ...row, number: null, edit: 0 });
  return { graphId, revisionId: await insertRevision(queries, { ...row, number: 1, edit: 0 }) };
}

/** A running pipeline, of a graph of its own unless `change` names one. */
export async function makePipeline(
  database: Database,
  change: Partial<NewPipelineRow> = {},
): Promise<number> {
  const graph =
    change.graphId === undefined || change.revisionId === undefined ? await makeGraph(database) : {};
  const { id } = await insertPipeline(database.queries, {
    graphId: 0,
    revisionId: 0,
    name: HARD_TEXT,
    state: "running",
    rev: 1,
    openTracks: 1,
    failedTracks: 0,
    params: { text: HARD_TEXT },
    launchedBy: "ann",
    timeout: null,
    ...graph,
    ...change,
  });
  return id;
}

/** Waiting tracks with the numbers from 0; gives their ids. */
export async function makeTracks(
  { queries }: Database,
  pipelineId: number,
  changes: readonly Partial<typeof track.$inferInsert>[],
): Promise<readonly number[]> {
  const usual = { pipelineId, state: "waiting", rev: 1, waits: 0, live: 0, given: {}, answers: {} } as const;
  await queries.insert(track).values(changes.map((change, number) => ({ ...usual, number, ...change })));
  const ids = await trackIdsOf(queries, pipelineId);
  return changes.map((_, number) => ids.get(number) ?? -1);
}
