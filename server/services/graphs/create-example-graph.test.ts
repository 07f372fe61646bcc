import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { createFolder, folderAt } from "../rights/folders.ts";
import { createExampleGraph } from "./create-example-graph.ts";
import { showGraph } from "./show-graph.ts";

const { database } = await startTestSystem();

test("each team gets an example of its own, reads nothing of the other's, and gets the same one again", async () => {
  const team = async (name: string) => {
    await createFolder(database, { folder: "", name }, COMMAND_LINE);
    const folderId = (await folderAt(database.queries, name)).id;
    return () => createExampleGraph(database, name, { readable: [folderId], folderId });
  };
  const [east, west, north] = [await team("east"), await team("west"), await team("north")];
  expect(await east()).toMatchObject({ name: "restart-game", isNew: true });
  expect(await west()).toMatchObject({ name: "restart-game-2", isNew: true });
  expect(await west()).toMatchObject({ name: "restart-game-2", isNew: false });
  expect(await east()).toMatchObject({ name: "restart-game", isNew: false });
  expect(await Promise.all([north(), north()])).toMatchObject([
    { name: "restart-game-3" },
    { name: "restart-game-3" },
  ]);
  expect(await showGraph(database.queries, "restart-game-2", undefined)).toMatchObject({ folder: "west" });
});

test("whoever may read everything is given the example that is there", async () => {
  expect(await createExampleGraph(database, "Ann")).toMatchObject({ name: "restart-game", isNew: false });
});
