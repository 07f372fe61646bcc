import { expect, test } from "vitest";
import { openDatabase } from "#platform/database/db.ts";
import { ROOT_ID } from "#repos/rights/folder-rows.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { createFolder, folderAt } from "../rights/folders.ts";
import { moveGraph } from "./folder-of-graph.ts";
import { retireRevision } from "./revisions/retire-revision.ts";
import { createGraph, saveGraph } from "./save-graph.ts";
import { sealGraph } from "./seal-graph.ts";
import { listGraphs, newestSave, showGraph } from "./show-graph.ts";

const FILE = { signalbox: 1, vertices: { a: { kind: "script", script: "true" } } };
const { database, databaseUrl } = await startTestSystem();

test("a folder lists what is in it and below it, also where more graphs than a list has come before", async () => {
  await createFolder(database, { folder: "", name: "far" }, COMMAND_LINE);
  await createFolder(database, { folder: "far", name: "down" }, COMMAND_LINE);
  await createFolder(database, { folder: "", name: "far-away" }, COMMAND_LINE);
  const make = async (name: string, folder: string) => {
    const folderId = (await folderAt(database.queries, folder)).id;
    await createGraph(database, { name }, "Ann", { readable: "all", folderId });
    return folderId;
  };
  for (const name of ["a", "b", "c"]) await make(name, "");
  const far = await make("y", "far");
  const away = await make("x", "far-away");
  await make("z", "far/down");
  const names = async (folder: string, readable: readonly number[] | "all" = "all") =>
    (await listGraphs(database.queries, { folder, limit: 2 }, readable)).map(({ name }) => name);
  expect(await names("")).toEqual(["a", "b"]);
  expect(await names("far")).toEqual(["y", "z"]);
  expect(await names("far", [far, away])).toEqual(["y"]);
  expect(await names("nowhere")).toEqual([]);
});

test("pages follow each other by name, those whose name has a searched text first, and none twice", async () => {
  const made = ["p-2", "P-1", "p_3", "zz", "p.4"];
  for (const name of made)
    await createGraph(
      database,
      { name, file: { ...FILE, ...(name === "zz" && { description: "of p" }) } },
      "Ann",
    );
  const pages = async (search: string | undefined) => {
    const names: string[] = [];
    for (let after: string | undefined; ; after = names.at(-1)) {
      const page = await listGraphs(database.queries, { limit: 2, search, after }, "all");
      names.push(...page.map(({ name }) => name));
      if (page.length < 2) return names;
    }
  };
  const all = await pages(undefined);
  expect(all.filter((name) => made.includes(name))).toEqual(["P-1", "p-2", "p.4", "p_3", "zz"]);
  expect(new Set(all).size).toBe(all.length);
  expect(await pages("P")).toEqual(["P-1", "p-2", "p.4", "p_3", "zz"]);
});

test("graphs are found by whole names, in any case, and only those that can be run where that is asked", async () => {
  for (const name of ["Whole", "whole-not", "other"])
    await createGraph(database, { name, file: FILE }, "Ann");
  await sealGraph(database, { name: "whole" }, "Ann");
  const names = async (asked: Parameters<typeof listGraphs>[1]) =>
    (await listGraphs(database.queries, asked, "all")).map(({ name }) => name);
  expect(await names({ names: ["WHOLE", "other", "gone"] })).toEqual(["other", "Whole"]);
  expect(await names({ names: [] })).toEqual([]);
  expect(await names({ search: "whole", isSealed: true })).toEqual(["Whole"]);
  await retireRevision(database, { name: "whole", revision: 1, reason: "old" }, COMMAND_LINE);
  expect(await names({ search: "whole", isSealed: true })).toEqual([]);
});

test("what a draft waited for and was sealed since is no problem of it in the list, for those who may read it", async () => {
  const folderId = (await folderAt(database.queries, "far")).id;
  const runs = (more: object) => ({ kind: "graph", graph: "waited@1", ...more });
  const drafts: Record<string, object> = {
    "waits-1": { P: runs({}), Q: { kind: "graph", graph: "never@1" } },
    "waits-2": { P: runs({ inputs: { none: { type: "string" } } }), Q: runs({}) },
    "waits-3": { P: { kind: "graph", graph: "waited@2" } },
  };
  for (const [name, vertices] of Object.entries(drafts))
    await createGraph(database, { name, file: { signalbox: 1, vertices } }, "Ann");
  const counts = async (readable: readonly number[] | "all" = "all") => {
    const listed = await listGraphs(database.queries, { search: "waits-" }, readable);
    return listed.map(({ errorCount, warningCount }) => [errorCount, warningCount]);
  };
  const shown = async () => {
    const views = await Promise.all(
      Object.keys(drafts).map((name) => showGraph(database.queries, name, undefined)),
    );
    return views.map(({ findings }) =>
      ["error", "warning"].map((level) => findings.filter((each) => each.level === level).length),
    );
  };
  const before = await counts();
  expect(before.map(([errors]) => errors)).toEqual([2, 2, 1]);
  const child = { name: "waited", file: FILE };
  await createGraph(database, child, "Ann", { readable: "all", folderId });
  await sealGraph(database, { name: "waited" }, "Ann");
  const since = await counts();
  expect(since.map(([errors]) => errors)).toEqual([1, 1, 1]);
  expect(since).toEqual(await shown());
  // Whoever may not read what was sealed could not seal the drafts, either.
  expect(await counts([ROOT_ID])).toEqual(before);
  await retireRevision(database, { name: "waited", revision: 1, reason: "old" }, COMMAND_LINE);
  expect(await counts()).toEqual(await shown());
  expect((await counts()).map(([, warnings]) => warnings)).toEqual(
    since.map(([, warnings = 0], place) => warnings + ([1, 2, 0][place] ?? 0)),
  );
});

test("a list of many drafts that waited for what is sealed now takes no more statements than that of one", async () => {
  await createGraph(database, { name: "awaited", file: FILE }, "Ann");
  const vertices = { P: { kind: "graph", graph: "awaited@2" } };
  for (let number = 0; number < 20; number++)
    await createGraph(database, { name: `many-${number}`, file: { signalbox: 1, vertices } }, "Ann");
  for (const edit of [1, 2]) {
    const file = { ...FILE, vertices: { a: { script: `exit ${edit}` } } };
    await saveGraph(database, { name: "awaited", edit, file }, "Ann");
    await sealGraph(database, { name: "awaited" }, "Ann");
  }
  const counted = openDatabase(databaseUrl, 1);
  const statementsOf = async (limit: number) => {
    const asked = async () => {
      const [rows] = await counted.pool.query("show session status like 'Questions'");
      return Number((rows as unknown as { Value: string }[])[0]?.Value);
    };
    const before = await asked();
    const listed = await listGraphs(counted.queries, { search: "many-", limit }, "all");
    expect(listed.map(({ errorCount }) => errorCount)).toEqual(listed.map(() => 0));
    expect(listed).toHaveLength(limit);
    return (await asked()) - before;
  };
  expect(await statementsOf(20)).toBe(await statementsOf(1));
  await counted.close();
});

test("the newest save says the folder, so that an open editor sees the move of somebody else", async () => {
  await createGraph(database, { name: "moving", file: FILE }, "Ann");
  const before = await newestSave(database.queries, "moving");
  expect(before.folder).toBe("");
  await moveGraph(database, { name: "moving", folder: "far/down" }, COMMAND_LINE);
  expect(await newestSave(database.queries, "moving")).toEqual({ ...before, folder: "far/down" });
});
