import { expect, test } from "vitest";
import { type Database, transact } from "#platform/database/db.ts";
import {
  expiredRunners,
  extendLease,
  hasDirectRunner,
  insertRunner,
  setRunnerState,
} from "../fleet/runner-rows.ts";
import {
  enrolRunnerToken,
  findRunnerToken,
  foldersOfRunnerToken,
  insertRunnerToken,
  isPipelineIn,
  listRunnerTokenRows,
  revokeRunnerTokenRow,
  touchRunnerToken,
} from "../fleet/runner-token-rows.ts";
import { insertFolder } from "../rights/folder-rows.ts";
import { attemptInserts, attemptsOfToken, ownedAttempts } from "../tracks/attempt-rows.ts";
import { writeTogether } from "../write-together.ts";
import { HARD_TEXT, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

const ROOT = 1;
const RUNNER = { name: "r1", host: "h", pid: 1, labels: [], slots: 2, containment: "group" };
let digests = 0;

async function makeToken(
  { queries }: Database,
  folderIds: readonly number[],
  { codeMs = 60_000, lifeMs = null }: { codeMs?: number; lifeMs?: number | null } = {},
) {
  digests += 2;
  const codeDigest = Buffer.alloc(32, digests);
  const row = { name: HARD_TEXT, labels: ["a", HARD_TEXT], codeDigest, createdBy: "ann" };
  const id = await insertRunnerToken(queries, row, folderIds, { codeMs, lifeMs });
  return { id, codeDigest, digest: Buffer.alloc(32, digests + 1) };
}

onEachServer((database) => {
  test("a code is exchanged once and in time; a token is found until it is over or revoked", async () => {
    const { queries } = database();
    const { id, codeDigest, digest } = await makeToken(database(), [ROOT]);
    expect(await findRunnerToken(queries, digest, 0)).toBeNull();
    expect(await enrolRunnerToken(queries, codeDigest, digest)).toBe(true);
    expect(await enrolRunnerToken(queries, codeDigest, digest)).toBe(true);
    expect(await enrolRunnerToken(queries, codeDigest, Buffer.alloc(32, 255))).toBe(false);
    const found = { id, name: HARD_TEXT, labels: ["a", HARD_TEXT] };
    expect(await findRunnerToken(queries, digest, 60_000)).toEqual({ ...found, isStale: true });
    await touchRunnerToken(queries, id);
    expect(await findRunnerToken(queries, digest, 60_000)).toEqual({ ...found, isStale: false });
    expect(await revokeRunnerTokenRow(queries, id, "bob")).toBe(HARD_TEXT);
    expect(await revokeRunnerTokenRow(queries, id, "bob")).toBeNull();
    expect(await findRunnerToken(queries, digest, 0)).toBeNull();
    expect(await enrolRunnerToken(queries, codeDigest, digest)).toBe(false);

    const late = await makeToken(database(), [ROOT], { codeMs: -1_000 });
    expect(await enrolRunnerToken(queries, late.codeDigest, late.digest)).toBe(false);
    const over = await makeToken(database(), [ROOT], { lifeMs: -1_000 });
    await enrolRunnerToken(queries, over.codeDigest, over.digest);
    expect(await findRunnerToken(queries, over.digest, 0)).toBeNull();
    expect(await listRunnerTokenRows(queries)).toMatchObject([
      { id, revokedBy: "bob", isOver: true, isCodeOver: false, folders: [""] },
      { id: late.id, isOver: false, isCodeOver: true },
      { id: over.id, isOver: true },
    ]);
  });

  test("a token counts for its folders and those below them; the root stands for all", async () => {
    const { queries } = database();
    const made = (path: string) => insertFolder(queries, { parentId: ROOT, path, createdBy: "ann" });
    const [ops, below, alike] = [await made("ops"), await made("ops/db"), await made("ops2")];
    const { id } = await makeToken(database(), [ops]);
    expect([...((await foldersOfRunnerToken(queries, id)) ?? [])].sort()).toEqual([ops, below].sort());
    expect(await foldersOfRunnerToken(queries, (await makeToken(database(), [ROOT, ops])).id)).toBeNull();
    const pipelineId = await makePipeline(database());
    expect(await isPipelineIn(queries, pipelineId, [ops, ROOT])).toBe(true);
    expect(await isPipelineIn(queries, pipelineId, [alike])).toBe(false);
    expect(await isPipelineIn(queries, pipelineId, [])).toBe(false);
  });

  test("attempts say which token has them; a runner with a database of its own is known", async () => {
    const { queries, pool } = database();
    expect(await hasDirectRunner(queries)).toBe(false);
    const { id: tokenId } = await makeToken(database(), [ROOT]);
    const runnerId = await insertRunner(queries, { ...RUNNER, tokenId }, 60_000);
    expect(await hasDirectRunner(queries)).toBe(false);
    const direct = await insertRunner(queries, RUNNER, 60_000);
    expect(await hasDirectRunner(queries)).toBe(true);
    // The clock was set back, and nothing was heard of it since.
    await pool.query("update runner set seen_at = seen_at + interval 1 hour where id = ?", [direct]);
    expect(await hasDirectRunner(queries)).toBe(false);
    expect((await expiredRunners(queries)).map(({ id }) => id)).toContain(direct);
    expect(await extendLease(queries, direct, 60_000)).toBe(true);
    expect(await hasDirectRunner(queries)).toBe(true);
    // It does nothing for all any more.
    await setRunnerState(queries, direct, ["ready"], "draining");
    expect(await hasDirectRunner(queries)).toBe(false);
    await setRunnerState(queries, direct, ["draining"], "stopped");
    expect(await hasDirectRunner(queries)).toBe(false);

    const pipelineId = await makePipeline(database());
    const [trackId = -1, other = -1] = await makeTracks(database(), pipelineId, [
      { attempt: 1 },
      { attempt: 1 },
    ]);
    const row = { number: 1, kind: "run" as const, inputs: {}, script: "", askedBy: null, askedWhy: null };
    const [token, foreign] = [Buffer.alloc(16, 91), Buffer.alloc(16, 92)];
    const rows = [
      { ...row, trackId, token, runnerId },
      { ...row, trackId: other, token: foreign, runnerId: direct },
    ];
    await transact(database(), (tx) => writeTogether(tx, attemptInserts(rows)));
    expect(await ownedAttempts(queries, [])).toEqual([]);
    expect(
      (await ownedAttempts(queries, [token, foreign])).sort((a, b) => a.trackId - b.trackId),
    ).toMatchObject([
      { token, trackId, pipelineId, attempt: 1, tokenId, runnerState: "ready", state: "running" },
      { token: foreign, trackId: other, tokenId: null, runnerState: "stopped" },
    ]);
    const keys = [trackId, other].map((each) => ({ trackId: each, attempt: 1 }));
    expect(await attemptsOfToken(queries, tokenId, keys)).toEqual([{ trackId, attempt: 1, pipelineId }]);
    expect(await attemptsOfToken(queries, tokenId, [])).toEqual([]);
  });
});
