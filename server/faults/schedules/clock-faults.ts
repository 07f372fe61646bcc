import { setTimeout as sleep } from "node:timers/promises";
import type { FireView } from "#contract/triggers/schedules.ts";
import { eventually } from "../harness/eventually.ts";
import { type Fault, must } from "../harness/fault.ts";
import type { FaultContext } from "../harness/fault-harness.ts";
import { startWeb } from "../harness/web-process.ts";
import { judged, launches, publishEachSecond } from "./each-second.ts";
import { killServer, onMovedClock, type Stage, untilShown } from "./moved-clock.ts";
import {
  firesOf,
  launchedOf,
  publish,
  ranOnceEach,
  sealGraphOf,
  setAndWait,
  untilObserved,
} from "./published.ts";

const MINUTE_MS = 60_000;
const BACK_MS = 10 * MINUTE_MS;
/** Longer than a web process needs to look at the schedules again. */
const WATCHED_MS = 6_000;
/** A web process finds the database again, or looks at the schedules again. */
const PATIENCE_MS = 60_000;

const EVERY_MS = 10 * MINUTE_MS;
const GRACE_MS = MINUTE_MS;
const AWAY_MS = 60 * MINUTE_MS;
const MISSED_TIMES = AWAY_MS / EVERY_MS;
/** How many of the missed times are launched, the latest. */
const CATCH_UPS = [
  { catchUp: "none", caughtUp: 0 },
  { catchUp: "last", caughtUp: 1 },
  { catchUp: "all", maxCatchUp: 3, caughtUp: 3 },
] as const;

const ZONE = "Europe/Berlin";
const QUARTER_MS = 15 * MINUTE_MS;
/** The clock is moved to so long after each time. */
const LATE_MS = 20_000;
/** The first and the last quarter of an hour in each night, and when half past two is due: all in UTC. */
const NIGHTS = [
  { name: "gap", first: "2026-03-29T00:45Z", last: "2026-03-29T02:00Z", daily: "2026-03-29T01:00Z" },
  { name: "double", first: "2026-10-25T00:15Z", last: "2026-10-25T02:15Z", daily: "2026-10-25T00:30Z" },
] as const;
type Night = (typeof NIGHTS)[number];

/** Faults of the clock that schedules follow: that of the database. */
export const CLOCK_FAULTS: readonly Fault[] = [
  {
    name: "schedules: the database's clock is set back ten minutes, and forward again",
    promise: "no time that was decided comes again, also after pause and resume; then all goes on",
    play: (outer) =>
      onMovedClock(outer, Date.now(), async (stage) => {
        const { context, clock } = stage;
        const web = await startWeb(context);
        await publishEachSecond(context);
        await launches(context, 3);
        await clock.moveBy(-BACK_MS);
        await untilShown(stage);
        await sleep(WATCHED_MS);
        await setAndWait(context, context.name, "paused");
        await setAndWait(context, context.name, "active");
        const before = (await firesOf(context)).length;
        await sleep(WATCHED_MS);
        const then = (await firesOf(context)).length - before;
        must(then === 0, `${then} times were decided while the clock was set back`);
        await clock.moveBy(BACK_MS);
        await launches(context, (await launchedOf(context)).length + 3);
        await web.stop();
        return `nothing while it was set back; ${await judged(context)}`;
      }),
  },
  {
    name: "schedules: the database is killed, and away for an hour",
    promise:
      "none, the last, or the last three of the missed times are launched, as the policy says; each other is a row",
    play: (outer) => onMovedClock(outer, Date.now(), awayForAnHour),
  },
  {
    name: "schedules: the night of the gap, and of the double hour",
    promise:
      "02:30 is due once in each, at 03:00 and when it comes first; each quarter of an hour that passes once",
    play: (outer) =>
      onMovedClock(outer, Date.parse(NIGHTS[0].first) - QUARTER_MS, async (stage) => {
        const { context } = stage;
        const web = await startWeb(context);
        await sealGraphOf(context);
        const fires: FireView[] = [];
        for (const night of NIGHTS) fires.push(...(await passNight(stage, night)));
        await web.stop();
        return ranOnceEach(context, fires);
      }),
  },
];

