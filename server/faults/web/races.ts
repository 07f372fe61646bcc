import { listPipelineSummaries } from "#services/pipelines/read/list-pipelines.ts";
import { listPromptViews, showPrompt } from "#services/prompts/show-prompt.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import { dies } from "../harness/eventually.ts";
import { executions, type Fault, hasSucceeded, must } from "../harness/fault.ts";
import type { FaultContext } from "../harness/fault-harness.ts";
import { startWeb } from "../harness/web-process.ts";

const SAME_KEYS = 30;
const QUESTIONS = 60;
const TRACKS = 300;

/** Races between two processes that do the same, and crashes of the web process. */
export const RACES: readonly Fault[] = [
  {
    name: "web killed during a launch",
    promise: "all or nothing; the same key again gives one pipeline",
    play: async (context) => {
      await drawn(context);
      const doomed = await startWeb(context, { SIGNALBOX_FAILPOINT: "in-launch:kill" });
      const order = { graph: context.name, key: `${context.name}-once` };
      const answer = await launchAt(doomed.url, order).then(
        () => "answered",
        () => "cut off",
      );
      await dies(doomed.gone);
      must(answer === "cut off", "it answered");
      must((await countOf(context)) === 0, "half a pipeline was written");
      const web = await startWeb(context);
      const first = await launchAt(web.url, order);
      const again = await launchAt(web.url, order);
      await web.stop();
      must(first.id === again.id && (await countOf(context)) === 1, "the key made two pipelines");
      await context.runner("r1");
      await context.run(first.id).until("it succeeds", hasSucceeded);
      return `nothing was written; the key again gave one pipeline; ${executions(context)}`;
    },
  },
  {
    name: "two webs launch with the same key",
    promise: "one pipeline, and both get its id",
    play: async (context) => {
      await drawn(context);
      const webs = await Promise.all([startWeb(context), startWeb(context)]);
      for (let round = 0; round < SAME_KEYS; round += 1) {
        const order = { graph: context.name, key: `${context.name}-${round}` };
        const [one, other] = await Promise.all(webs.map(({ url }) => launchAt(url, order)));
        must(one?.id === other?.id, `round ${round} made two pipelines`);
      }
      await Promise.all(webs.map((web) => web.stop()));
      must((await countOf(context)) === SAME_KEYS, "there are more pipelines than keys");
      await context.runner("r1");
      return `${SAME_KEYS} rounds, ${await countOf(context)} pipelines`;
    },
  },
  {
    name: "two people answer one question",
    promise: "the first answer counts; the second person is told who gave it",
    play: async (context) => {
      const [one, other] = [await startWeb(context), await startWeb(context)];
      const approvals = Array.from({ length: QUESTIONS }, (_, place) => [
        `q${place}`,
        { kind: "approval", prompt: { title: "Go?" } },
      ]);
      const run = await context.launch(Object.fromEntries(approvals));
      const prompts = (await listPromptViews(context.database.queries, "open")).filter(
        ({ pipeline }) => pipeline.id === run.id,
      );
      must(prompts.length === QUESTIONS, `${prompts.length} questions are open`);
      for (const { id } of prompts) {
        const answers = await Promise.allSettled([
          openApiClient(one.url).prompts.answer.mutate({
            id,
            values: {},
            verdict: "approve",
            comment: "one",
          }),
          openApiClient(other.url).prompts.answer.mutate({
            id,
            values: {},
            verdict: "approve",
            comment: "other",
          }),
        ]);
        const refused = answers.flatMap((each) => (each.status === "rejected" ? [String(each.reason)] : []));
        must(refused.length === 1, `${2 - refused.length} answers to question ${id} were taken`);
        must(/ann/.test(refused[0] ?? ""), `the second was not told who answered: ${refused[0]}`);
        must((await showPrompt(context.database.queries, id)).answeredBy === "ann", "nobody answered");
      }
      await Promise.all([one.stop(), other.stop()]);
      await run.until("it succeeds", hasSucceeded);
      return `${QUESTIONS} rounds: one taken, one told, each time`;
    },
  },
  {
    name: "four runners on the same tracks",
    promise: "each track is executed once",
    play: async (context) => {
      const names = Array.from({ length: TRACKS }, (_, place) => `v${place}`);
      const run = await context.launch(
        Object.fromEntries(names.map((name) => [name, { script: context.tally.script("true") }])),
      );
      await Promise.all(["r1", "r2", "r3", "r4"].map((name) => context.runner(name)));
      const { tracks } = await run.until("it succeeds", hasSucceeded, 90_000);
      must(context.tally.count("begin") === TRACKS, `${TRACKS} tracks, ${executions(context)}`);
      const busy = new Set(tracks.map(({ runner }) => runner)).size;
      return `${TRACKS} tracks on ${busy} runners, ${executions(context)}`;
    },
  },
];

/** A graph without a pipeline. */
async function drawn(context: FaultContext): Promise<void> {
  await context.draw(
    { A: { script: context.tally.script("true") }, B: { script: context.tally.script("true") } },
    ["A -> B"],
  );
}

function launchAt(url: string, order: { graph: string; key: string }): Promise<{ id: number }> {
  return openApiClient(url).pipelines.launch.mutate({ ...order, params: {}, inputs: {} });
}

async function countOf(context: FaultContext): Promise<number> {
  const { pipelines } = await listPipelineSummaries(context.database.queries, {
    graph: context.name,
    limit: 100,
  });
  return pipelines.length;
}
