import { expect, test } from "vitest";
import { isDuplicateKey, transact } from "#platform/database/db.ts";
import {
  childRevisionOf,
  childRevisionsOf,
  childSpecsOf,
  countVertices,
  edgesOf,
  replaceContent,
  verticesOf,
} from "../graphs/content-rows.ts";
import { listGraphRows } from "../graphs/graph-list-rows.ts";
import {
  countGraphs,
  findGraph,
  findKeptGraph,
  findTestGraph,
  insertGraph,
  insertTestGraph,
  lockGraph,
  lockGraphById,
  markGraphDeleted,
  renameGraphRow,
} from "../graphs/graph-rows.ts";
import { revisionsThatRun } from "../graphs/named-by-rows.ts";
import { graphsWithNewest, pinsIn, revisionsNumbered } from "../graphs/pin-rows.ts";
import {
  countPipelinesOf,
  listRevisionRows,
  markNotRetired,
  markRetired,
} from "../graphs/revision-list-rows.ts";
import {
  findDraft,
  findRevision,
  findRevisionById,
  findSealed,
  insertRevision,
  latestSealed,
  newestSaveOf,
  newestSealedNumber,
  sealedByDigest,
  sealedCopies,
  sealedRevisions,
  updateDraft,
} from "../graphs/revision-rows.ts";
import { HARD_TEXT, makeGraph, makePipeline, onEachServer } from "./servers-for-test.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;
const SAVED = {
  edit: 1,
  header: { description: HARD_TEXT },
  digest: DIGEST,
  findings: [],
  savedBy: HARD_TEXT,
};

