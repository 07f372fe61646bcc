import { setTimeout as sleep } from "node:timers/promises";
import { dies, eventually } from "../harness/eventually.ts";
import { type Fault, must } from "../harness/fault.ts";
import { startWeb } from "../harness/web-process.ts";
import { judged, launches, publishEachSecond } from "./each-second.ts";
import { firesOf, launchedOf } from "./published.ts";

/** Longer than one process keeps the schedules, without renewing that. */
const FROZEN_MS = 12_000;
const AWAY_MS = 6_000;

/** Faults of those who launch by the clock. */
export const SCHEDULE_FAULTS: readonly Fault[] = [
  {
    name: "scheduler killed between a launch and its commit",
    promise: "all or nothing: no time is launched twice, and none is forgotten",
    play: async (context) => {
      const doomed = await startWeb(context, { SIGNALBOX_FAILPOINT: "in-fire:kill" });
      await publishEachSecond(context);
      await dies(doomed.gone);
      must((await firesOf(context)).length === 0, "half a launch was written");
      const web = await startWeb(context);
      await launches(context, 3);
      await web.stop();
      return judged(context);
    },
  },
  {
    name: "two schedulers on one clock",
    promise: "each time is launched once",
    play: async (context) => {
      const webs = await Promise.all([startWeb(context), startWeb(context)]);
      await publishEachSecond(context);
      await launches(context, 8);
      await Promise.all(webs.map((web) => web.stop()));
      return judged(context);
    },
  },
  {
    name: "scheduler frozen, another takes over, and it comes back",
    promise: "each time is launched once, or written down as missed",
    play: async (context) => {
      const webs = [await startWeb(context), await startWeb(context)];
      try {
        await publishEachSecond(context);
        await launches(context, 2);
        for (const web of webs) {
          process.kill(web.pid, "SIGSTOP");
          await sleep(FROZEN_MS);
          await launches(context, (await launchedOf(context)).length + 2);
          process.kill(web.pid, "SIGCONT");
        }
        await launches(context, (await launchedOf(context)).length + 2);
      } finally {
        await Promise.all(webs.map((web) => web.stop()));
      }
      return judged(context);
    },
  },
  {
    name: "database killed while schedules are due",
    promise: "what was away is missed with a row, nothing is launched twice",
    play: async (context) => {
      const web = await startWeb(context);
      await publishEachSecond(context);
      await launches(context, 2);
      process.kill(context.server.pid, "SIGKILL");
      await context.server.ended;
      await sleep(AWAY_MS);
      await context.startServer();
      await launches(
        context,
        (await eventually("the database is back", () => launchedOf(context))).length + 3,
      );
      await web.stop();
      const said = await judged(context);
      must(said.includes("missed"), "no time was missed");
      return said;
    },
  },
];
