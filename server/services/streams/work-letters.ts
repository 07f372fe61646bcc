import type { Redis } from "ioredis";
import type { z } from "zod";
import { type deadLettersInput, MAX_WORKED_LETTERS, type WorkedLetters } from "#contract/stream-entries.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { runScript } from "../connections/clients/run-script.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { WORK_LETTERS } from "./entry-scripts.ts";
import { type RedisAccess, StreamProblem, withRedis } from "./redis-of-stream.ts";
import { showStream } from "./streams.ts";
import { deadKeyOf } from "./trigger-group.ts";

/** So many are one step of the server of Redis, which does nothing else meanwhile. */
const STEP = 100;

type Input = z.output<typeof deadLettersInput>;
type Worked = { done: number; gone: number; unfit: number; isFull: boolean; next: string | null };

/**
 * Puts the records of dead letters back to the end of their stream, or removes dead letters for good. Each record is in one
 * of the two, whoever dies when.
 *
 * @throws Refused `not-found`; `not-done` or `outcome-unknown` where the Redis cannot be used, with how many were done.
 */
export async function workLetters(
  database: Database,
  access: RedisAccess,
  act: "put-back" | "remove",
  { name, ids, upTo, search, from }: Input,
  actor: Actor,
): Promise<WorkedLetters> {
  const { queries } = database;
  const stream = await showStream(queries, name);
  const worked: Worked = { done: 0, gone: 0, unfit: 0, isFull: false, next: null };
  const keys = [stream.redisKey, deadKeyOf(stream.redisKey)] as const;
  const step = async (redis: Redis, words: readonly (string | number)[]) => {
    const answer = await runScript(redis, WORK_LETTERS, keys, [
      act,
      String(stream.maxLength),
      ...words.map(String),
    ]);
    const [done, gone, unfit, isFull, next] = answer as [number, number, number, number, string];
    worked.done += done;
    worked.gone += gone;
    worked.unfit += unfit;
    worked.isFull = isFull === 1;
    return next === "" ? null : next;
  };
  const note = () =>
    transact(database, async (tx) =>
      noteForAudit(tx, actor, {
        object: { kind: "stream", name },
        after: {
          letters: worked.done,
          ...(search !== undefined && { search }),
          ...(ids && { ids: ids.length }),
        },
      }),
    );
  try {
    await withRedis(queries, access, stream, async (redis) => {
      for (let at = 0; ids !== undefined && at < ids.length && !worked.isFull; at += STEP)
        await step(redis, ["ids", ...ids.slice(at, at + STEP)]);
      if (upTo === undefined) return;
      worked.next = from ?? "-";
      for (let seen = 0; seen < MAX_WORKED_LETTERS && worked.next !== null && !worked.isFull; seen += STEP)
        worked.next = await step(redis, ["all", worked.next, upTo, STEP, search ?? ""]);
    });
  } catch (error) {
    if (!(error instanceof StreamProblem)) throw error;
    if (worked.done > 0) await note();
    const verb = act === "put-back" ? "put back" : "removed";
    const kept = `${worked.done} dead letters were ${verb} before that. Each of the others is where it was${error.isUnknown ? `, or was ${verb}, too` : ""}.`;
    const code = error.isUnknown ? "outcome-unknown" : "not-done";
    return refuse(code, error.message, { kept, todo: "Do it again: none is done twice." });
  }
  await note();
  return worked;
}