onEachServer((database) => {
  test("graph names that differ only in case are the same name, which is free again once the graph is deleted", async () => {
    const { queries } = database();
    const before = await countGraphs(queries);
    const id = await insertGraph(queries, { name: "Deploy", createdBy: HARD_TEXT });
    expect(await findGraph(queries, "dEPLOY")).toMatchObject({ id, name: "Deploy", createdBy: HARD_TEXT });
    const twice = insertGraph(queries, { name: "DEPLOY", createdBy: "ann" });
    expect(isDuplicateKey(await twice.catch((error: unknown) => error))).toBe(true);
    for (const other of ["deploy ", "déploy", "deploy\u00ad", "dep\u200bloy", "ｄeploy"])
      expect([other, await findGraph(queries, other)]).toEqual([other, null]);
    await renameGraphRow(queries, id, "Ship");
    expect(await findGraph(queries, "deploy")).toBeNull();
    expect(await transact(database(), (tx) => lockGraph(tx, "ship"))).toMatchObject({ id });
    expect(await transact(database(), (tx) => lockGraph(tx, "none"))).toBeNull();
    await transact(database(), (tx) => lockGraphById(tx, id));
    expect(await countGraphs(queries)).toBe(before + 1);
    await markGraphDeleted(queries, id);
    expect(await findGraph(queries, "ship")).toBeNull();
    expect(await findKeptGraph(queries, id)).toMatchObject({ name: "Ship" });
    expect(await findKeptGraph(queries, id + 1_000)).toBeNull();
    expect(await countGraphs(queries)).toBe(before);
    await insertGraph(queries, { name: "ship", createdBy: "ann" });
  });

  test("what holds the tests of a graph is found by that graph only, and is renamed and moved with it", async () => {
    const { queries } = database();
    const id = await insertGraph(queries, { name: "tested", createdBy: "ann" });
    const of = await findGraph(queries, "tested");
    expect(await findTestGraph(queries, id)).toBeNull();
    if (of === null) throw new Error("It was inserted.");
    const before = await countGraphs(queries);
    const tests = await insertTestGraph(queries, of, HARD_TEXT);
    expect(await findTestGraph(queries, id)).toMatchObject({ id: tests, testOf: id, createdBy: HARD_TEXT });
    expect(await findGraph(queries, "tested")).toMatchObject({ id });
    expect(await countGraphs(queries)).toBe(before);
    await renameGraphRow(queries, id, "Renamed");
    expect(await findTestGraph(queries, id)).toMatchObject({ name: "Renamed", folderId: of.folderId });
    await insertRevision(queries, {
      ...SAVED,
      digest: `sha256:${"7".repeat(64)}`,
      graphId: tests,
      number: 1,
    });
    expect(await sealedCopies(queries, [`sha256:${"7".repeat(64)}`], "all")).toEqual([]);
    expect((await sealedByDigest(queries, [`sha256:${"7".repeat(64)}`])).size).toBe(0);
  });

  test("a search for graphs finds plain text, and no character of it acts as a pattern", async () => {
    const { queries } = database();
    for (const name of ["list-a", "list_b", "list%c"]) {
      const graphId = await insertGraph(queries, { name, createdBy: "ann" });
      await insertRevision(queries, { ...SAVED, graphId, number: null });
    }
    const described = await insertGraph(queries, { name: "a-other", createdBy: "ann" });
    const header = { description: "makes a list_b", params: { notes: { type: "string" } } } as const;
    await insertRevision(queries, { ...SAVED, graphId: described, number: null, header });
    const names = async (search: string, limit = 10) =>
      (await listGraphRows(queries, { search }, limit)).map((row) => row.graph.name);
    // Found in the name first; words of the file that nobody wrote are not found.
    const named = ["list%c", "list-a", "list_b"];
    expect(await names("LIST")).toEqual([...named, "a-other"]);
    expect(await names("list_")).toEqual(["list_b", "a-other"]);
    expect(await names("string")).toEqual([]);
    expect(await names("params")).toEqual([]);
    expect(await names("list%")).toEqual(["list%c"]);
    expect(await names("list", 2)).toHaveLength(2);
    expect(await listGraphRows(queries, {}, 100)).not.toHaveLength(0);
  });

  test("a draft is saved only from the edit that was read, and a graph has only one draft", async () => {
    const { queries } = database();
    const { graphId } = await makeGraph(database());
    const draft = await findDraft(queries, graphId);
    expect(draft).toMatchObject({ number: null, edit: 0, header: { description: HARD_TEXT } });
    expect(await newestSaveOf(queries, graphId)).toEqual({ edit: 0, savedBy: draft?.savedBy });
    expect(await updateDraft(queries, draft?.id ?? -1, 0, SAVED)).toBe(true);
    expect(await updateDraft(queries, draft?.id ?? -1, 0, SAVED)).toBe(false);
    expect(await findDraft(queries, graphId)).toMatchObject({ edit: 1, savedBy: HARD_TEXT, digest: DIGEST });
    const second = insertRevision(queries, { ...SAVED, graphId, number: null });
    expect(isDuplicateKey(await second.catch((error: unknown) => error))).toBe(true);
  });

  test("sealed revisions are found by number, id and digest; a draft by none of them", async () => {
    const { queries } = database();
    const { graphId, revisionId } = await makeGraph(database());
    const revision = await findRevision(queries, graphId, 1);
    const digest = revision?.digest ?? "";
    expect(revision).toMatchObject({ id: revisionId, findings: [], checkedDigest: digest });
    expect(await findRevision(queries, graphId, 2)).toBeNull();
    expect(await findRevisionById(queries, revisionId)).toEqual(revision);
    expect(await findRevisionById(queries, 99_999)).toBeNull();
    expect(await findSealed(queries, graphId, digest)).toEqual(revision);
    expect(await findSealed(queries, graphId, DIGEST)).toBeNull();
    const next = await insertRevision(queries, { ...SAVED, graphId, number: 2 });
    expect((await sealedRevisions(queries, graphId, 9)).map(({ number }) => number)).toEqual([2, 1]);
    expect((await sealedRevisions(queries, graphId, 1)).map(({ number }) => number)).toEqual([2]);
    expect(await newestSealedNumber(queries, graphId)).toBe(2);
    expect(await newestSealedNumber(queries, 0)).toBe(null);
    expect((await sealedByDigest(queries, [DIGEST, digest, "none"])).get(DIGEST)?.id).toBe(next);
    expect((await sealedByDigest(queries, [])).size).toBe(0);
    const other = await makeGraph(database());
    const copy = await insertRevision(queries, { ...SAVED, graphId: other.graphId, number: 2 });
    const copies = async (folders: readonly number[] | "all") =>
      (await sealedCopies(queries, [DIGEST], folders)).map(({ id }) => id);
    expect(await copies("all")).toEqual([next, copy]);
    expect(await copies([1])).toEqual([next, copy]);
    expect([await copies([]), await sealedCopies(queries, [], "all")]).toEqual([[], []]);
  });

  test("a revision is retired once, is passed over as the latest one, and is listed; a draft cannot be retired", async () => {
    const { queries } = database();
    const { graphId, revisionId } = await makeGraph(database());
    const note = HARD_TEXT;
    const reasons = [{ code: "unused", text: HARD_TEXT, reason: HARD_TEXT }];
    const finding = (level: "warning" | "hint") =>
      ({ code: "unused", level, text: `"level":"warning" ${HARD_TEXT}`, vertices: [], edges: [] }) as const;
    const findings = [finding("warning"), finding("hint"), finding("warning")];
    const next = await insertRevision(queries, { ...SAVED, graphId, number: 2, note, reasons, findings });
    expect(await markRetired(queries, next, HARD_TEXT, HARD_TEXT)).toBe(true);
    expect(await markRetired(queries, next, "bob", "again")).toBe(false);
    expect(await latestSealed(queries, graphId)).toBe(1);
    expect(await newestSealedNumber(queries, graphId)).toBe(2);
    const retired = { retiredBy: HARD_TEXT, retiredReason: HARD_TEXT, note, reasons: 1, warnings: 2 };
    expect(await listRevisionRows(queries, graphId, { limit: 9 })).toMatchObject([
      { number: 2, ...retired },
      { number: 1, retiredAt: null, note: null, reasons: 0 },
    ]);
    expect(await listRevisionRows(queries, graphId, { before: 2, limit: 9 })).toHaveLength(1);
    expect(await listRevisionRows(queries, graphId, { limit: 1 })).toHaveLength(1);
    const draft = await findDraft(queries, graphId);
    expect(await markRetired(queries, draft?.id ?? -1, "ann", "no")).toBe(false);
    expect(await markNotRetired(queries, next)).toBe(true);
    expect(await markNotRetired(queries, next)).toBe(false);
    expect(await latestSealed(queries, graphId)).toBe(2);
    expect(await countPipelinesOf(queries, [], 2)).toEqual([]);
    expect(await countPipelinesOf(queries, [revisionId, next], 2)).toEqual([]);
    for (let made = 0; made < 3; made += 1) await makePipeline(database(), { graphId, revisionId });
    const many = Array.from({ length: 98 }, (_, other) => other + 1);
    expect(await countPipelinesOf(queries, [...many, revisionId, next], 2)).toEqual([
      { revisionId, state: "running", pipelines: 2 },
    ]);
  });

  test("the graphs that vertices run are read without their other texts, and of each graph its newest revision that is not retired", async () => {
    const { queries } = database();
    const { graphId, revisionId } = await makeGraph(database());
    const name = `pinned-${graphId}`;
    await renameGraphRow(queries, graphId, name);
    const graph = { name, revision: 1, digest: DIGEST };
    const rows = [{ graph }, { graph }, { graph: { name: "Other", revision: 7 } }, { script: '"graph":' }];
    const vertices = rows.map((spec, number) => ({
      ...{ number, name: `v${number}`, digest: DIGEST, x: null, y: null },
      spec,
    }));
    await transact(database(), (tx) => replaceContent(tx, revisionId, vertices, []));
    const pins = await pinsIn(queries, revisionId);
    expect(pins).toHaveLength(2);
    expect(pins).toEqual(
      expect.arrayContaining([
        { name, revision: 1, digest: DIGEST },
        { name: "Other", revision: 7, digest: null },
      ]),
    );
    const names = [name.toUpperCase(), "none", ...Array.from({ length: 600 }, (_, at) => `none-${at}`)];
    const newest = async (folders: "all" | number[] = "all") => graphsWithNewest(queries, names, folders);
    expect(await newest()).toMatchObject([{ id: graphId, name, newest: { id: revisionId, number: 1 } }]);
    expect(await newest([])).toEqual([]);
    const next = await insertRevision(queries, {
      ...SAVED,
      digest: `sha256:${"9".repeat(64)}`,
      graphId,
      number: 2,
    });
    expect(await newest()).toMatchObject([{ newest: { id: next, number: 2 } }]);
    for (const id of [revisionId, next]) await markRetired(queries, id, HARD_TEXT, HARD_TEXT);
    expect(await newest()).toMatchObject([{ id: graphId, newest: null }]);
    const wanted = [1, 2, 3].map((number) => ({ graphId, number }));
    expect((await revisionsNumbered(queries, wanted)).map(({ number }) => number).sort()).toEqual([1, 2]);
    expect(await revisionsNumbered(queries, [])).toEqual([]);
  });

  test("a revision's content is replaced as a whole, and keeps its order, its bytes and its nulls", async () => {
    const { queries } = database();
    const { revisionId } = await makeGraph(database());
    const vertices = Array.from({ length: 450 }, (_, number) => ({
      number,
      name: `v${number}`,
      spec: { script: HARD_TEXT },
      digest: DIGEST,
      x: number === 0 ? null : -number,
      y: null,
      childRevisionId: number === 7 ? revisionId : null,
    }));
    const edges = vertices
      .slice(1)
      .map(({ number }) => ({ number: number - 1, tail: 0, head: number, spec: {} }));
    await transact(database(), (tx) => replaceContent(tx, revisionId, vertices, edges));
    expect(await verticesOf(queries, revisionId)).toEqual(vertices.map((row) => ({ ...row, revisionId })));
    expect(await childRevisionOf(queries, revisionId, 7)).toBe(revisionId);
    expect(await childRevisionOf(queries, revisionId, 8)).toBeNull();
    expect(await childRevisionsOf(queries, revisionId)).toEqual(new Map([[7, revisionId]]));
    expect(await childSpecsOf(queries, revisionId)).toEqual([
      { spec: { script: HARD_TEXT }, id: revisionId },
    ]);
    expect(await revisionsThatRun(queries, { revisionId }, 1)).toMatchObject({
      ...{ rows: [{ number: 1, isRetired: false }], isComplete: true },
    });
    expect(await revisionsThatRun(queries, { revisionId }, 0)).toMatchObject({ isComplete: false });
    expect(await edgesOf(queries, revisionId)).toEqual(edges.map((row) => ({ ...row, revisionId })));
    expect((await countVertices(queries, [revisionId])).get(revisionId)).toBe(450);
    // Names and ends that change places, keys of JSON in another order, a row that is new, and rows that go.
    const moved = [...vertices.slice(0, 300).reverse(), ...vertices.slice(0, 1)].map((row, number) => ({
      ...row,
      number,
      name: number === 300 ? "new" : row.name,
      spec: number === 7 ? { description: "a", script: "b" } : row.spec,
    }));
    const turned = edges.slice(0, 299).map((row) => ({ ...row, tail: row.head, head: row.tail }));
    await transact(database(), (tx) => replaceContent(tx, revisionId, moved, turned));
    const otherOrder = moved.map((row) =>
      row.number === 7 ? { ...row, spec: { script: "b", description: "a" } } : row,
    );
    await transact(database(), (tx) => replaceContent(tx, revisionId, otherOrder, turned));
    const stored = await verticesOf(queries, revisionId);
    expect(stored).toEqual(otherOrder.map((row) => ({ ...row, revisionId })));
    expect(Object.keys(stored[7]?.spec ?? {})).toEqual(["script", "description"]);
    expect(await edgesOf(queries, revisionId)).toEqual(turned.map((row) => ({ ...row, revisionId })));
    await transact(database(), (tx) => replaceContent(tx, revisionId, vertices.slice(0, 1), []));
    expect((await countVertices(queries, [revisionId, 99_999])).size).toBe(1);
    expect((await countVertices(queries, [])).size).toBe(0);
    expect(await edgesOf(queries, revisionId)).toEqual([]);
  });
});