async function awayForAnHour(stage: Stage): Promise<string> {
  const { context, clock } = stage;
  const web = await startWeb(context);
  await sealGraphOf(context);
  const nameOf = ({ catchUp }: { readonly catchUp: string }) => `${context.name}-${catchUp}`;
  for (const { caughtUp: _, ...policy } of CATCH_UPS) {
    const name = nameOf(policy);
    await publish(context, {
      name,
      everyMs: EVERY_MS,
      zone: "UTC",
      policy: { graceMs: GRACE_MS, ...policy },
    });
  }
  for (const each of CATCH_UPS) await untilObserved(context.database, nameOf(each), "active");
  const untilFired = async (count: number) => {
    for (const each of CATCH_UPS) await fired(context, nameOf(each), count);
  };
  await clock.moveBy(EVERY_MS);
  await untilFired(1);
  // So the last time that is missed is late by more than the grace, too.
  await clock.moveBy(EVERY_MS / 2);
  await killServer(context);
  await clock.moveBy(AWAY_MS);
  await context.startServer();
  await untilFired(1 + MISSED_TIMES);
  await clock.moveBy(EVERY_MS / 2);
  await untilFired(1 + MISSED_TIMES + 1);
  await web.stop();
  const fires: FireView[] = [];
  for (const each of CATCH_UPS) {
    const found = await firesOf(context, nameOf(each));
    const missed = MISSED_TIMES - each.caughtUp;
    const wanted = Array.from({ length: MISSED_TIMES + 2 }, (_, place) =>
      place > 0 && place <= missed ? "missed" : "launched",
    );
    const states = found.map(({ state }) => state).join();
    must(states === wanted.join(), `with catchUp ${each.catchUp} the times are ${states}`);
    mustBe(found, timesFrom(found[0]?.dueAt.getTime() ?? 0, EVERY_MS, wanted.length));
    fires.push(...found);
  }
  const said = CATCH_UPS.map(({ catchUp, caughtUp }) => `${catchUp}: ${caughtUp} of ${MISSED_TIMES}`);
  return `${said.join(", ")}; in all ${await ranOnceEach(context, fires)}`;
}

/** Moves the clock through a night, a quarter of an hour at a time. */
async function passNight({ context, clock }: Stage, night: Night): Promise<FireView[]> {
  const [daily, quarterly] = [
    `${context.name}-${night.name}-daily`,
    `${context.name}-${night.name}-quarterly`,
  ];
  const first = Date.parse(night.first);
  await clock.moveTo(first - QUARTER_MS + LATE_MS);
  await publish(context, { name: daily, cron: "30 2 * * *", zone: ZONE });
  await publish(context, { name: quarterly, cron: "*/15 * * * *", zone: ZONE });
  for (const name of [daily, quarterly]) await untilObserved(context.database, name, "active");
  const quarters = timesFrom(first, QUARTER_MS, (Date.parse(night.last) - first) / QUARTER_MS + 1);
  for (const [place, due] of quarters.entries()) {
    await clock.moveTo(due + LATE_MS);
    await fired(context, quarterly, place + 1);
  }
  for (const name of [daily, quarterly]) await setAndWait(context, name, "paused");
  const found = { daily: await firesOf(context, daily), quarterly: await firesOf(context, quarterly) };
  mustBe(found.daily, [Date.parse(night.daily)]);
  mustBe(found.quarterly, quarters);
  const all = [...found.daily, ...found.quarterly];
  const other = all.find(({ state }) => state !== "launched");
  must(other === undefined, `${other?.dueAt.toISOString()} is ${other?.state}`);
  return all;
}

async function fired(context: FaultContext, schedule: string, count: number): Promise<void> {
  const look = async () => ((await firesOf(context, schedule)).length >= count ? true : null);
  await eventually(`${count} times of ${schedule}`, look, PATIENCE_MS);
}

function timesFrom(first: number, everyMs: number, count: number): number[] {
  return Array.from({ length: count }, (_, place) => first + place * everyMs);
}

/** @throws Error where these are not the times that were due. */
function mustBe(fires: readonly FireView[], dues: readonly number[]): void {
  const textOf = (times: readonly number[]) => times.map((due) => new Date(due).toISOString()).join();
  const found = textOf(fires.map(({ dueAt }) => dueAt.getTime()));
  must(found === textOf(dues), `the times were ${found}, not ${textOf(dues)}`);
}
