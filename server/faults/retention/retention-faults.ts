import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { setRetention } from "#services/retention/retention-settings.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { executions, type Fault, hasSucceeded, must } from "../harness/fault.ts";
import type { FaultContext } from "../harness/fault-harness.ts";

const LOOKS_MS = 15_000;
const TABLES = [
  ["pipeline", "id"],
  ["track", "pipeline_id"],
  ["event", "pipeline_id"],
  ["log_chunk", "pipeline_id"],
] as const;

/** Faults of those who remove what is kept no longer. */
export const RETENTION_FAULTS: readonly Fault[] = [
  {
    name: "retention: killed in the middle of a removal, again and again",
    promise:
      "what is half removed is shown nowhere, pipelines run meanwhile, and the next one ends the removal",
    play: async (context) => {
      const { database, name } = context;
      await context.runner("r1");
      const old = await context.launch({ A: { script: context.tally.script("echo kept") } });
      await old.until("it succeeds", hasSucceeded);
      await sealGraph(database, { name }, "faults");
      const newer = context.run(await context.launchAgain());
      await newer.until("the newer one succeeds", hasSucceeded);
      await database.pool.query(
        "UPDATE pipeline SET launched_at = launched_at - INTERVAL 40 DAY, finished_at = finished_at - INTERVAL 40 DAY WHERE id = ?",
        [old.id],
      );
      await setRetention(database, { graph: name, pipelineDays: 30 }, COMMAND_LINE);
      let kills = 0;
      const leftAfter: string[] = [];
      for (; (await retention(context, "in-removal:kill")) === "killed"; kills += 1) {
        const left = await rowsOf(context, old.id);
        leftAfter.push(Object.values(left).join("/"));
        must(left.pipeline === 1, "its own row went before the rest of it");
        await mustBeGone(old.now());
        const id = await context.launchAgain();
        await context.run(id).until("a pipeline runs meanwhile", hasSucceeded, LOOKS_MS);
        must(kills < 50, "it never ends");
      }
      must(kills >= 2, `it was killed ${kills} times only`);
      const left = await rowsOf(context, old.id);
      must(
        Object.values(left).every((count) => count === 0),
        `rows are left: ${JSON.stringify(left)}`,
      );
      await mustBeGone(old.now());
      must(hasSucceeded(await newer.now()), "the newer one is gone, too");
      return `${kills} kills, rows left after each: ${leftAfter.join(", ")}; ${executions(context)}`;
    },
  },
];

/** Runs the retention as a process of its own. */
async function retention({ server, name }: FaultContext, failpoint: string): Promise<"killed" | "ended"> {
  const program = join(PROJECT_ROOT, "server", "faults", "retention", "retention-main.ts");
  const child = spawn(process.execPath, ["--import", "tsx", program], {
    cwd: PROJECT_ROOT,
    env: {
      ...{ NODE_ENV: "test", PATH: process.env.PATH, DATABASE_URL: server.url },
      ...{ GRAPH: name, SIGNALBOX_FAILPOINT: failpoint },
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  if (signal === "SIGKILL") return "killed";
  must(code === 0, `the retention ended with ${code}`);
  return "ended";
}

async function rowsOf({ database }: FaultContext, id: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [table, column] of TABLES) {
    const [rows] = await database.pool.query(`SELECT count(*) AS n FROM ${table} WHERE ${column} = ?`, [id]);
    counts[table] = (rows as { n: number }[])[0]?.n ?? -1;
  }
  return counts;
}

async function mustBeGone(view: Promise<unknown>): Promise<void> {
  const said = await view.then(
    () => "is shown",
    (error: Error) => error.message,
  );
  must(/removed/.test(said), `a pipeline that is being removed: ${said}`);
}
