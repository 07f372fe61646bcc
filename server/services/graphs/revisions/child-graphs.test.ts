import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { COMMAND_LINE } from "../../rights/actor.ts";
import { createFolder, folderAt } from "../../rights/folders.ts";
import { moveGraph } from "../folder-of-graph.ts";
import { renameGraph } from "../rename-graph.ts";
import { applyGraphText } from "../save-graph.ts";
import { childGraphsOf, paramsOfRevision } from "./child-graphs.ts";
import { retireRevision } from "./retire-revision.ts";

const { database, seal } = await startTestSystem();
const { queries } = database;
const rest = (wait: string) => ({ vertices: { rest: { kind: "wait", wait: { for: wait } } } });
const apply = (name: string, vertices: object) =>
  applyGraphText(database, JSON.stringify({ signalbox: 1, name, vertices }), "ann");

test("of each graph that a draft runs its newest revision is told, whether the pin is retired, and what it asks for now", async () => {
  await seal({ name: "deploy", ...rest("1h") });
  await seal({ name: "deploy", ...rest("2h"), params: { env: { type: "string", required: true } } });
  await seal({ name: "hidden", ...rest("3h") });
  await seal({ name: "old", ...rest("9h") });
  const run = (graph: string) => ({ kind: "graph", graph });
  const vertices = {
    a: run("deploy@1"),
    b: run("deploy@1"),
    h: run("hidden@1"),
    o: run("old@1"),
    n: run("none@1"),
  };
  await apply("parent", vertices);
  await renameGraph(database, { name: "old", to: "new" }, COMMAND_LINE);
  await retireRevision(database, { name: "deploy", revision: 1, reason: "slow" }, COMMAND_LINE);
  await createFolder(database, { folder: "", name: "ops" }, COMMAND_LINE);
  await moveGraph(database, { name: "hidden", folder: "ops" }, COMMAND_LINE);
  const root = await folderAt(queries, "");
  const seen = (await childGraphsOf(queries, "parent", [root.id])).toSorted((a, b) =>
    a.name.localeCompare(b.name),
  );
  expect(seen).toMatchObject([
    { name: "deploy", revision: 1, graph: "deploy", retired: { reason: "slow" }, newest: { number: 2 } },
    { name: "old", revision: 1, graph: "new", at: 1, isOther: false, retired: null, newest: { number: 1 } },
  ]);
  expect((await childGraphsOf(queries, "parent", "all")).map(({ name }) => name)).toContain("hidden");
  expect(await paramsOfRevision(queries, "deploy", 2)).toEqual({
    ...{ params: { env: { type: "string", required: true } }, outputs: [] },
  });
  await expect(paramsOfRevision(queries, "deploy", 3)).rejects.toMatchObject({
    refusal: { code: "not-found" },
  });

  // Updated, a param that is required now is an error of check.
  const updated = await apply("parent", { a: run("deploy@2") });
  expect(updated.findings).toMatchObject([{ code: "child-param-missing", level: "error", vertices: ["a"] }]);
  // Another graph has the name now.
  await renameGraph(database, { name: "deploy", to: "deploy-2" }, COMMAND_LINE);
  await seal({ name: "deploy", ...rest("7h") });
  await seal({ name: "deploy", ...rest("8h") });
  expect(await childGraphsOf(queries, "parent", "all")).toMatchObject([{ graph: "deploy", isOther: true }]);
});
