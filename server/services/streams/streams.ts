import type { z } from "zod";
import {
  type removeStreamInput,
  type SaveStreamInput,
  type StreamLength,
  type StreamView,
  USUAL_MAX_LENGTH,
  USUAL_MAX_RECORD_BYTES,
} from "#contract/flow/streams.ts";
import { ROOT } from "#engine/rights/folder-path.ts";
import { type FolderIds, mayIn } from "#engine/rights/policy.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey, type Queries, transact } from "#platform/database/db.ts";
import { connectionRows } from "#repos/fleet/connection-rows.ts";
import {
  findStream,
  insertStream,
  listStreamRows,
  lockStream,
  type PlacedStream,
  removeStream,
  updateStream,
} from "#repos/streams/stream-rows.ts";
import { connectionProblem } from "../connections/resolve-connections.ts";
import { refuseChanged, refuseStale, refuseTaken, refuseUnseenRemoval } from "../refusals/refuse-stale.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { keptFolderAt } from "../rights/folders.ts";
import { judge, refuseUnknown } from "../rights/judge.ts";
import { lookInRedis, type RedisAccess, StreamProblem } from "./redis-of-stream.ts";

/** The streams of these folders. */
export async function listStreams(tx: Queries, folders: FolderIds): Promise<StreamView[]> {
  return listStreamRows(tx, folders);
}

/** @throws Refused `not-found`. */
export async function showStream(tx: Queries, name: string): Promise<PlacedStream> {
  return (await findStream(tx, name)) ?? refuseUnknown({ kind: "stream", name });
}

/**
 * Declares a stream, or replaces its settings. Where its Redis can be asked and its key is of another type, that is
 * refused; where it cannot be asked, the stream is saved, and `problem` says why.
 *
 * @throws Refused `bad-input`, `not-allowed`; `conflict` for a name that is taken elsewhere, and where somebody saved it since
 *   the version that the caller saw.
 */
export async function saveStream(
  database: Database,
  access: RedisAccess,
  input: SaveStreamInput,
  actor: Actor,
): Promise<{ name: string; problem: string | null }> {
  const { name } = input;
  const asked = await streamToSave(database.queries, input, actor);
  // It may take seconds, so no transaction is open meanwhile.
  const { problem, isOther } = await lookAt(database.queries, access, asked);
  if (asked.isDone) return { name, problem };
  if (isOther) return refuse("bad-input", problem, { kept: "Nothing was stored." });
  await transact(database, async (tx) => {
    const { folder, before, isDone, ...row } = await streamToSave(tx, input, actor);
    if (isDone) return;
    await storeStream(tx, before, { ...row, folderId: (await keptFolderAt(tx, folder)).id });
    noteForAudit(tx, actor, {
      object: { kind: "stream", name },
      ...(before !== undefined && { before: shortly(before) }),
      after: shortly({ ...row, folder }),
    });
  });
  return { name, problem };
}

/** Two people at once: the second one is told, whatever they saw. @throws Refused `conflict`. */
async function storeStream(
  tx: Queries,
  before: PlacedStream | undefined,
  row: Parameters<typeof insertStream>[1],
): Promise<void> {
  const { name } = row;
  if (before !== undefined) {
    if (!(await updateStream(tx, row, before.version))) refuseChanged(titleOf(name));
    return;
  }
  try {
    await insertStream(tx, row);
  } catch (error) {
    if (isDuplicateKey(error)) refuseTaken(titleOf(name));
    throw error;
  }
}

function titleOf(name: string): string {
  return `stream "${name}"`;
}

