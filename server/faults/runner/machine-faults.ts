import { spawnSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { everyAttempt } from "#testing/every-attempt.ts";
import { eventually } from "../harness/eventually.ts";
import { executions, type Fault, hasSucceeded, must, NotHere } from "../harness/fault.ts";
import { LEASE_S } from "../harness/fault-harness.ts";

const SMALL_DISK = "3m";

/** Faults of the machine under a runner. */
export const MACHINE_FAULTS: readonly Fault[] = [
  {
    name: "the disk of the working directory is full",
    promise: "the track is handed back before anything runs and says why; with space again it runs by itself",
    play: async (context) => {
      // In a user namespace of its own, a process may mount what only it sees.
      const inside = ["unshare", "--user", "--map-root-user", "--mount"];
      const [program = "", ...words] = [...inside, "true"];
      if (spawnSync(program, words).status !== 0) throw new NotHere("no user namespaces here");
      const dataDir = context.dataDirOf("r1");
      const mount = `mount -t tmpfs -o size=${SMALL_DISK} tmpfs '${dataDir}' && exec "$@"`;
      const runner = await context.runner("r1", {}, [...inside, "sh", "-c", mount, "sh"]);
      const filler = join(`/proc/${runner.pid}/root`, dataDir, "filler");
      await writeFile(filler, Buffer.alloc(8 * 2 ** 20)).catch(() => undefined);
      const run = await context.launch({ A: { script: context.tally.script("true") } });
      const { reason } = await eventually("it is handed back", async () => {
        const [first] = await everyAttempt(context.database.queries, run.id, "A");
        return first?.state === "handed-back" ? first : null;
      });
      must(/no space/.test(reason ?? ""), `the reason says nothing of it: ${reason}`);
      must(context.tally.count("begin") === 0, "the script had begun");
      await rm(filler);
      await run.until("it succeeds", hasSucceeded);
      must(context.tally.count("begin") === 1, `${executions(context)} of one script`);
      return `handed back: ${reason}; then ${executions(context)}`;
    },
  },
  {
    name: "the runner's clock is set back two hours, and forward four",
    promise: "leases are the database's: nothing is lost, and times are right",
    play: async (context) => {
      const skew = join(context.dir, "skew.cjs");
      await writeFile(skew, SKEWED_CLOCK);
      await context.runner("r1", { NODE_OPTIONS: `--require ${skew}` });
      await context.runner("r2", { SIGNALBOX_SLOTS: "1" });
      const names = Array.from({ length: 6 }, (_, place) => `v${place}`);
      const run = await context.launch(
        Object.fromEntries(
          names.map((name) => [
            name,
            { script: context.tally.script(`sleep ${LEASE_S + 2}`), timeout: "30s" },
          ]),
        ),
      );
      await eventually("all run", () => (context.tally.count("begin") === names.length ? true : null));
      const { tracks } = await run.until("it succeeds", hasSucceeded);
      const spans = tracks.map(({ startedAt, finishedAt }) => Number(finishedAt) - Number(startedAt));
      must(
        spans.every((ms) => ms >= LEASE_S * 1_000 && ms < 30_000),
        `a track took ${Math.max(...spans)} ms`,
      );
      must(
        context.tally.count("begin") === names.length,
        `${executions(context)} of ${names.length} scripts`,
      );
      return `${executions(context)}, none lost, each took ${Math.round(Math.max(...spans) / 1_000)} s`;
    },
  },
];

/** Two seconds after its start, and again two seconds later, the clock of the process changes by hours. */
const SKEWED_CLOCK = `
const RealDate = Date;
const begun = performance.now();
const skew = () => {
  const age = performance.now() - begun;
  return age < 2_000 ? 0 : age < 4_000 ? -7_200_000 : 7_200_000;
};
globalThis.Date = class extends RealDate {
  constructor(...words) {
    if (words.length === 0) super(RealDate.now() + skew());
    else super(...words);
  }
  static now() {
    return RealDate.now() + skew();
  }
};
`;
