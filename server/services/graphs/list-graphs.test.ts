import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { createFolder, folderAt } from "../rights/folders.ts";
import { createGraph } from "./save-graph.ts";
import { listGraphs } from "./show-graph.ts";

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
