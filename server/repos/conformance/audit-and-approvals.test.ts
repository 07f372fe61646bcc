import { expect, test } from "vitest";
import { NO_DEADLINE } from "#drizzle/schema/pipelines/prompt.ts";
import { AuditCheck, type AuditContent } from "#engine/audit/audit-chain.ts";
import { wireText } from "#engine/json/wire.ts";
import { transact } from "#platform/database/db.ts";
import {
  approvalsOf,
  delegationsOf,
  deleteDelegation,
  isNamedInApprovals,
  launchersOf,
  peopleCalled,
  peopleOfGroup,
  peopleOfIds,
  placeOfRevision,
  putDelegation,
  putLauncher,
  tokensCalled,
} from "../approvals/approval-rows.ts";
import { auditRowsAfter, auditWrites, findAuditHead, listAuditRows } from "../audit/audit-rows.ts";
import { replaceContent } from "../graphs/content-rows.ts";
import { insertApiToken } from "../people/api-token-rows.ts";
import { insertPerson } from "../people/person-rows.ts";
import { findPipeline } from "../pipelines/pipeline-rows.ts";
import { insertGroup, putMember } from "../rights/group-rows.ts";
import {
  answersBefore,
  countApprovals,
  firstApprovedValues,
  inboxRowsOf,
  itemsAt,
  listClosedRows,
  placesOfPerson,
  verticesAt,
} from "../tracks/inbox-rows.ts";
import {
  askedClasses,
  askedKey,
  delegatedPrompts,
  type OpenFilter,
  openPromptPage,
} from "../tracks/open-prompt-rows.ts";
import {
  closeIfOpen,
  insertAnswer,
  isClosedBefore,
  listPrompts,
  newestPrompts,
  promptInserts,
} from "../tracks/prompt-rows.ts";
import { holdWrites, writeTogether } from "../write-together.ts";
import { HARD_TEXT, makeGraph, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

const entry = (more: Partial<AuditContent> = {}): AuditContent => ({
  who: "person",
  whoId: 3,
  whoName: HARD_TEXT,
  act: "graphs.rename",
  objectKind: "graph",
  objectId: 7,
  objectName: HARD_TEXT,
  result: "done",
  reason: null,
  times: 1,
  address: "::1",
  device: HARD_TEXT,
  before: HARD_TEXT,
  after: null,
  ...more,
});

onEachServer((database) => {
  test("the database hashes entries as the program does, and they come back as they were", async () => {
    const { queries } = database();
    expect(await findAuditHead(queries)).toBeNull();
    for (const act of ["a", "b_c", "graphs.rename"])
      await transact(database(), async (tx) => holdWrites(tx, auditWrites(entry({ act }))));
    const all = await auditRowsAfter(queries, {}, 0, 10);
    const check = new AuditCheck();
    check.follow(all);
    expect(check.end(await findAuditHead(queries))).toBeNull();
    expect(all.map(({ id, whoName, device }) => [id, whoName, device])).toEqual(
      [1, 2, 3].map((id) => [id, HARD_TEXT, HARD_TEXT]),
    );
    const ids = async (filter: Parameters<typeof listAuditRows>[1]) =>
      (await listAuditRows(queries, filter, null, 10)).map(({ id }) => id);
    expect(await ids({ act: "b_" })).toEqual([2]);
    expect(await ids({ act: "b%" })).toEqual([]);
    expect(await ids({ whoName: HARD_TEXT, objectName: HARD_TEXT })).toEqual([3, 2, 1]);
    expect(await ids({ result: "refused" })).toEqual([]);
    expect((await listAuditRows(queries, {}, 3, 1)).map(({ id }) => id)).toEqual([2]);
  });

  test("entries of transactions at the same time make one chain", async () => {
    const before = (await findAuditHead(database().queries))?.id ?? 0;
    const add = () => transact(database(), async (tx) => holdWrites(tx, auditWrites(entry())));
    await Promise.all(Array.from({ length: 8 }, add));
    const check = new AuditCheck();
    check.follow(await auditRowsAfter(database().queries, {}, 0, 100));
    expect([check.problem, check.head.id]).toEqual([null, before + 8]);
  });

  test("who launched, who sealed and who is called so is found", async () => {
    const { queries } = database();
    const { revisionId } = await makeGraph(database());
    expect(await placeOfRevision(queries, revisionId)).toEqual({ folder: "", folderId: 1, sealerId: null });
    const pipelineId = await makePipeline(database());
    for (const hasLaunched of [true, false])
      await putLauncher(queries, { pipelineId, personId: 5, hasLaunched });
    const between = await makePipeline(database(), {
      parentId: pipelineId,
      parentNumber: 0,
      parentAttempt: 1,
    });
    const below = await makePipeline(database(), { parentId: between, parentNumber: 0, parentAttempt: 1 });
    for (const personId of [5, 6])
      await putLauncher(queries, { pipelineId: below, personId, hasLaunched: false });
    expect(await launchersOf(queries, pipelineId)).toEqual([
      { personId: 5, hasLaunched: true },
      { personId: 6, hasLaunched: false },
    ]);
    expect(await launchersOf(queries, between)).toEqual([
      { personId: 5, hasLaunched: false },
      { personId: 6, hasLaunched: false },
    ]);
    const row = { name: "Ann", email: "ann@example.com", createdBy: "ann" };
    const id = await insertPerson(queries, row);
    expect(await peopleCalled(queries, "Ann@Example.com")).toEqual([{ id, name: "Ann" }]);
    expect(await peopleCalled(queries, "Ann")).toEqual([{ id, name: "Ann" }]);
    expect(await peopleCalled(queries, "ann")).toEqual([]);
    expect(await peopleOfIds(queries, [id, id + 1])).toEqual([{ id, name: "Ann" }]);
    expect(await isNamedInApprovals(queries, 'no"body_%')).toBe(false);
    const group = await insertGroup(queries, { name: "dba", createdBy: "ann" });
    await putMember(queries, group, id);
    expect(await peopleOfGroup(queries, group)).toEqual([{ id, name: "Ann" }]);
    const token = {
      digest: Buffer.alloc(32, 9),
      name: "ci",
      acts: "read answer",
      createdBy: "ann",
      personId: id,
    };
    const tokenId = await insertApiToken(queries, token, 60_000);
    await insertApiToken(queries, { ...token, digest: Buffer.alloc(32, 8) }, -1);
    expect(await tokensCalled(queries, "ci")).toEqual([
      { id: tokenId, name: "ci", acts: "read answer", folder: "", personId: id },
    ]);
  });

  test("approvals that others have to follow leave the prompt open, and a place is given, given anew and given back", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    await makeTracks(database(), pipelineId, [{}]);
    await transact(database(), (tx) =>
      writeTogether(tx, promptInserts(pipelineId, [{ number: 0, asks: [], assignees: ["group:dba"] }])),
    );
    const promptId = (await listPrompts(queries, "open", 1))[0]?.prompt.id ?? 0;
    const answer = { promptId, values: { verdict: "approve" }, comment: HARD_TEXT, answeredBy: HARD_TEXT };
    await insertAnswer(queries, { ...answer, place: 1, answeredByKey: "person 3", isClosing: false });
    expect(await approvalsOf(queries, promptId)).toMatchObject([
      { key: "person 3", name: HARD_TEXT, comment: HARD_TEXT, values: { verdict: "approve" } },
    ]);
    expect((await listPrompts(queries, "open", 1))[0]?.answer).toBeNull();
    expect(await countApprovals(queries, [promptId, 0])).toEqual(new Map([[promptId, 1]]));
    expect(await firstApprovedValues(queries, [promptId, 0])).toEqual(
      new Map([[promptId, { verdict: "approve" }]]),
    );
    expect(await inboxRowsOf(queries, [promptId, 0])).toMatchObject([
      { id: promptId, pipelineId, number: 0, asks: [], hasItems: false, folder: "" },
    ]);
    expect(await newestPrompts(queries, "open", 5, [1])).toEqual([promptId]);
    const before = { id: promptId, closedAt: new Date() };
    expect(await newestPrompts(queries, "answered", 5, [1], before)).toEqual([]);
    expect(await listClosedRows(queries, "answered", 5, "all", before)).toEqual([]);
    expect(isClosedBefore(before)).toBeDefined();
    for (const toId of [4, 5]) await putDelegation(queries, { promptId, fromId: 3, toId });
    expect(await delegationsOf(queries, promptId)).toEqual([{ fromId: 3, toId: 5 }]);
    expect(await placesOfPerson(queries, 5, [promptId])).toEqual({
      given: new Set(),
      received: new Set([promptId]),
    });
    const { graphId: ofGraph = 0, ...askedBy } = (await askedClasses(queries, "all"))[0] ?? {};
    expect(askedBy).toEqual({ folder: "", asked: askedKey(["group:dba"]), count: 1, promptId });
    expect(await askedClasses(queries, [])).toEqual([]);
    const moved = { id: promptId, graphId: ofGraph, asked: askedKey(["group:dba"]) };
    expect(await delegatedPrompts(queries, 3)).toEqual([{ ...moved, isReceived: false }]);
    expect(await delegatedPrompts(queries, 5)).toEqual([{ ...moved, isReceived: true }]);
    const [place = { id: 0, at: new Date(0) }] = await openPromptPage(queries, null, 5);
    expect(place).toEqual({ id: promptId, at: NO_DEADLINE });
    expect(await openPromptPage(queries, null, 5, { after: place })).toEqual([]);
    const filter = { classes: [moved], without: [], also: [] };
    for (const isNewestFirst of [true, false])
      expect(await openPromptPage(queries, filter, 5, { isNewestFirst })).toEqual([place]);
    const others: OpenFilter[] = [
      { ...filter, without: [promptId] },
      { ...filter, classes: [{ graphId: ofGraph, asked: null }] },
      { ...filter, classes: [] },
    ];
    for (const other of others) expect(await openPromptPage(queries, other, 5)).toEqual([]);
    expect(await openPromptPage(queries, { classes: [], without: [], also: [promptId] }, 5)).toEqual([place]);
    await deleteDelegation(queries, promptId, 3);
    expect(await delegationsOf(queries, promptId)).toEqual([]);
    const [row] = await inboxRowsOf(queries, [promptId]);
    if (row === undefined) throw new Error("The prompt is not listed.");
    const vertex = { number: 0, name: "gate", spec: {}, digest: "1", x: null, y: null };
    await transact(database(), (tx) => replaceContent(tx, row.revisionId, [vertex], []));
    expect(await verticesAt(queries, [row])).toMatchObject([{ number: 0, name: "gate", spec: {} }]);
    expect(await itemsAt(queries, [row])).toEqual([]);
    const items = { number: 3, names: [HARD_TEXT, "2"], parallel: null };
    await database().pool.query("update pipeline set items_of = ? where id = ?", [
      wireText(items),
      pipelineId,
    ]);
    expect(await itemsAt(queries, [row])).toEqual([{ pipelineId, number: 0, vertex: 3, name: HARD_TEXT }]);
    await database().pool.query("update pipeline set items_of = null where id = ?", [pipelineId]);
    const graphId = (await findPipeline(queries, pipelineId))?.pipeline.graphId ?? 0;
    await insertAnswer(queries, { ...answer, place: 2, answeredByKey: null, isClosing: true });
    expect(await closeIfOpen(queries, promptId)).toBe(true);
    const about = { promptId: promptId + 1, graphId, vertex: "gate" };
    expect(await answersBefore(queries, about, 5)).toMatchObject([
      { pipelineId, values: { verdict: "approve" }, by: HARD_TEXT },
    ]);
    expect(await answersBefore(queries, { ...about, promptId }, 5)).toEqual([]);
  });
});
