import { type Database, transact } from "#platform/database/db.ts";
import { insertRunner } from "../fleet/runner-rows.ts";
import { attemptInserts } from "../tracks/attempt-rows.ts";
import { writeTogether } from "../write-together.ts";
import { HARD_TEXT, makePipeline, makeTracks } from "./servers-for-test.ts";

const RUNNER = { name: "r1", host: "h", pid: 1, labels: [], slots: 2, containment: "group" };
let tokens = 0;

/** A track with its first attempt. */
export async function makeAttempt(
  database: Database,
): Promise<{ pipelineId: number; trackId: number; runnerId: number; token: Buffer }> {
  const runnerId = await insertRunner(database.queries, RUNNER, 60_000);
  const pipelineId = await makePipeline(database);
  const [trackId = -1] = await makeTracks(database, pipelineId, [{ attempt: 1 }]);
  tokens += 1;
  const token = Buffer.alloc(16, tokens);
  const row = { trackId, number: 1, kind: "run" as const, token, runnerId, inputs: { text: HARD_TEXT } };
  const asked = { script: HARD_TEXT, askedBy: null, askedWhy: HARD_TEXT };
  await transact(database, (tx) => writeTogether(tx, attemptInserts([{ ...row, ...asked }])));
  return { pipelineId, trackId, runnerId, token };
}
