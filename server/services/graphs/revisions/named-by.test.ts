import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MAX_NAMED_BY } from "#contract/graphs/named-by.ts";
import { saveScheduleInput } from "#contract/triggers/schedules.ts";
import { saveTriggerInput } from "#contract/triggers/triggers.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { MIGRATIONS_FOLDER } from "#platform/database/migrate.ts";
import { revisionsThatRun } from "#repos/graphs/named-by-rows.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { COMMAND_LINE } from "../../rights/actor.ts";
import { createFolder, folderAt } from "../../rights/folders.ts";
import { saveSchedule } from "../../schedules/save-schedule.ts";
import { saveTrigger } from "../../triggers/save-trigger.ts";
import { deleteGraph } from "../delete-graph.ts";
import { moveGraph } from "../folder-of-graph.ts";
import { renameGraph } from "../rename-graph.ts";
import { applyGraphText } from "../save-graph.ts";
import { showGraph } from "../show-graph.ts";
import { namedByOf } from "./named-by.ts";
import { retireRevision } from "./retire-revision.ts";

const { database, seal } = await startTestSystem();
const { queries } = database;
const rest = (wait: string) => ({ vertices: { rest: { kind: "wait", wait: { for: wait } } } });
const runs = (graph: string) => ({ vertices: { run: { kind: "graph", graph } } });
const apply = (name: string, content: object) =>
  applyGraphText(database, JSON.stringify({ signalbox: 1, name, ...content }), "ann");
const namedBy = (revision: number, readable: "all" | number[] = "all") =>
  namedByOf(queries, { name: "deploy", revision }, readable);
const NOTHING = { first: [], more: 0, hidden: 0 };

test("a revision tells which sealed graphs, drafts and schedules name it, and only counts what may not be read", async () => {
  await seal({ name: "deploy", ...rest("1h") });
  expect(await namedBy(1)).toEqual({
    ...{ sealed: NOTHING, drafts: NOTHING, schedules: NOTHING, triggers: NOTHING, isComplete: true },
  });
  await seal({ name: "deploy", ...rest("2h") });
  await seal({ name: "nightly", ...runs("deploy@1") });
  await seal({ name: "nightly", ...runs("deploy@1"), description: "another" });
  await seal({ name: "secret", ...runs("deploy@1") });
  await seal({ name: "moved-on", ...runs("deploy@1") });
  await apply("moved-on", runs("deploy@2"));
  await apply("drawn", { vertices: { a: { kind: "graph", graph: "deploy@1" }, b: {} } });
  await seal({ name: "gone", ...runs("deploy@1") });
  await deleteGraph(database, { name: "gone" }, COMMAND_LINE);
  await createFolder(database, { folder: "", name: "ops" }, COMMAND_LINE);
  await moveGraph(database, { name: "secret", folder: "ops" }, COMMAND_LINE);
  await retireRevision(database, { name: "nightly", revision: 2, reason: "old" }, COMMAND_LINE);
  await renameGraph(database, { name: "deploy", to: "Deploy" }, COMMAND_LINE);
  const schedule = { graph: "deploy", cron: "0 0 * * *", zone: "UTC" };
  await saveSchedule(
    database,
    saveScheduleInput.parse({ name: "pins-1", ...schedule, revision: 1 }),
    COMMAND_LINE,
  );
  await saveSchedule(database, saveScheduleInput.parse({ name: "latest", ...schedule }), COMMAND_LINE);
  const root = await folderAt(queries, "");
  expect(await namedBy(1, [root.id])).toEqual({
    sealed: {
      first: [
        { graph: "moved-on", revision: 1, isRetired: false },
        { graph: "nightly", revision: 1, isRetired: false },
        { graph: "nightly", revision: 2, isRetired: true },
      ],
      more: 0,
      hidden: 1,
    },
    drafts: { first: ["drawn", "nightly"], more: 0, hidden: 1 },
    schedules: { first: ["pins-1"], more: 0, hidden: 0 },
    triggers: NOTHING,
    isComplete: true,
  });
  expect((await namedBy(1)).sealed.first).toContainEqual({ graph: "secret", revision: 1, isRetired: false });
  expect(await namedBy(2, [root.id])).toMatchObject({ drafts: { first: ["moved-on"] }, sealed: NOTHING });
  await expect(namedBy(3)).rejects.toMatchObject({ refusal: { code: "not-found" } });
  // Of the whole graph: whatever revision they run, and also what launches the latest.
  expect(await namedByOf(queries, { name: "deploy" }, [root.id])).toMatchObject({
    sealed: { first: [{ graph: "moved-on" }, { graph: "nightly" }, { graph: "nightly" }], hidden: 1 },
    drafts: { first: ["drawn", "moved-on", "nightly"], hidden: 1 },
    schedules: { first: ["latest", "pins-1"] },
    triggers: NOTHING,
  });
});

test("of a graph it tells which triggers launch it or launch after it, and only counts those of graphs that may not be read", async () => {
  for (const name of ["before", "source", "seen", "unseen"]) await seal({ name, ...rest("11h") });
  await moveGraph(database, { name: "unseen", folder: "ops" }, COMMAND_LINE);
  const after = (name: string, graph: string, source: string) =>
    saveTrigger(
      database,
      saveTriggerInput.parse({ name, graph, kind: "after", settings: { graph: source } }),
      COMMAND_LINE,
    );
  await after("into", "source", "before");
  await after("open", "seen", "source");
  await after("closed", "unseen", "source");
  const root = await folderAt(queries, "");
  const triggers = async (readable: "all" | number[]) =>
    (await namedByOf(queries, { name: "source" }, readable)).triggers;
  expect(await triggers([root.id])).toEqual({ first: ["into", "open"], more: 0, hidden: 1 });
  expect(await triggers("all")).toEqual({ first: ["closed", "into", "open"], more: 0, hidden: 0 });
});

