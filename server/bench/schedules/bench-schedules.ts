import type { Database } from "#platform/database/db.ts";
import { applyGraphText } from "#services/graphs/save-graph.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { runSchedules } from "#services/schedules/run-schedules.ts";
import { saveSchedule } from "#services/schedules/save-schedule.ts";
import { setSchedule } from "#services/schedules/set-schedule.ts";
import type { BenchOptions } from "../report/options.ts";
import { percentile } from "../report/percentile.ts";
import { type Column, figure, tableText } from "../report/table.ts";
import { timed } from "../size/timed.ts";
import { withBenchSystem } from "../system/bench-system.ts";

const SIZES = [100, 1_000, 10_000];
const QUICK_SIZES = [100, 1_000];
/** So many are saved at a time. */
const AT_ONCE = 4;

/** Times in milliseconds. */
export type ScheduleFigures = {
  readonly schedules: number;
  /** To save and publish one. */
  readonly publish: number;
  /** From the second in which all are due until all are launched. */
  readonly all: number;
  readonly launchesPerSecond: number;
  /** How late a launch was. */
  readonly lateP50: number;
  readonly lateP95: number;
  readonly lateMax: number;
};

/** Measures many schedules that are due in the same second. No runner takes part. */
export async function benchSchedules({
  isQuick,
}: BenchOptions): Promise<{ figures: readonly ScheduleFigures[]; text: string }> {
  return withBenchSystem({ areTripsCounted: false }, async ({ database }) => {
    await applyGraphText(database, "signalbox: 1\nname: due\nvertices: { a: { script: 'true' } }\n", "bench");
    await sealGraph(database, { name: "due" }, "bench");
    const figures: ScheduleFigures[] = [];
    for (const count of isQuick ? QUICK_SIZES : SIZES) figures.push(await measure(database, count));
    return { figures, text: schedulesText(figures) };
  });
}

async function measure(database: Database, count: number): Promise<ScheduleFigures> {
  const names = Array.from({ length: count }, (_, place) => `due-${count}-${place}`);
  const waiting = [...names];
  const publish = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      await saveSchedule(database, { name, graph: "due", cron: "0 0 1 1 *", zone: "UTC" }, COMMAND_LINE);
      await setSchedule(database, { name, desired: "active" }, COMMAND_LINE);
    }
  };
  const published = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, publish)));
  await look(database);
  const like = `due-${count}-%`;
  // All of them are due now, and a second later would be, too.
  await database.pool.query(
    "UPDATE schedule SET rule = JSON_OBJECT('kind', 'interval', 'everyMs', 86400000, 'anchor', FLOOR(UNIX_TIMESTAMP(now(3)) * 1000)), due_at = now(3), fire_at = now(3), look_at = now(3) WHERE name LIKE ?",
    [like],
  );
  const { ms: all } = await timed(() => look(database));
  const [rows] = (await database.pool.query(
    "SELECT late_ms AS late FROM fire JOIN schedule ON schedule.id = schedule_id WHERE state = 'launched' AND name LIKE ?",
    [like],
  )) as unknown as [{ late: number }[]];
  if (rows.length !== count) throw new Error(`${count} were due, and ${rows.length} were launched.`);
  const late = rows.map((row) => Number(row.late));
  return {
    schedules: count,
    publish: published.ms / count,
    all,
    launchesPerSecond: (count / all) * 1_000,
    lateP50: percentile(late, 50),
    lateP95: percentile(late, 95),
    lateMax: percentile(late, 100),
  };
}

async function look(database: Database): Promise<void> {
  await runSchedules(
    database,
    async () => true,
    (error) => {
      throw error;
    },
  );
}

const COLUMNS: readonly Column<ScheduleFigures>[] = [
  { head: "schedules", cell: ({ schedules }) => schedules.toLocaleString("en-US") },
  { head: "publish", cell: ({ publish }) => `${figure(publish)} ms` },
  { head: "all launched", cell: ({ all }) => `${figure(all / 1_000)} s` },
  { head: "launches a second", cell: ({ launchesPerSecond }) => figure(launchesPerSecond) },
  { head: "late p50", cell: ({ lateP50 }) => `${figure(lateP50 / 1_000)} s` },
  { head: "p95", cell: ({ lateP95 }) => `${figure(lateP95 / 1_000)} s` },
  { head: "most", cell: ({ lateMax }) => `${figure(lateMax / 1_000)} s` },
];

function schedulesText(figures: readonly ScheduleFigures[]): string {
  return `Schedules that are due in the same second\n${tableText(COLUMNS, figures)}`;
}
