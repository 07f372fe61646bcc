import { expect, test } from "vitest";
import { type NoticeRuleInput, saveNoticeRuleInput } from "#contract/triggers/notices.ts";
import { notice } from "#drizzle/schema/triggers/notice.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { allowedAddresses } from "../connections/clients/allowed-addresses.ts";
import { undoPipeline } from "../pipelines/undo-pipeline.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { findEnded } from "./find-notices.ts";
import { saveNoticeRule } from "./save-notice-rule.ts";

const system = await startTestSystem();
const { database } = system;
await system.startRunner({ SIGNALBOX_RUNNER: "r1" });

const BROKEN = "echo it broke >&2; exit 3";

const graph = (script: string, revert = "true") => ({
  name: "rolled",
  onFailure: "revert",
  vertices: { A: { script: "true", revert }, B: { script, revert: "true", revertFailed: true } },
  edges: ["A -> B"],
});

async function runUntil(file: object, state: string): Promise<number> {
  const run = await system.launch(file);
  await run.until(({ pipeline }) => pipeline.state === state);
  return run.id;
}

/** What the rule tells of since the last look: its kind, the vertex, why, and the last line of its log. */
async function told(): Promise<unknown[]> {
  while (await findEnded(database));
  const rows = await database.queries.select({ facts: notice.facts }).from(notice).orderBy(notice.id);
  await database.queries.delete(notice);
  return rows.map(({ facts: { kind, vertex, reason, lastLine } }) => [kind, vertex, reason, lastLine]);
}

test("a pipeline that fails and is undone by its graph is told of as failed, and the next success as one after a failure", async () => {
  await system.seal(graph(BROKEN));
  const to = { kind: "webhook", url: "https://hooks.example.com/rolled" };
  const rule = { name: "rolled", graph: "rolled", on: ["failed", "recovered"], to };
  const outlets = { allowed: allowedAddresses([]), mailServer: null, site: "https://signalbox.example.com" };
  await saveNoticeRule(database, saveNoticeRuleInput.parse(rule) as NoticeRuleInput, COMMAND_LINE, outlets);
  await runUntil(graph(BROKEN), "reverted");
  expect(await told()).toEqual([["failed", "B", "exit 3", "it broke"]]);
  await runUntil(graph("true"), "succeeded");
  expect(await told()).toEqual([["recovered", null, null, null]]);
});

test("of a vertex whose items failed it is told how many and which, with the last line of the one that failed first", async () => {
  const script = "[ {n} = 2 ] && exit 0; echo {n} is full; exit 1";
  const inputs = { n: { type: "integer", from: "item" } };
  const each = { foreach: { items: "[1, 2, 3]", parallel: 1 }, inputs, script };
  await runUntil({ name: "rolled", vertices: { each } }, "failed");
  const reason = expect.stringMatching(/2 of 3 items failed: 1, 3; first: 1 failed: exit 1$/);
  expect(await told()).toEqual([["failed", "each", reason, "1 is full"]]);
  await runUntil(graph("true"), "succeeded");
  expect(await told()).toEqual([["recovered", null, null, null]]);
});

test("what a person undoes after its success has not failed", async () => {
  const id = await runUntil(graph("true"), "succeeded");
  await undoPipeline(database, { id, reason: "not wanted" }, "ann");
  await runUntil(graph("true"), "succeeded");
  expect(await told()).toEqual([]);
});

test("where the undo fails, too, that is told of with its own vertex and reason", async () => {
  await runUntil(graph(BROKEN, "echo no way >&2; exit 4"), "failed");
  expect(await told()).toEqual([
    ["failed", "B", "exit 3", "it broke"],
    ["failed", "A", expect.stringContaining("the undo of A failed: exit 4"), "no way"],
  ]);
});

test("where a final step fails after the undo, that is told of with its own vertex and reason", async () => {
  const mail = { script: "echo no mail >&2; exit 5", final: "always" };
  const { vertices, ...file } = graph(BROKEN);
  const B = { script: BROKEN, revert: "true" };
  for (const undone of [vertices, { ...vertices, B }]) {
    await runUntil({ ...file, vertices: { ...undone, mail } }, "failed");
    expect(await told()).toEqual([
      ["failed", "B", "exit 3", "it broke"],
      ["failed", "mail", "exit 5", "no mail"],
    ]);
  }
});

test("where a final step fails after an undo that left something out, the vertex that failed and what was left out are told of", async () => {
  const { vertices, ...file } = graph(BROKEN);
  const mail = { script: "exit 5", final: "always" };
  await runUntil({ ...file, vertices: { ...vertices, A: { script: "true" }, mail } }, "failed");
  expect(await told()).toEqual([
    ["failed", "B", "exit 3", "it broke"],
    ["failed", "B", expect.stringContaining("not undone: A has no undo script"), "it broke"],
  ]);
});

test("the first success after a failed pipeline that a person undid is one after a failure", async () => {
  const file = { ...graph(BROKEN), onFailure: "stop" };
  const id = await runUntil(file, "failed");
  await undoPipeline(database, { id, reason: "not wanted" }, "ann");
  await runUntil(graph("true"), "succeeded");
  expect((await told()).map((each) => (each as unknown[])[0])).toEqual(["failed", "recovered"]);
});
