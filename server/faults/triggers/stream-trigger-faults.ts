import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { saveTriggerInput } from "#contract/triggers/triggers.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { saveConnection } from "#services/connections/connections.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { saveStream } from "#services/streams/streams.ts";
import { saveTrigger, setTrigger } from "#services/triggers/save-trigger.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { dies, eventually } from "../harness/eventually.ts";
import { type Fault, must } from "../harness/fault.ts";
import type { FaultContext } from "../harness/fault-harness.ts";
import { startWeb } from "../harness/web-process.ts";
import { pipelinesOf } from "./launched.ts";

const PASSWORD = "word-of-the-redis";
const KEY = randomBytes(32);
const WEB = { SIGNALBOX_SECRET_KEY: KEY.toString("base64"), SIGNALBOX_HTTP_ALLOW: "127.0.0.1" };
const RECORDS = 12;
/** What a dead process was given is claimed by the next one after 15 seconds. */
const CLAIMED_MS = 90_000;

/** Faults of those who launch for the records of a stream. */
export const STREAM_TRIGGER_FAULTS: readonly Fault[] = [
  {
    name: "stream: web killed between the launch for a record and its acknowledgement",
    promise: "the next one acknowledges it, and launches nothing for it",
    play: (context) => allLaunchedOnce(context, "before-acknowledge", 1),
  },
  {
    name: "stream: web killed after it was given records, before the launch is committed",
    promise: "the next one claims what the dead one was given; each record launches once",
    play: (context) => allLaunchedOnce(context, "in-after", 0),
  },
];

/** Records wait, a web dies with the first, and others deal with all. `kept`: how many pipelines the dead one leaves. */
async function allLaunchedOnce(context: FaultContext, failpoint: string, kept: number): Promise<string> {
  const { name } = context;
  const server = await startTestRedis(PASSWORD);
  const redis = new Redis({ port: server.port, password: PASSWORD });
  try {
    await publish(context, server.port);
    for (let n = 0; n < RECORDS; n += 1) await redis.xadd(name, "*", "id", `r${n}`);
    const doomed = await startWeb(context, { ...WEB, SIGNALBOX_FAILPOINT: `${failpoint}:kill` });
    await dies(doomed.gone);
    const left = await pipelinesOf(context, name);
    must(left.length === kept, `${left.length} pipelines were launched before the kill`);
    must((await redis.xlen(name)) === RECORDS, "a record has left the stream before it was acknowledged");
    const webs = await Promise.all([startWeb(context, WEB), startWeb(context, WEB)]);
    await eventually(
      "the stream is empty",
      async () => ((await redis.xlen(name)) === 0 ? true : null),
      CLAIMED_MS,
    );
    await Promise.all(webs.map((web) => web.stop()));
    const given = await recordsLaunched(context);
    const wanted = Array.from({ length: RECORDS }, (_, n) => `r${n}`);
    must(given.sort().join() === wanted.sort().join(), `pipelines were launched for ${given.join(", ")}`);
    must((await redis.xlen(`${name}:dead`)) === 0, "a record is in the dead letters");
    return `${RECORDS} records, ${given.length} launches`;
  } finally {
    redis.disconnect();
    await server.stop();
  }
}

async function recordsLaunched({ database, name }: FaultContext): Promise<string[]> {
  const [rows] = await database.pool.query("SELECT params FROM pipeline WHERE name = ?", [name]);
  return (rows as { params: string }[]).map(({ params }) => String(JSON.parse(params).id));
}

/** A record stream, a graph, and an active trigger between them. */
async function publish(context: FaultContext, port: number): Promise<void> {
  const { database, name } = context;
  const { queries } = database;
  const box = secretBox(KEY);
  const access = { secrets: async () => box, httpAllow: ["127.0.0.1"] };
  await saveSecret(queries, box, { name, value: PASSWORD }, COMMAND_LINE);
  const address = `redis://127.0.0.1:${port}`;
  await saveConnection(queries, { name, kind: "redis", address, secret: name }, COMMAND_LINE);
  await saveStream(database, access, { name, connection: name }, COMMAND_LINE);
  await context.draw({ W: { kind: "wait", wait: { for: "10h" } } }, [], { id: { type: "string" } });
  await sealGraph(database, { name }, "faults");
  const settings = { stream: name, maxOpen: 100, maxDeliveries: 10 };
  const trigger = { name, graph: name, kind: "stream", settings, params: { id: "record.id" } };
  await saveTrigger(database, saveTriggerInput.parse(trigger), COMMAND_LINE);
  await setTrigger(database, { name, state: "active" }, COMMAND_LINE);
}
