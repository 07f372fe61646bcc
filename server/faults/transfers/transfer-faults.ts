import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { saveConnection } from "#services/connections/connections.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { dies } from "../harness/eventually.ts";
import { type Fault, hasSucceeded, must } from "../harness/fault.ts";
import type { FaultContext } from "../harness/fault-harness.ts";
import { startWeb } from "../harness/web-process.ts";
import { openClickhouseTable, openMysqlTable, type TargetTable } from "./target-tables.ts";

const PASSWORD = "word-of-the-servers";
const KEY = randomBytes(32);
const RUNNER = { SIGNALBOX_SECRET_KEY: KEY.toString("base64"), SIGNALBOX_HTTP_ALLOW: "127.0.0.1" };
const ROWS = 600;
const BATCH = 100;
const KILLS = 3;
/** Rows whose amount is no number: in the first batch, and in the last one. */
const BAD = [7, 555];
const ENDS_MS = 120_000;

/** Faults of runners that move rows between servers. */
export const TRANSFER_FAULTS: readonly Fault[] = [
  {
    name: "transfer: runner killed between a write to ClickHouse and its removal at the source, three times",
    promise: "every row is once in the table or in the dead letters, and none is left",
    play: (context) => everyRowOnce(context, () => openClickhouseTable(PASSWORD)),
  },
  {
    name: "transfer: runner killed between a write to MySQL and its removal at the source, three times",
    promise: "every row is once in the table or in the dead letters, and none is left",
    play: (context) => everyRowOnce(context, () => openMysqlTable(context)),
  },
];

async function everyRowOnce(context: FaultContext, open: () => Promise<TargetTable>): Promise<string> {
  const { name } = context;
  const server = await startTestRedis(PASSWORD);
  const redis = new Redis({ port: server.port, password: PASSWORD });
  const target = await open();
  const web = await startWeb(context);
  try {
    await connect(context, server.port, target);
    const adding = redis.pipeline();
    for (let n = 0; n < ROWS; n += 1) adding.xadd(name, "*", "amount", BAD.includes(n) ? "none" : String(n));
    await adding.exec();
    const run = await context.launch({
      sync: {
        kind: "transfer",
        transfer: {
          from: { "redis-stream": { connection: `${name}-queue`, stream: name } },
          to: { [target.kind]: { connection: `${name}-target`, table: target.table } },
          columns: { id: "@id", amount: "amount" },
          ...{ dead: `${name}-dead`, batch: BATCH, rounds: ROWS },
        },
        ...{ onLost: "retry", labels: [name] },
      },
    });
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const doomed = await context.runner(`r${kill}`, { ...RUNNER, SIGNALBOX_FAILPOINT: "after-write:kill" });
      await dies(doomed.gone);
      const left = await redis.xlen(name);
      must(left === ROWS, `it was killed when ${ROWS - left} rows had left the source`);
    }
    const { count: written } = await target.sums();
    must(written > 0, "it was killed before it had written anything");
    await context.runner("last", RUNNER);
    await run.until("the transfer succeeds", hasSucceeded, ENDS_MS);
    const good = Array.from({ length: ROWS }, (_, n) => n).filter((n) => !BAD.includes(n));
    const { count, different, sum } = await target.sums();
    must(count === good.length, `${count} rows are in the table, and ${good.length} were sent`);
    must(different === count && sum === good.reduce((a, b) => a + b, 0), "rows of the table are others");
    const dead = await redis.xrange(`${name}-dead`, "-", "+");
    must(dead.length === BAD.length, `${dead.length} rows are in the dead letters`);
    must((await redis.xlen(name)) === 0, "rows are left at the source");
    return `${KILLS} kills, ${count} rows once each, ${dead.length} dead letters`;
  } finally {
    await web.stop();
    redis.disconnect();
    await Promise.all([server.stop(), target.close()]);
  }
}

async function connect({ database, name }: FaultContext, port: number, target: TargetTable): Promise<void> {
  const { queries } = database;
  await saveSecret(queries, secretBox(KEY), { name, value: PASSWORD }, COMMAND_LINE);
  const queue = { kind: "redis", address: `redis://127.0.0.1:${port}`, secret: name } as const;
  await saveConnection(queries, { name: `${name}-queue`, ...queue }, COMMAND_LINE);
  const { kind, address, username, hasPassword } = target;
  const secret = hasPassword ? { secret: name } : {};
  await saveConnection(queries, { name: `${name}-target`, kind, address, username, ...secret }, COMMAND_LINE);
}
