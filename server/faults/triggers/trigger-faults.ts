import { randomBytes } from "node:crypto";
import { saveTriggerInput } from "#contract/triggers/triggers.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { applyGraphText } from "#services/graphs/save-graph.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { saveTrigger, setTrigger } from "#services/triggers/save-trigger.ts";
import { dies, eventually } from "../harness/eventually.ts";
import { executions, type Fault, must } from "../harness/fault.ts";
import type { FaultContext } from "../harness/fault-harness.ts";
import { startWeb } from "../harness/web-process.ts";
import { pipelinesOf } from "./launched.ts";

const SECRET = "word-of-the-sender";
const KEY = randomBytes(32);
const WEB = { SIGNALBOX_SECRET_KEY: KEY.toString("base64") };
const ENDS = 8;

/** Faults of those who launch for an event from outside, and after other pipelines. */
export const TRIGGER_FAULTS: readonly Fault[] = [
  {
    name: "webhook: web killed before the launch of an event is committed",
    promise: "nothing is kept, and the event that is sent again launches once",
    play: (context) => sentTwice(context, "in-delivery", 0),
  },
  {
    name: "webhook: web killed between the launch of an event and its answer",
    promise: "the event that is sent again launches nothing, and is answered with the first pipeline",
    play: (context) => sentTwice(context, "after-delivery", 1),
  },
  {
    name: "after: web killed between the end of a pipeline and the launch that follows",
    promise: "each end launches once, whoever does it",
    play: async (context) => {
      const { database, name } = context;
      await context.draw({ A: { script: context.tally.script("true") } });
      await sealGraph(database, { name }, "faults");
      const next = await publish(context, "after", { graph: name, states: ["succeeded"] });
      const doomed = await startWeb(context, { ...WEB, SIGNALBOX_FAILPOINT: "in-after:kill" });
      await context.runner("r1");
      for (let n = 0; n < ENDS; n += 1) await context.launchAgain();
      await dies(doomed.gone);
      must((await pipelinesOf(context, next)).length < ENDS, "it was killed behind the last launch");
      const webs = await Promise.all([startWeb(context, WEB), startWeb(context, WEB)]);
      await eventually(
        "all ends are dealt with",
        async () => {
          const [rows] = await database.pool.query("SELECT count(*) AS n FROM after_signal");
          const hasRun = context.tally.count("end", "A") === ENDS;
          return hasRun && (rows as { n: number }[])[0]?.n === 0 ? true : null;
        },
        60_000,
      );
      await Promise.all(webs.map((web) => web.stop()));
      const launched = await pipelinesOf(context, next);
      must(launched.length === ENDS, `${ENDS} ends launched ${launched.length} pipelines`);
      return `${ENDS} ends, ${launched.length} launches`;
    },
  },
];

/** Sends an event to a web that dies, and the same one to the next. `kept`: how many pipelines the first one leaves. */
async function sentTwice(context: FaultContext, failpoint: string, kept: number): Promise<string> {
  const { name, database } = context;
  await saveSecret(database.queries, secretBox(KEY), { name, value: SECRET }, COMMAND_LINE);
  const graph = await publish(context, "webhook", { secret: name, proof: "token" });
  const doomed = await startWeb(context, { ...WEB, SIGNALBOX_FAILPOINT: `${failpoint}:kill` });
  const first = await post(doomed.url, name).catch(() => null);
  must(first === null, `the web that was to die has answered ${first?.status}`);
  await dies(doomed.gone);
  const left = await pipelinesOf(context, graph);
  must(left.length === kept, `${left.length} pipelines were launched before the kill`);
  const web = await startWeb(context, WEB);
  const answers = [await send(web.url, name), await send(web.url, name)];
  await web.stop();
  const launched = await pipelinesOf(context, graph);
  must(launched.length === 1, `${launched.length} pipelines were launched`);
  must(
    answers.every(({ pipeline }) => pipeline === launched[0]),
    "it was answered with another pipeline",
  );
  const repeats = answers.map(({ isRepeat }) => isRepeat);
  must(repeats[0] === (kept === 1) && repeats[1] === true, `it was answered with isRepeat ${repeats.join()}`);
  await context.runner("r1");
  await eventually("it ran", () => (context.tally.count("end") === 1 ? true : null));
  return `1 pipeline, ${executions(context)}`;
}

function post(url: string, name: string): Promise<Response> {
  const headers = { authorization: `Bearer ${SECRET}`, "content-type": "application/json" };
  return fetch(`${url}/api/hooks/${name}`, {
    method: "POST",
    headers: { ...headers, "idempotency-key": "event-1" },
    body: "{}",
  });
}

async function send(url: string, name: string): Promise<{ pipeline: number; isRepeat: boolean }> {
  const answer = await post(url, name);
  if (!answer.ok) throw new Error(`it was answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as { pipeline: number; isRepeat: boolean };
}

/** A graph, and an active trigger with the name of the fault that launches it. Gives the name of the graph. */
async function publish(context: FaultContext, kind: "webhook" | "after", settings: object): Promise<string> {
  const { database, name } = context;
  const graph = `${name}-next`;
  const vertices = { N: { script: context.tally.script("true"), labels: [name] } };
  await applyGraphText(database, JSON.stringify({ signalbox: 1, name: graph, vertices }), "faults");
  await sealGraph(database, { name: graph }, "faults");
  await saveTrigger(database, saveTriggerInput.parse({ name, graph, kind, settings }), COMMAND_LINE);
  await setTrigger(database, { name, state: "active" }, COMMAND_LINE);
  return graph;
}
