import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { socketDatabaseUrl } from "#platform/database-url.ts";
import { setPipelinePriority } from "#services/pipelines/set-priority.ts";
import { listPromptViews } from "#services/prompts/show-prompt.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import { isCommitOf, type LosingProxy, openLosingProxy } from "#testing/servers/losing-proxy.ts";
import { eventually } from "../harness/eventually.ts";
import { executions, type Fault, hasSucceeded, must } from "../harness/fault.ts";
import { type FaultContext, trackOf } from "../harness/fault-harness.ts";
import { waitingBashesOf } from "../harness/processes.ts";
import { startWeb } from "../harness/web-process.ts";

/** How long a COMMIT is held back: a script that did not wait for it would run meanwhile. */
const HELD_MS = 300;

type Api = ReturnType<typeof openApiClient>;

/** A request of a person: what it changes, and how often it was done according to the database. */
type Change = {
  readonly name: string;
  readonly ask: (api: Api, context: FaultContext, pipeline: number) => Promise<unknown>;
  /** Rows of which there must be one for each request. */
  readonly count: string;
};

const CHANGES: readonly Change[] = [
  {
    name: "launch",
    ask: (api, { name }) => api.pipelines.launch.mutate({ graph: name, params: {}, inputs: {} }),
    count: "SELECT COUNT(*) - 1 AS n FROM pipeline WHERE name = ?",
  },
  {
    name: "answer",
    ask: async (api, { database }, pipeline) => {
      const open = await listPromptViews(database.queries, "open");
      const prompt = open.find((each) => each.pipeline.id === pipeline);
      return api.prompts.answer.mutate({ id: prompt?.id ?? 0, values: {}, verdict: "approve" });
    },
    count:
      "SELECT COUNT(*) AS n FROM answer JOIN prompt ON prompt.id = prompt_id JOIN track ON track.id = track_id WHERE pipeline_id = ?",
  },
  {
    name: "pause",
    ask: (api, _context, id) => api.pipelines.pause.mutate({ id }),
    count: "SELECT COUNT(*) AS n FROM event WHERE pipeline_id = ? AND to_state = 'paused'",
  },
  {
    name: "create",
    ask: (api, { name }) => api.graphs.create.mutate({ name: `${name}-made` }),
    count: "SELECT COUNT(*) AS n FROM graph WHERE name = CONCAT(?, '-made')",
  },
  {
    name: "apply",
    ask: (api, { name }) =>
      api.graphs.applyText.mutate({
        text: `signalbox: 1\nname: ${name}\nvertices: { Z: { script: "true" } }\n`,
      }),
    count:
      "SELECT edit - 1 AS n FROM revision JOIN graph ON graph.id = graph_id WHERE graph.name = ? AND number IS NULL",
  },
];

