import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { createFolder, folderAt } from "../rights/folders.ts";
import { moveGraph } from "./folder-of-graph.ts";
import { retireRevision } from "./revisions/retire-revision.ts";
import { createGraph } from "./save-graph.ts";
import { sealGraph } from "./seal-graph.ts";
import { listGraphs, newestSave } from "./show-graph.ts";

const FILE = { signalbox: 1, vertices: { a: { kind: "script", script: "true" } } };
const { database } = await startTestSystem();

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

test("the newest save says the folder, so that an open editor sees the move of somebody else", async () => {
  await createGraph(database, { name: "moving", file: FILE }, "Ann");
  const before = await newestSave(database.queries, "moving");
  expect(before.folder).toBe("");
  await moveGraph(database, { name: "moving", folder: "far/down" }, COMMAND_LINE);
  expect(await newestSave(database.queries, "moving")).toEqual({ ...before, folder: "far/down" });
});
