import { expect, test } from "vitest";
import { ROLES } from "#engine/rights/roles.ts";
import { isDuplicateKey, transact } from "#platform/database/db.ts";
import { insertRunnerToken, revokeRunnerTokenRow } from "../fleet/runner-token-rows.ts";
import { insertSecret, removeSecret } from "../fleet/secret-rows.ts";
import { insertGraph, markGraphDeleted, setFolderOfGraph } from "../graphs/graph-rows.ts";
import { insertNoticeRule } from "../notices/notice-rule-rows.ts";
import { insertApiToken, listApiTokenRows } from "../people/api-token-rows.ts";
import { deletePerson, insertPerson } from "../people/person-rows.ts";
import {
  contentsOfFolder,
  deleteFolderRow,
  findFolder,
  findFolderById,
  insertFolder,
  listFolderRows,
  lockFolder,
  lockFolders,
  ROOT_ID,
  updateFolder,
} from "../rights/folder-rows.ts";
import {
  deleteGrant,
  grantsOfPerson,
  insertGrant,
  listGrantRows,
  peopleGranted,
  peopleWithRole,
} from "../rights/grant-rows.ts";
import {
  deleteGroupRow,
  deleteMember,
  EVERYONE,
  findGroup,
  groupsOfPerson,
  insertGroup,
  listGroupRows,
  listMembers,
  putMember,
  renameGroupRow,
} from "../rights/group-rows.ts";
import { boundLabels, deleteRunnerLabel, putRunnerLabel } from "../rights/runner-label-rows.ts";
import { HARD_TEXT, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  let made = 0;
  const folderIn = (parentId: number, path: string) =>
    insertFolder(database().queries, { parentId, path, createdBy: HARD_TEXT });
  const makePerson = (name: string) =>
    insertPerson(database().queries, { name, email: null, createdBy: "ann" });
  const makeFolder = () => {
    made += 1;
    return folderIn(1, `made-${made}`);
  };

  test("folders have the root from the beginning, are found without regard to case, and keep their order", async () => {
    const { queries } = database();
    expect(await findFolder(queries, "")).toMatchObject({ id: 1, parentId: null, path: "" });
    const ops = await folderIn(1, "Ops");
    const db = await folderIn(ops, "Ops/db");
    expect(await findFolder(queries, "OPS/DB")).toMatchObject({
      id: db,
      path: "Ops/db",
      createdBy: HARD_TEXT,
    });
    expect(await findFolderById(queries, ops)).toMatchObject({ path: "Ops", parentId: 1 });
    expect([await findFolder(queries, "none"), await findFolderById(queries, db + 100)]).toEqual([
      null,
      null,
    ]);
    expect(isDuplicateKey(await folderIn(1, "oPs").catch((error) => error))).toBe(true);
    expect((await listFolderRows(queries)).map(({ path }) => path)).toEqual(["", "Ops", "Ops/db"]);
    await transact(database(), async (tx) => {
      await lockFolders(tx);
      await lockFolder(tx, "ops/DB", "alone");
      await lockFolder(tx, "none", "shared");
      await lockFolder(tx, "nö", "shared");
      await updateFolder(tx, db, { path: "db", parentId: 1 });
    });
    expect(await findFolder(queries, "db")).toMatchObject({ id: db, parentId: 1 });
    expect(await deleteFolderRow(queries, { id: db, parentId: 1 })).toBe(true);
    expect(await deleteFolderRow(queries, { id: db, parentId: 1 })).toBe(false);
    await deleteFolderRow(queries, { id: ops, parentId: 1 });
    expect(await deleteFolderRow(queries, { id: ROOT_ID, parentId: null })).toBe(false);
  });

  test("a folder that holds something cannot be deleted", async () => {
    const { queries } = database();
    const above = await makeFolder();
    const below = await folderIn(above, `made-${made}/below`);
    const graph = await insertGraph(queries, { name: "in-a-folder", createdBy: "ann", folderId: below });
    await insertSecret(queries, { name: "s", box: Buffer.from("x"), savedBy: "ann", folderId: below });
    await putRunnerLabel(queries, { label: "l", folderId: below, createdBy: "ann" });
    const row = { id: above, parentId: 1 };
    await expect(deleteFolderRow(queries, row)).rejects.toThrow();
    const names = { noticeRules: 0, runnerTokens: 0 };
    const nothing = { folders: 0, graphs: 0, secrets: 0, connections: 0, streams: 0, labels: 0, ...names };
    expect(await contentsOfFolder(queries, above)).toEqual({ ...nothing, folders: 1 });
    expect(await contentsOfFolder(queries, below)).toEqual({ ...nothing, graphs: 1, secrets: 1, labels: 1 });
    expect((await listFolderRows(queries)).find(({ id }) => id === below)?.graphCount).toBe(1);
    await markGraphDeleted(queries, graph);
    await removeSecret(queries, "s");
    await deleteRunnerLabel(queries, "l");
    expect(await deleteFolderRow(queries, { id: below, parentId: above })).toBe(true);
    await setFolderOfGraph(queries, graph, ROOT_ID);
    expect(await deleteFolderRow(queries, row)).toBe(true);
  });

  test("a folder that a notice rule or a token of runners names is not empty until the token is revoked", async () => {
    const { queries } = database();
    const id = await makeFolder();
    const settings = {
      kinds: ["failed" as const],
      ...{ waitMs: 0, late: null, quiet: null, repeatMs: 0 },
      target: { kind: "email" as const, to: ["ops@example.com"] },
    };
    const rule = { name: "of-folder", graphId: null, folderId: id, settings, changedBy: "ann" };
    await insertNoticeRule(queries, { ...rule, isActive: true });
    const row = { name: "r", labels: [], codeDigest: Buffer.alloc(32, 9), createdBy: "ann" };
    const token = await insertRunnerToken(queries, row, [id], { codeMs: 60_000, lifeMs: null });
    expect(await contentsOfFolder(queries, id)).toMatchObject({ noticeRules: 1, runnerTokens: 1 });
    await revokeRunnerTokenRow(queries, token, "bob");
    expect(await contentsOfFolder(queries, id)).toMatchObject({ noticeRules: 1, runnerTokens: 0 });
  });

  test("a person has their own roles, those of their groups, and those of everyone", async () => {
    const { queries } = database();
    const [ann, bob, folder] = [await makePerson(HARD_TEXT), await makePerson("bob"), await makeFolder()];
    const path = `made-${made}`;
    const group = await insertGroup(queries, { name: "Ops team", createdBy: "ann" });
    await putMember(queries, group, ann);
    await putMember(queries, group, ann);
    const give = (to: { personId?: number; groupId?: number }, role: (typeof ROLES)[number]) =>
      insertGrant(queries, {
        personId: null,
        groupId: null,
        ...to,
        folderId: folder,
        role,
        createdBy: "ann",
      });
    const own = await give({ personId: bob }, "admin");
    const ofGroup = await give({ groupId: group }, "operator");
    const ofAll = await give({ groupId: EVERYONE }, "viewer");
    expect(isDuplicateKey(await give({ personId: bob }, "admin").catch((error) => error))).toBe(true);
    const rolesOf = async (id: number) => (await grantsOfPerson(queries, id)).map(({ role }) => role).sort();
    expect([await rolesOf(ann), await rolesOf(bob)]).toEqual([
      ["operator", "viewer"],
      ["admin", "viewer"],
    ]);
    expect((await grantsOfPerson(queries, ann))[0]?.folder).toBe(path);
    expect(await peopleWithRole(queries, [path], ["operator", "admin"])).toEqual([
      { id: ann, name: HARD_TEXT },
      { id: bob, name: "bob" },
    ]);
    expect(await peopleWithRole(queries, [path, "other"], ["operator"])).toEqual([
      { id: ann, name: HARD_TEXT },
    ]);
    expect((await peopleWithRole(queries, [path], ["viewer"])).map(({ id }) => id)).toContain(bob);
    expect(await peopleWithRole(queries, ["other"], ROLES)).toEqual([]);
    expect(await peopleWithRole(queries, [], ROLES)).toEqual([]);
    const granted = async (role: (typeof ROLES)[number]) =>
      (await peopleGranted(queries, role)).filter((each) => each.folder === path);
    expect(await granted("admin")).toEqual([{ folder: path, id: bob, name: "bob" }]);
    expect(await granted("operator")).toEqual([{ folder: path, id: ann, name: HARD_TEXT }]);
    expect(await granted("viewer")).toEqual([]);
    expect(await listGrantRows(queries, [folder])).toEqual([
      { id: own, folder: path, role: "admin", personId: bob, groupId: null, name: "bob" },
      { id: ofGroup, folder: path, role: "operator", personId: null, groupId: group, name: "Ops team" },
      { id: ofAll, folder: path, role: "viewer", personId: null, groupId: EVERYONE, name: "everyone" },
    ]);
    expect(await listGrantRows(queries, [])).toEqual([]);
    expect(await listGrantRows(queries)).toHaveLength(3);
    expect([await deleteGrant(queries, ofAll), await deleteGrant(queries, ofAll)]).toEqual([true, false]);
    expect(await rolesOf(bob)).toEqual(["admin"]);
    await insertApiToken(
      queries,
      {
        digest: Buffer.alloc(32, 7),
        name: "t",
        acts: "read",
        createdBy: "bob",
        folderId: folder,
        personId: bob,
      },
      60_000,
    );
    expect(await listApiTokenRows(queries)).toMatchObject([{ folder: path, personId: bob }]);
    expect(await deletePerson(queries, bob)).toBe(true);
    expect(await listApiTokenRows(queries)).toEqual([]);
    expect((await listGrantRows(queries)).map(({ id }) => id)).toEqual([ofGroup]);
    expect(await deletePerson(queries, ann)).toBe(true);
    expect(await deleteGroupRow(queries, group)).toBe(true);
    expect(await listGrantRows(queries)).toEqual([]);
  });

  test("groups are found without regard to case, and say who is in them; everyone stays", async () => {
    const { queries } = database();
    const group = await insertGroup(queries, { name: "Night shift", createdBy: "ann" });
    const ann = await makePerson("ann");
    expect(
      isDuplicateKey(await insertGroup(queries, { name: "night SHIFT", createdBy: "x" }).catch((e) => e)),
    ).toBe(true);
    expect(await findGroup(queries, "NIGHT shift")).toMatchObject({ id: group, name: "Night shift" });
    expect(await findGroup(queries, "nobody")).toBeNull();
    await renameGroupRow(queries, group, "Nights");
    expect((await listGroupRows(queries)).map(({ name }) => name)).toEqual(["everyone", "Nights"]);
    await putMember(queries, group, ann);
    expect(await listMembers(queries)).toEqual([{ groupId: group, id: ann, name: "ann" }]);
    expect(await groupsOfPerson(queries, ann, [group, EVERYONE])).toEqual([group]);
    expect(await groupsOfPerson(queries, ann, [])).toEqual([]);
    expect([await deleteMember(queries, group, ann), await deleteMember(queries, group, ann)]).toEqual([
      true,
      false,
    ]);
    expect(await deleteGroupRow(queries, EVERYONE)).toBe(false);
    expect(await deleteGroupRow(queries, group)).toBe(true);
  });

  test("a label of runners is bound to one folder", async () => {
    const { queries } = database();
    const [one, two] = [await makeFolder(), await makeFolder()];
    await putRunnerLabel(queries, { label: "gpu", folderId: one, createdBy: "ann" });
    await putRunnerLabel(queries, { label: "gpu", folderId: two, createdBy: "ann" });
    expect(await boundLabels(queries)).toContainEqual({ label: "gpu", folder: `made-${made}` });
    expect(await boundLabels(queries, ["gpu", "x"])).toHaveLength(1);
    expect([await boundLabels(queries, ["x"]), await boundLabels(queries, [])]).toEqual([[], []]);
    expect([await deleteRunnerLabel(queries, "gpu"), await deleteRunnerLabel(queries, "gpu")]).toEqual([
      true,
      false,
    ]);
  });
});