/** The connection to the database breaks exactly between COMMIT and its answer. */
export const LOST_ANSWERS: readonly Fault[] = [
  ...CHANGES.map(
    (change): Fault => ({
      name: `the answer to COMMIT is lost: ${change.name}`,
      promise: "the person gets the answer; the request was carried out once, also where it is asked again",
      play: async (context) => {
        const { proxy, url } = await openProxy(context);
        const web = await startWeb(context, { DATABASE_URL: url });
        const run = await context.launch({ A: { kind: "approval", prompt: { title: "Go?" } } });
        const api = openApiClient(web.url, randomUUID());
        const lost = proxy.loseAnswerTo(isCommitOf(/recorded_request/));
        const first = await change.ask(api, context, run.id);
        await lost;
        // A person who presses again: the prompt is closed by now, so it is the same call with the same id.
        if (change.name !== "answer")
          must(
            JSON.stringify(await change.ask(api, context, run.id)) === JSON.stringify(first),
            "asked again, it gave another answer",
          );
        const subject = change.count.includes("pipeline_id = ?") ? run.id : context.name;
        must((await counted(context, change.count, subject)) === 1, "it was not carried out exactly once");
        await web.stop();
        proxy.close();
        return "1 answer lost; carried out once, and the person was told so";
      },
    }),
  ),
  {
    name: "the answer to COMMIT is lost, and the database stays away: launch",
    promise: "the person is told that it is unknown, then the truth",
    play: async (context) => {
      const { proxy, url } = await openProxy(context);
      const web = await startWeb(context, { DATABASE_URL: url });
      await context.draw({ A: { script: context.tally.script("true") } });
      const id = randomUUID();
      const api = openApiClient(web.url, id);
      const lost = proxy.loseAnswerTo(isCommitOf(/recorded_request/)).then(() => proxy.vanish());
      const said = await api.pipelines.launch
        .mutate({ graph: context.name, params: {}, inputs: {} })
        .then(() => "done", String);
      await lost;
      must(/unknown whether this was done/.test(said), `the person was told: ${said}`);
      proxy.appear();
      const outcome = await api.requests.outcome.mutate({ id });
      must(outcome.is === "done", "it is said that it was not done");
      const { id: pipeline } = outcome.answer as { id: number };
      await context.runner("r1");
      await context.run(pipeline).until("it succeeds", hasSucceeded);
      await web.stop();
      proxy.close();
      return `told "unknown", then the pipeline's number; ${executions(context)}`;
    },
  },
  {
    name: "the answer to COMMIT is lost: a runner's claim",
    promise: "the claim is handed back, because its script has not begun; the script runs once",
    play: async (context) => {
      const { proxy, url } = await openProxy(context);
      const lost = proxy.loseAnswerTo(isCommitOf(/insert into attempt /));
      await context.runner("r1", { DATABASE_URL: url, SIGNALBOX_LEASE: "30" });
      const run = await context.launch({ A: { script: context.tally.script("true") } });
      await lost;
      await run.until("it succeeds", hasSucceeded, 90_000);
      must(context.tally.count("begin") === 1, executions(context));
      must((await context.refusals(run.id)) === 0, "a result was refused");
      proxy.close();
      return `1 answer lost; ${executions(context)}`;
    },
  },
  {
    name: "COMMIT fails while a bash waits at the gate for it",
    promise: "the script does not run before its claim is stored, and then once; the slot is used again",
    play: async (context) => {
      const { proxy, url } = await openProxy(context);
      await context.runner("r1", { DATABASE_URL: url, SIGNALBOX_SLOTS: "1", SIGNALBOX_LEASE: "30" });
      const run = await context.launch(
        { A: { script: context.tally.script("sleep 0.5") }, B: { script: context.tally.script("true") } },
        ["A -> B"],
      );
      await eventually("A runs", () => (context.tally.count("begin") === 1 ? true : null));
      // The settlement of A claims B in the same transaction.
      await proxy.stop(isCommitOf(/insert into attempt /), async () => {
        await eventually("a bash waits at the gate", () =>
          waitingBashesOf(context).length > 0 ? true : null,
        );
        await sleep(HELD_MS);
        must(context.tally.count("begin") === 1, "B ran before its claim was stored");
      });
      const { tracks } = await run.until("both succeed", hasSucceeded, 90_000);
      must(
        tracks.every(({ attempt }) => attempt === 1),
        "a track was executed again",
      );
      must(context.tally.count("begin") === 2, executions(context));
      must((await context.refusals(run.id)) === 0, "a result was refused");
      proxy.close();
      return `1 COMMIT held back for ${HELD_MS} ms and cut; ${executions(context)}`;
    },
  },
  {
    name: "the answer to COMMIT is lost: a runner's settle",
    promise: "the result is stored once, and no late result is recorded",
    play: async (context) => {
      const { proxy, url } = await openProxy(context);
      await context.runner("r1", { DATABASE_URL: url });
      const lost = proxy.loseAnswerTo(isCommitOf(/update attempt set/));
      const script = context.tally.script('echo got=1 >> "$SIGNALBOX_OUTPUT"');
      const run = await context.launch({ A: { script } });
      await lost;
      const { tracks } = await run.until("it succeeds", hasSucceeded, 60_000);
      must(tracks[0]?.outputs?.["got"] === 1 || tracks[0]?.outputs?.["got"] === "1", "its output is missing");
      must(context.tally.count("begin") === 1, executions(context));
      must((await context.refusals(run.id)) === 0, "the same result was recorded as late");
      proxy.close();
      return `1 answer lost; ${executions(context)}, none refused`;
    },
  },
  {
    name: "the answer of the one trip is lost: a settlement that claims what follows",
    promise: "the result is stored once; the claim is handed back, because its script has not begun",
    play: async (context) => {
      const { proxy, url } = await openProxy(context);
      await context.runner("r1", { DATABASE_URL: url, SIGNALBOX_LEASE: "30" });
      const lost = proxy.loseAnswerTo(isCommitOf(ONE_TRIP));
      const script = context.tally.script("true");
      const run = await context.launch({ A: { script }, B: { script } }, ["A -> B"]);
      await lost;
      await run.until("it succeeds", hasSucceeded, 90_000);
      must(context.tally.count("begin") === 2, executions(context));
      must((await context.refusals(run.id)) === 0, "the same result was recorded as late");
      proxy.close();
      return `1 answer lost; ${executions(context)}, none refused`;
    },
  },
  {
    name: "somebody else raises rev between two settlements",
    promise: "nothing of the trip is written; it is decided again with the lock, and everything runs once",
    play: async (context) => {
      const gate = join(context.dir, "go");
      const wait = context.tally.script(`until [ -e ${gate} ]; do sleep 0.05; done`);
      const script = context.tally.script("true");
      await context.runner("r1");
      const run = await context.launch({ A: { script: wait }, B: { script }, C: { script } }, [
        "A -> B -> C",
      ]);
      await run.until("A runs", (view) => trackOf(view, "A").state === "running");
      await setPipelinePriority(context.database, { id: run.id, priority: 7 }, "faults");
      const before = await rollbacks(context);
      await writeFile(gate, "");
      await run.until("it succeeds", hasSucceeded);
      must((await rollbacks(context)) > before, "the trip was not refused");
      must(context.tally.count("begin") === 3, executions(context));
      must((await context.refusals(run.id)) === 0, "a result was refused");
      return `1 trip rolled back; ${executions(context)}, none refused`;
    },
  },
];

/** A settlement that takes no lock before, and claims what follows. */
const ONE_TRIP = /^START TRANSACTION; update pipeline .*update attempt set .*insert into attempt /s;

/** How many transactions the server has rolled back. */
async function rollbacks({ database }: FaultContext): Promise<number> {
  const [rows] = await database.pool.query("SHOW GLOBAL STATUS LIKE 'Com_rollback'");
  return Number((rows as { Value: string }[])[0]?.Value);
}

async function openProxy(context: FaultContext): Promise<{ proxy: LosingProxy; url: string }> {
  const path = join(context.dir, "lossy.sock");
  const proxy = await openLosingProxy(context.server.socketPath, path);
  return { proxy, url: socketDatabaseUrl(path, "signalbox") };
}

async function counted({ database }: FaultContext, query: string, value: string | number): Promise<number> {
  const [rows] = await database.pool.query(query, [value]);
  return Number((rows as { n: number }[])[0]?.n);
}
