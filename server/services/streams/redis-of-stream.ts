import type { Redis } from "ioredis";
import type { ResolvedConnection } from "#contract/flow/connections.ts";
import { NamedError } from "#platform/copies/named-error.ts";
import { onceInProcess } from "#platform/copies/once-in-process.ts";
import type { Queries } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { maskedText } from "#platform/secrets/secret-masker.ts";
import { allowedAddresses } from "../connections/clients/allowed-addresses.ts";
import { connectRedis } from "../connections/clients/redis-client.ts";
import { ServerProblem, serverProblem } from "../connections/clients/server-problem.ts";
import { resolveConnections } from "../connections/resolve-connections.ts";

/** What reaching a Redis needs of the process. */
export type RedisAccess = {
  readonly secrets: () => Promise<SecretBox>;
  readonly httpAllow: readonly string[];
};

/** A Redis could not be used. The message is a sentence without a password. */
export class StreamProblem extends NamedError {
  static override readonly className = "StreamProblem";
  /** True where it is not known whether the last command was carried out. */
  readonly isUnknown: boolean;

  constructor(message: string, isUnknown = false) {
    super(message);
    this.isUnknown = isUnknown;
  }
}

const CONNECT_MS = 3_000;
/** So long somebody who sends records waits for a Redis that has stopped to answer. */
const COMMAND_MS = 15_000;
/** So long somebody who looks at a page waits for a Redis. */
const LOOK_MS = 4_000;
const MAX_KEPT = 20;
/** Open connections, by what they lead to. They end with the process: it needs nothing of them. */
const kept = onceInProcess("connections to Redis", () => new Map<string, Promise<Redis>>());

/**
 * Does `work` with the Redis of a stream. A connection is kept for the next one.
 *
 * @throws StreamProblem where it cannot be used.
 */
export async function withRedis<Result>(
  tx: Queries,
  { secrets, httpAllow }: RedisAccess,
  stream: { readonly connection: string; readonly folder: string; readonly redisKey: string },
  work: (redis: Redis) => Promise<Result>,
): Promise<Result> {
  const name = stream.connection;
  const { connections, problem } = await resolveConnections(tx, await secrets(), [name], stream.folder);
  const [connection] = connections;
  if (connection === undefined) throw new StreamProblem(`The stream cannot be reached: ${problem}.`);
  if (connection.kind !== "redis")
    throw new StreamProblem(
      `The connection ${name} is of the kind ${connection.kind}; a stream needs redis.`,
    );
  const told = (error: unknown, isUnknown: boolean) =>
    new StreamProblem(sentenceOf(error, connection, stream.redisKey), isUnknown);
  const place = JSON.stringify([connection, httpAllow]);
  const open = () =>
    connectRedis(connection, allowedAddresses(httpAllow), { connectMs: CONNECT_MS, commandMs: COMMAND_MS });
  const redis = await connected(place, open).catch((error: unknown) => {
    throw told(error, false);
  });
  try {
    return await work(redis);
  } catch (error) {
    // A fault of this process is none of the Redis, and others use the connection.
    if (error instanceof RangeError || error instanceof TypeError) throw error;
    if (isReply(error)) throw told(error, false);
    // What does not answer is not asked again: the next one connects anew.
    redis.disconnect();
    throw told(error, true);
  }
}

/**
 * As `withRedis`, for what a page shows: a server that takes long is given up, and its connection is left to those who can wait.
 *
 * @throws StreamProblem where it cannot be used, or does not answer within a few seconds.
 */
export async function lookInRedis<Result>(
  ...[tx, access, stream, work]: Parameters<typeof withRedis<Result>>
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_done, refuse) => {
    const text = `The connection ${stream.connection} does not work: the server did not answer in time.`;
    timer = setTimeout(() => refuse(new StreamProblem(text, true)), LOOK_MS);
  });
  try {
    const answer = withRedis(tx, access, stream, work);
    // It may fail when nobody waits for it any more.
    answer.catch(() => undefined);
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What an error of one command about a stream means, as a sentence. */
export function streamSentence(
  error: Error,
  { connection, redisKey }: { readonly connection: string; readonly redisKey: string },
): string {
  return sentenceOf(error, { name: connection, secret: null }, redisKey);
}

/** True where the server itself answered with an error: then nothing of the command was done. */
function isReply(error: unknown): boolean {
  return error instanceof Error && error.name === "ReplyError";
}

function sentenceOf(
  error: unknown,
  { name, secret }: Pick<ResolvedConnection, "name" | "secret">,
  key: string,
): string {
  const said = error instanceof Error ? error.message : String(error);
  if (said.includes("WRONGTYPE"))
    return `The key "${key}" of the connection ${name} is no stream: it holds data of another type.`;
  const problem = error instanceof ServerProblem ? error : serverProblem(error, "redis");
  const text = `The connection ${name} does not work: ${problem.message}.`;
  return maskedText(text, secret === null ? [] : [secret.value]);
}

/** Many that ask at the same time share one connection, and one attempt to open it. */
async function connected(place: string, open: () => Promise<Redis>): Promise<Redis> {
  for (;;) {
    const opening = kept.get(place) ?? keep(place, open());
    try {
      const redis = await opening;
      if (redis.status === "ready") return redis;
    } catch (error) {
      forget(place, opening);
      throw error;
    }
    forget(place, opening);
  }
}

function keep(place: string, opening: Promise<Redis>): Promise<Redis> {
  kept.set(place, opening);
  const [oldest] = kept;
  if (oldest !== undefined && kept.size > MAX_KEPT) {
    kept.delete(oldest[0]);
    oldest[1].then((redis) => redis.quit()).catch(() => undefined);
  }
  return opening;
}

function forget(place: string, opening: Promise<Redis> | undefined): void {
  if (kept.get(place) === opening) kept.delete(place);
}
