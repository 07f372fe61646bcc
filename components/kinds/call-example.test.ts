import { expect, test } from "vitest";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { readJson } from "#engine/json/read-json.ts";
import { callsOutcome } from "#engine/kinds/wait/callback.ts";
import { planOf } from "#engine/plan/plan.ts";
import { callExample } from "./call-example.ts";

const ADDRESS = "http://127.0.0.1:3000/api/callbacks/1.0.1.x";

/** The vertex W of a graph, and what its example call sends. */
function exampleOf(vertex: string) {
  const read = readGraphText(`signalbox: 1\nname: g\nvertices:\n  W: ${vertex}\n`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const command = callExample(read.file.content.vertices.get("W") ?? {}, ADDRESS);
  const text = /-d '(.*)' 'http/.exec(command)?.[1]?.replaceAll("'\\''", "'") ?? "";
  const sent = readJson(text);
  if (!sent.ok) throw new Error(`${sent.problem} ${command}`);
  return { command, sent: sent.value, plan: planOf(read.file.content) };
}

test.each([
  "{ kind: wait, wait: { callback: once } }",
  "{ kind: wait, wait: { callback: once }, outputs: { n: { type: integer, required: true, min: 7 }, hosts: { type: list, required: true } } }",
  '{ kind: wait, wait: { callback: once }, outputs: { env: { type: enum, enum: ["it\'s", b], required: true }, ok: { type: boolean, from: call.is_ok, required: true } } }',
  "{ kind: wait, wait: { callback: once }, outputs: { code: { type: string, required: true, min: 12, max: 14 }, short: { type: string, required: true, max: 3 }, hosts: { type: list, required: true, min: 5 }, one: { type: list, required: true, max: 1 }, n: { type: integer, required: true, max: -5 } } }",
  "{ kind: wait, wait: { callback: { until: call.done } }, outputs: { at: { type: date, required: true } } }",
  '{ kind: wait, wait: { callback: { until: call.state == "ready" && call.n == 3, fail: has(call.error) } } }',
  "{ kind: wait, wait: { callback: { until: call.state == 'ready' } } }",
  "{ kind: wait, wait: { callback: { until: \"call.state in ['ready', 'warm'] && !(call.retry)\" } } }",
  "{ kind: wait, wait: { callback: { until: call.result.ok && call.result.count >= 3 } }, outputs: { id: { type: string, from: call.result.id, required: true } } }",
  "{ kind: wait, wait: { callback: { until: call.ratio > 0.5 } } }",
  '{ kind: wait, wait: { callback: { until: "size(call.hosts) > 0" } }, outputs: { hosts: { type: list, required: true } } }',
  "{ kind: wait, wait: { callback: { until: call.n > 100 } } }",
  '{ kind: wait, wait: { callback: { fail: call.state == "broken" } }, outputs: { version: { type: string, required: true } } }',
])("the page's own command ends the wait %s", (vertex) => {
  const { sent, plan } = exampleOf(vertex);
  const pipeline = { id: 1, name: "g", revision: 1, launchedBy: "ann" };
  const [wait] = plan.vertices;
  if (wait === undefined) throw new Error("The test's graph is wrong.");
  expect(callsOutcome(wait, [sent], { params: {}, pipeline })).toMatchObject({ to: "succeeded" });
});
