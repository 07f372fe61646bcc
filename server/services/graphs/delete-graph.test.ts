import { expect, test } from "vitest";
import { saveNoticeRuleInput } from "#contract/triggers/notices.ts";
import { saveTriggerInput } from "#contract/triggers/triggers.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { allowedAddresses } from "../connections/clients/allowed-addresses.ts";
import { saveNoticeRule } from "../notices/save-notice-rule.ts";
import { listRuleViews } from "../notices/show-notices.ts";
import { setRetention, showRetention } from "../retention/retention-settings.ts";
import { policyOf } from "../retention/tidy-graph.ts";
import { type Actor, COMMAND_LINE } from "../rights/actor.ts";
import { createFolder } from "../rights/folders.ts";
import { saveTrigger } from "../triggers/save-trigger.ts";
import { deleteGraph } from "./delete-graph.ts";
import { moveGraph } from "./folder-of-graph.ts";
import { renameGraph } from "./rename-graph.ts";
import { applyGraphText } from "./save-graph.ts";
import { sealGraph } from "./seal-graph.ts";
import { listGraphs } from "./show-graph.ts";

const { database, seal } = await startTestSystem();
const rest = (wait: string) => ({ vertices: { rest: { kind: "wait", wait: { for: wait } } } });
const save = (name: string, wait: string) =>
  applyGraphText(database, JSON.stringify({ signalbox: 1, name, ...rest(wait) }), "bob");
const versionOf = async (name: string) =>
  (await listGraphs(database.queries, { names: [name] }, "all"))[0]?.version;

test.each([
  ["saved its draft", async () => save("seen", "2h")],
  ["sealed a revision", async () => sealGraph(database, { name: "seen" }, "bob")],
  [
    "gave its name to another graph",
    async () => {
      await renameGraph(database, { name: "seen", to: "seen-before" }, COMMAND_LINE);
      await save("seen", "1h");
    },
  ],
])("a graph is not deleted where somebody %s since it was looked at", async (_, change) => {
  await save("seen", "1h");
  const version = await versionOf("seen");
  await change();
  await expect(deleteGraph(database, { name: "seen", version }, COMMAND_LINE)).rejects.toMatchObject({
    refusal: {
      code: "conflict",
      text: 'bob changed the graph "seen" in between.',
      todo: "Look at it as it is now, then remove it.",
    },
  });
  await deleteGraph(database, { name: "seen", version: await versionOf("seen") }, COMMAND_LINE);
  expect(await versionOf("seen")).toBeUndefined();
});

test("who may not delete a graph for its triggers is told the first names, and only how many are where they may not read", async () => {
  await createFolder(database, { folder: "", name: "ours" }, COMMAND_LINE);
  await createFolder(database, { folder: "", name: "theirs" }, COMMAND_LINE);
  for (const name of ["source", "our-target", "their-target"]) await seal({ name, ...rest("3h") });
  for (const name of ["source", "our-target"])
    await moveGraph(database, { name, folder: "ours" }, COMMAND_LINE);
  await moveGraph(database, { name: "their-target", folder: "theirs" }, COMMAND_LINE);
  const after = (name: string, graph: string) =>
    saveTrigger(
      database,
      saveTriggerInput.parse({ name, graph, kind: "after", settings: { graph: "source" } }),
      COMMAND_LINE,
    );
  await after("payroll", "their-target");
  const ann: Actor = {
    ...COMMAND_LINE,
    rights: { grants: [{ folder: "ours", role: "designer" }] },
  };
  const refused = () =>
    deleteGraph(database, { name: "source" }, ann).then(
      () => "deleted",
      ({ refusal }) => refusal.text as string,
    );
  const WORDS = 'Triggers launch "source", or launch after it: ';
  expect(await refused()).toBe(`${WORDS}1 in folders that you may not read.`);
  for (let at = 10; at < 22; at += 1) await after(`t${at}`, "our-target");
  const first = Array.from({ length: 10 }, (_, at) => `t${10 + at}`).join(", ");
  expect(await refused()).toBe(`${WORDS}${first}, 2 more, 1 in folders that you may not read.`);
});

test("a rule of notices and a retention of a deleted graph are not shown as those of a new graph with its name", async () => {
  const outlets = { allowed: allowedAddresses([]), mailServer: null, site: "https://signalbox.example.com" };
  const ruleOf = (about: { graph: string } | { folder: string }, name: string) => {
    const to = { kind: "webhook", url: "https://hooks.example.com/x" };
    const input = saveNoticeRuleInput.parse({ ...about, name, on: ["failed"], to });
    return saveNoticeRule(database, input, COMMAND_LINE, outlets);
  };
  const isGraphDeleted = async () =>
    Object.fromEntries(
      (await listRuleViews(database.queries, COMMAND_LINE)).map((each) => [each.name, each.isGraphDeleted]),
    );
  const retentions = async () => (await showRetention(database.queries, COMMAND_LINE)).slice(1);
  const YEAR = { pipelineDays: 365, pipelineLast: null, logDays: null, historyDays: null };
  await save("deploy", "1h");
  await ruleOf({ graph: "deploy" }, "deploy-failed");
  await ruleOf({ folder: "" }, "any-failed");
  await setRetention(database, { graph: "deploy", pipelineDays: 365 }, COMMAND_LINE);
  expect(await isGraphDeleted()).toEqual({ "deploy-failed": false, "any-failed": false });
  expect(await retentions()).toMatchObject([{ graph: "deploy", isDeleted: false, policy: YEAR }]);
  await deleteGraph(database, { name: "deploy" }, COMMAND_LINE);
  await save("deploy", "1h");
  expect(await isGraphDeleted()).toEqual({ "deploy-failed": true, "any-failed": false });
  const [old] = await retentions();
  expect(old).toMatchObject({ graph: "deploy", isDeleted: true, policy: YEAR });
  // Its pipelines are kept as before.
  expect(await policyOf(database.queries, old?.id ?? 0)).toMatchObject(YEAR);
  await ruleOf({ graph: "deploy" }, "deploy-failed");
  await setRetention(database, { graph: "deploy", pipelineDays: 30 }, COMMAND_LINE);
  expect(await isGraphDeleted()).toEqual({ "deploy-failed": false, "any-failed": false });
  const both = await retentions();
  expect(both.map(({ isDeleted, policy }) => [isDeleted, policy.pipelineDays]).sort()).toEqual([
    [false, 30],
    [true, 365],
  ]);
  expect(new Set(both.map(({ id }) => id)).size).toBe(2);
});
