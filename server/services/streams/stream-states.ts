import type { ChainableCommander } from "ioredis";
import type { StreamReader, StreamState } from "#contract/flow/streams.ts";
import { mayIn } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { listStreamRows, type PlacedStream } from "#repos/streams/stream-rows.ts";
import { streamTriggers } from "#repos/triggers/stream-trigger-rows.ts";
import type { Actor } from "../rights/actor.ts";
import { foldersAllowed } from "../rights/readable-folders.ts";
import { lookInRedis, type RedisAccess, StreamProblem, streamSentence } from "./redis-of-stream.ts";
import { type StreamTransfer, streamTransfers } from "./stream-transfers.ts";
import { deadKeyOf, groupOfTrigger } from "./trigger-group.ts";

/** A trigger that reads a stream, as far as whoever asks may know it. */
type Reader = {
  readonly group: string;
  readonly stream: string;
  readonly name: string | null;
  readonly state: string;
};

/** Who may read streams. */
type Readers = {
  readonly triggers: readonly Reader[];
  /** The groups of triggers that read nothing any more, and whether they are removed by themselves. */
  readonly ended: ReadonlyMap<string, "left" | "stays">;
  /** The name of the graph is null where whoever asks may not know it. */
  readonly transfers: readonly (Omit<StreamTransfer, "graph" | "folder"> & {
    readonly graph: string | null;
  })[];
};

/**
 * What the servers of Redis say of these streams now, of those that may be read. One that is away delays no other for longer
 * than a few seconds.
 */
export async function streamStates(
  tx: Queries,
  access: RedisAccess,
  names: readonly string[],
  actor: Actor,
): Promise<StreamState[]> {
  const readable = await listStreamRows(tx, await foldersAllowed(tx, actor.rights, "read"));
  const streams = readable.filter(({ name }) => names.includes(name));
  const readers = await readersFor(tx, actor);
  // Streams that are reached in the same way are asked together.
  const together = new Map<string, PlacedStream[]>();
  for (const stream of streams) {
    const way = JSON.stringify([stream.connection, stream.folder]);
    together.set(way, [...(together.get(way) ?? []), stream]);
  }
  const states = await Promise.all([...together.values()].map((some) => ask(tx, access, some, readers)));
  const found = new Map(states.flat().map((state) => [state.name, state]));
  return streams.flatMap(({ name }) => found.get(name) ?? []);
}

async function readersFor(tx: Queries, actor: Actor): Promise<Readers> {
  const triggers: Reader[] = [];
  const ended = new Map<string, "left" | "stays">();
  for (const { trigger, folder } of await streamTriggers(tx)) {
    const group = groupOfTrigger(trigger);
    ended.set(group, trigger.installation === null ? "stays" : "left");
    if (trigger.state === "removed" || trigger.state === "new" || trigger.kind !== "stream") continue;
    const name = mayIn(actor.rights, "read", folder) ? trigger.name : null;
    const stream = String(trigger.settings["stream"] ?? "");
    triggers.push({ group, stream, name, state: trigger.state });
  }
  const transfers = (await streamTransfers(tx)).map(({ graph, folder, ...transfer }) => ({
    ...transfer,
    graph: mayIn(actor.rights, "read", folder) ? graph : null,
  }));
  return { triggers, ended, transfers };
}

async function ask(
  tx: Queries,
  access: RedisAccess,
  streams: readonly PlacedStream[],
  readers: Readers,
): Promise<StreamState[]> {
  const [first] = streams;
  if (first === undefined) return [];
  try {
    const answers = await lookInRedis(tx, access, first, async (redis) => {
      const asked: ChainableCommander = redis.pipeline();
      for (const { redisKey } of streams)
        asked.xlen(redisKey).xlen(deadKeyOf(redisKey)).xinfo("GROUPS", redisKey);
      return (await asked.exec()) ?? [];
    });
    return streams.map((stream, at) => stateOf(stream, answers.slice(3 * at, 3 * at + 3), readers));
  } catch (error) {
    if (!(error instanceof StreamProblem)) throw error;
    const problem = error.message;
    return streams.map((stream) => ({
      ...{ name: stream.name, length: null, dead: null, problem },
      readers: readersOf(stream, [], readers),
    }));
  }
}

type Answer = readonly [error: Error | null, answer: unknown];

function stateOf(stream: PlacedStream, answers: readonly Answer[], readers: Readers): StreamState {
  const [length, dead, groups] = answers;
  // There are no groups of a key that is not there.
  const wrong = [length?.[0], dead?.[0]].find((error) => error != null) ?? null;
  const isThere = groups !== undefined && groups[0] === null;
  return {
    name: stream.name,
    length: numberOf(length),
    dead: numberOf(dead),
    readers: readersOf(stream, isThere ? (groups[1] as (string | number | null)[][]) : [], readers),
    problem: wrong === null ? null : streamSentence(wrong, stream),
  };
}

function numberOf(answer: Answer | undefined): number | null {
  return answer !== undefined && answer[0] === null ? Number(answer[1]) : null;
}

/** The groups that there are, the triggers that have none yet, and the transfers. */
function readersOf(
  { name, connection, redisKey }: Pick<PlacedStream, "name" | "connection" | "redisKey">,
  groups: readonly (readonly (string | number | null)[])[],
  { triggers, ended, transfers }: Readers,
): StreamReader[] {
  const readers = triggers.filter(({ stream }) => stream === name);
  const found = groups.map((info): StreamReader => {
    const of = (word: string) => info[info.indexOf(word) + 1] ?? null;
    const group = String(of("name"));
    const lag = info.includes("lag") ? of("lag") : null;
    const counts = { pending: Number(of("pending")), waiting: lag === null ? null : Number(lag) };
    const reader = readers.find((each) => each.group === group);
    const who = reader === undefined ? { by: ended.get(group) ?? ("other" as const) } : whoOf(reader);
    return { ...NOBODY, group, ...counts, ...who };
  });
  const known = new Set(found.map(({ group }) => group));
  const fresh = readers
    .filter(({ group }) => !known.has(group))
    .map((reader): StreamReader => ({ ...NOBODY, group: reader.group, ...whoOf(reader) }));
  const moved = transfers
    .filter((each) => each.connection === connection && each.redisKey === redisKey)
    .map(({ graph, vertex }, at): StreamReader => {
      const transfer = graph === null ? null : { graph, vertex };
      return { ...NOBODY, group: `transfer ${at + 1}`, by: "transfer", transfer };
    });
  return [...found, ...fresh, ...moved];
}

const NOBODY = { trigger: null, transfer: null, state: null, pending: null, waiting: null } as const;

function whoOf({ name, state }: Reader): Pick<StreamReader, "by" | "trigger" | "state"> {
  return { by: name === null ? "hidden" : "trigger", trigger: name, state };
}