/** The row that a stream would have, where this actor may save it. */
async function streamToSave(tx: Queries, input: SaveStreamInput, actor: Actor) {
  const { name, connection, version } = input;
  const before = (await findStream(tx, name)) ?? undefined;
  const folder = await placeOf(tx, name, before?.folder, input.folder, actor);
  const settings = {
    connection,
    folder,
    savedBy: actor.name,
    redisKey: input.redisKey ?? name,
    maxLength: input.maxLength ?? USUAL_MAX_LENGTH,
    maxRecordBytes: input.maxRecordBytes ?? USUAL_MAX_RECORD_BYTES,
    keyField: input.keyField ?? null,
  };
  const isStale = version !== undefined && version !== (before?.version ?? 0);
  // Somebody who did not see the answer saves the same once more.
  const isDone = isStale && before !== undefined && isSameAs(before, settings);
  if (!isDone) refuseStale(titleOf(name), before, version);
  const [found] = await connectionRows(tx, [connection]);
  const kept = "Nothing was stored.";
  const foreign = connectionProblem(connection, found, folder);
  if (foreign !== null) return refuse("bad-input", `The stream cannot be saved: ${foreign}.`, { kept });
  if (found?.kind !== "redis")
    return refuse(
      "bad-input",
      `The connection ${connection} is of the kind ${found?.kind}; a stream needs redis.`,
      { kept },
    );
  return { name, before, isDone, ...settings };
}

type Settings = Omit<PlacedStream, "name" | "version" | "savedAt">;

function isSameAs(before: PlacedStream, settings: Settings): boolean {
  return Object.entries(settings).every(([field, value]) => before[field as keyof Settings] === value);
}

/** The records stay in Redis. @throws Refused `not-found`; `conflict` where it is not what the caller saw. */
export async function deleteStream(
  tx: Queries,
  { name, version }: z.output<typeof removeStreamInput>,
  actor: Actor,
): Promise<{ name: string }> {
  // What is removed is what the caller saw, and what the audit says of it.
  await lockStream(tx, name);
  const before = await showStream(tx, name);
  refuseUnseenRemoval(titleOf(name), before, version);
  await removeStream(tx, name);
  noteForAudit(tx, actor, { object: { kind: "stream", name }, before: shortly(before) });
  return { name };
}

/** @throws Refused `not-found`. */
export async function lengthOfStream(tx: Queries, access: RedisAccess, name: string): Promise<StreamLength> {
  const stream = await showStream(tx, name);
  const { maxLength } = stream;
  const { length, problem } = await lookAt(tx, access, stream);
  return problem === null ? { length, maxLength, problem } : { length: null, maxLength, problem };
}

type Look =
  | { readonly length: number; readonly problem: null; readonly isOther: false }
  | { readonly length: null; readonly problem: string; readonly isOther: false }
  /** Its key is there, and is no stream. */
  | { readonly length: null; readonly problem: string; readonly isOther: true };

async function lookAt(
  tx: Queries,
  access: RedisAccess,
  stream: Parameters<typeof lookInRedis>[2],
): Promise<Look> {
  try {
    const { redisKey, connection } = stream;
    const [type, length] = await lookInRedis(tx, access, stream, async (redis) => {
      const found = await redis.type(redisKey);
      return [found, found === "stream" ? await redis.xlen(redisKey) : 0] as const;
    });
    if (type === "stream" || type === "none") return { length, problem: null, isOther: false };
    const problem = `The key "${redisKey}" of the connection ${connection} is no stream: it holds a ${type}.`;
    return { length: null, problem, isOther: true };
  } catch (error) {
    if (!(error instanceof StreamProblem)) throw error;
    return { length: null, problem: error.message, isOther: false };
  }
}

/** The folder in which a stream will be: that where it is, if none is wanted. Judges both places. */
async function placeOf(
  tx: Queries,
  name: string,
  present: string | undefined,
  wanted: string | undefined,
  actor: Actor,
): Promise<string> {
  if (present !== undefined) {
    if (!mayIn(actor.rights, "read", present) && !mayIn(actor.rights, "design", present))
      return refuse("conflict", `There is a stream "${name}" already, in a folder that you may not see.`, {
        kept: "Nothing was stored.",
        todo: "Choose another name.",
      });
    await judge(tx, actor, "design", { kind: "stream", name });
    if (wanted === undefined) return present;
  }
  const path = wanted ?? ROOT;
  await judge(tx, actor, "design", { kind: "folder", path });
  return path;
}

function shortly({
  folder,
  connection,
  redisKey,
  maxLength,
}: Pick<PlacedStream, "folder" | "connection" | "redisKey" | "maxLength">) {
  return { folder, connection, redisKey, maxLength };
}