test("of two graphs with the same content the one that a draft ran is told, also once it has another name", async () => {
  const named = async (name: string) => (await namedByOf(queries, { name, revision: 1 }, "all")).drafts.first;
  for (const name of ["earlier", "copied"]) await seal({ name, ...rest("7h") });
  await apply("parent", runs("copied@1"));
  const parent = (await showGraph(queries, "parent", undefined)).file;
  await renameGraph(database, { name: "copied", to: "copied-2" }, COMMAND_LINE);
  const apart = { ...parent, description: "saved once more" };
  await applyGraphText(database, writeJson(apart, 2), "ann");
  expect([await named("earlier"), await named("copied-2")]).toEqual([[], ["parent"]]);
  // A draft that is new and names none of the two: either could be meant.
  await applyGraphText(database, writeJson({ ...apart, name: "unsure" }, 2), "ann");
  expect([await named("earlier"), await named("copied-2")]).toEqual([[], ["parent"]]);
});

test("a draft that was saved before drafts were listed is listed once the database is brought up to date", async () => {
  for (const name of ["named", "other-name", "twin"])
    await seal({ name, ...rest(name === "named" ? "8h" : "9h") });
  await seal({ name: "alone", ...rest("10h") });
  await apply("old-1", runs("Named@1"));
  await apply("old-2", runs("alone@1"));
  await apply("old-3", runs("twin@1"));
  await renameGraph(database, { name: "alone", to: "alone-2" }, COMMAND_LINE);
  await renameGraph(database, { name: "twin", to: "twin-2" }, COMMAND_LINE);
  await database.pool.query("update vertex set child_revision_id = null");
  const migration = await readFile(join(MIGRATIONS_FOLDER, "0066_children-of-drafts.sql"), "utf8");
  for (const statement of migration.split("--> statement-breakpoint")) await database.pool.query(statement);
  const drafts = async (name: string) =>
    (await namedByOf(queries, { name, revision: 1 }, "all")).drafts.first;
  expect([await drafts("named"), await drafts("alone-2")]).toEqual([["old-1"], ["old-2"]]);
  // Either of the two may be meant.
  expect([await drafts("other-name"), await drafts("twin-2")]).toEqual([[], []]);
  // What is sealed is left as it was.
  const [sealed] = await database.pool.query(
    "select 1 from vertex v join revision r on r.id = v.revision_id where r.number is not null and v.child_revision_id is not null",
  );
  expect(sealed).toEqual([]);
});

test("of thousands that run it a few are listed, and all are found in one key", async () => {
  const names = Array.from({ length: 3_000 }, (_, at) => `many-${at}`);
  const when = new Date(0);
  await database.pool.query("insert into graph (name, name_key, created_at, created_by) values ?", [
    names.map((name) => [name, name, when, "ann"]),
  ]);
  await database.pool.query(
    `insert into revision (graph_id, number, edit, header, digest, saved_at, saved_by)
     select id, null, 1, '{}', concat('sha256:', sha2(name, 256)), now(3), 'ann' from graph where name like 'many-%'`,
  );
  const [found] = await database.pool.query(
    "select r.id from revision r join graph g on g.id = r.graph_id where g.name = 'Deploy' and r.number = 2",
  );
  const [{ id }] = found as [{ id: number }];
  await database.pool.query(
    `insert into vertex (revision_id, number, name, spec, digest, child_revision_id)
     select r.id, n.seq, concat('v', n.seq), '{}', r.digest, ${id} from revision r join graph g on g.id = r.graph_id, (select 0 as seq union all select 1 union all select 2) n where g.name like 'many-%'`,
  );
  const { drafts, isComplete } = await namedBy(2);
  expect(drafts.first).toHaveLength(MAX_NAMED_BY);
  expect([drafts.more, isComplete]).toEqual([names.length + 1 - MAX_NAMED_BY, true]);
  const [plan] = await database.pool.query(
    // Of one that few run: else to read the whole table may be as good.
    `explain select distinct revision_id from vertex where child_revision_id = (select r.id from revision r join graph g on g.id = r.graph_id where g.name = 'Deploy' and r.number = 1) order by revision_id limit 5001`,
  );
  expect(plan).toContainEqual(
    expect.objectContaining({ table: "vertex", key: "vertex_child_revision_id_revision_id_fk" }),
  );
  // Of those that are deleted none is counted, so they keep no other from being found; the newest come first.
  await database.pool.query(
    "update graph set deleted_at = now(3) where name like 'many-%' and name <> 'many-7'",
  );
  expect(await revisionsThatRun(queries, { revisionId: id }, 1)).toMatchObject({
    ...{ rows: [{ graph: "many-7", number: null }], isComplete: false },
  });
  expect(await revisionsThatRun(queries, { revisionId: id }, 2)).toMatchObject({
    ...{ rows: [{ graph: "many-7" }, { graph: "moved-on" }], isComplete: true },
  });
});
