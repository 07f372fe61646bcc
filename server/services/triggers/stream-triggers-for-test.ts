import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { saveTriggerInput } from "#contract/triggers/triggers.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { saveConnection } from "../connections/connections.ts";
import { saveSecret } from "../fleet/secret-store.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { saveStream } from "../streams/streams.ts";
import { saveTrigger, setTrigger } from "./save-trigger.ts";
import { RecordTaker } from "./take-records.ts";

/** The password of the Redis. */
export const PASSWORD = "open-sesame-7";

/** A Redis with the connection `queue`, and what tests of triggers do that read its streams. */
export async function startStreamTriggers() {
  const server = await startTestRedis(PASSWORD);
  const { database, seal } = await startTestSystem();
  const box = secretBox(randomBytes(32));
  const access = { secrets: async () => box, httpAllow: ["127.0.0.1"] };
  const redis = new Redis({ port: server.port, password: PASSWORD });
  // It is killed in some tests, and the client connects again.
  redis.on("error", () => undefined);
  await saveSecret(database.queries, box, { name: "redis-password", value: PASSWORD }, COMMAND_LINE);
  const address = `redis://${server.host}:${server.port}`;
  const queue = { name: "queue", kind: "redis", address, secret: "redis-password" } as const;
  await saveConnection(database.queries, queue, COMMAND_LINE);
  const errors: unknown[] = [];
  return {
    ...{ server, database, seal, access, redis, errors },
    /** A process that looks once. What another one left is claimed at once. */
    take: async (from = database) => {
      const taker = new RecordTaker({ database: from, access, idleMs: 0 });
      await taker.begin();
      await taker.idle();
      errors.push(...taker.takeErrors());
    },
    /** A graph, a stream and an active trigger of this name. */
    publish: async (name: string, settings: object = {}, more: object = {}, connection = "queue") => {
      await saveStream(database, access, { name, connection }, COMMAND_LINE);
      await seal({
        name,
        params: { id: { type: "string" }, all: { type: "json" }, n: { type: "integer" } },
        vertices: { rest: { kind: "wait", wait: { for: "10h" } } },
      });
      const input = {
        ...{ name, graph: name, kind: "stream", settings: { stream: name, ...settings } },
        ...{ params: { id: "record.id", all: "records" }, ...more },
      };
      await saveTrigger(database, saveTriggerInput.parse(input), COMMAND_LINE);
      await setTrigger(database, { name, state: "active" }, COMMAND_LINE);
    },
    add: async (name: string, ...ids: string[]): Promise<void> => {
      for (const id of ids) await redis.xadd(name, "*", "id", id);
    },
    pipelines: async (name: string): Promise<{ id: number; params: string }[]> => {
      const select = "SELECT id, params FROM pipeline WHERE name = ? ORDER BY id";
      const [rows] = await database.pool.query(select, [name]);
      return rows as { id: number; params: string }[];
    },
    row: async (name: string): Promise<{ error: string | null }> => {
      const [rows] = await database.pool.query("SELECT error FROM trigger_rule WHERE name = ?", [name]);
      return (rows as { error: string | null }[])[0] ?? { error: "no row" };
    },
    idsIn: async (key: string): Promise<string[]> =>
      (await redis.xrange(key, "-", "+")).map(([, fields]) => fields[fields.indexOf("id") + 1] ?? ""),
  };
}
