import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { InboxItem, InboxRequest } from "#contract/prompts/inbox.ts";
import type { Who } from "#engine/kinds/approval/asked-of.ts";
import { ALL_RIGHTS } from "#engine/rights/policy.ts";
import { MIGRATIONS_FOLDER } from "#platform/database/migrate.ts";
import { putDelegation } from "#repos/approvals/approval-rows.ts";
import { insertPerson } from "#repos/people/person-rows.ts";
import { findPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { insertGroup, putMember } from "#repos/rights/group-rows.ts";
import { inboxRowsOf } from "#repos/tracks/inbox-rows.ts";
import { openPromptPage } from "#repos/tracks/open-prompt-rows.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { sealedPlan } from "../pipeline-session/read/revision-content.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { Refused } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { answerPrompt } from "./answer-prompt.ts";
import { askingVertices } from "./asking-vertices.ts";
import { listInbox } from "./list-inbox.ts";
import { showEvidence } from "./show-evidence.ts";
import { showPrompt } from "./show-prompt.ts";

/** A limit for what hangs. */
const IN_TIME = { timeout: 60_000 };

const system = await startTestSystem();
const { database, launch } = system;
const { queries } = database;
await system.startRunner({ SIGNALBOX_RUNNER: "r1" });

const personId = await insertPerson(queries, { name: "Ann", email: "ann@example.com", createdBy: "test" });
await putMember(queries, await insertGroup(queries, { name: "dba", createdBy: "test" }), personId);
const ANN: Actor = {
  who: "person",
  id: personId,
  sessionId: 1,
  name: "Ann",
  rights: ALL_RIGHTS,
};

const gate = (name: string, prompt: string) =>
  launch(`signalbox: 1\nname: ${name}\nvertices:\n  gate: { kind: approval, prompt: ${prompt} }\n`);
const inbox = (state: "open" | "answered" | "withdrawn" = "open") =>
  listInbox(queries, { state }, "all", ANN);
const promptOf = async (pipelineId: number) =>
  (await inbox()).items.find(({ pipeline }) => pipeline.id === pipelineId)?.id ?? 0;

test("open prompts come by their deadlines and then by age, and say whether they ask the one who looks", async () => {
  await gate("free", "{ title: Free? }");
  await gate("later", "{ title: Later?, timeout: 2h, assignees: ['group:dba'] }");
  await gate("soon", "{ title: Soon?, timeout: 1h, assignees: ['person:ann@example.com'] }");
  await gate("young", "{ title: Young?, quorum: 2, assignees: ['role:approver'] }");
  const { items, count } = await inbox();
  expect(count).toBe(4);
  expect(items.map(({ question, askedOf }) => [question, askedOf])).toEqual([
    ["Soon?", "me"],
    ["Later?", "my-group"],
    ["Free?", "everybody"],
    ["Young?", "others"],
  ]);
  expect(items[3]?.quorum).toEqual({ given: 0, wanted: 2 });
  expect((await listInbox(queries, { state: "open" }, [], ANN)).items).toEqual([]);
});

test("open prompts are listed page by page and by whom they ask, as each row says, also where places were given", async () => {
  const bobId = await insertPerson(queries, { name: "Bob", email: null, createdBy: "test" });
  const bob: Actor = { ...ANN, id: bobId, name: "Bob" };
  const asked = ["", "['person:Ann']", "['group:dba']", "['person:Bob', 'role:admin']"];
  const vertices = asked.flatMap((assignees, at) =>
    ["", "timeout: 3h", "timeout: 3h", "timeout: 90m"].map((timeout, place) => {
      const whom = assignees === "" ? [] : [`assignees: ${assignees}`];
      const settings = [...whom, timeout].filter((each) => each !== "").join(", ");
      return `  v${at}${place}: { kind: approval, prompt: { ${settings} } }\n`;
    }),
  );
  for (const name of ["one", "other"])
    await launch(`signalbox: 1\nname: ${name}\nvertices:\n${vertices.join("")}`);
  const whole = await inbox();
  const move = (which: number, vertex: string, toId: number) => {
    const found = whole.items.filter((item) => item.vertex.startsWith(vertex))[which];
    const fromId = toId === bobId ? personId : bobId;
    return putDelegation(queries, { promptId: found?.id ?? 0, fromId, toId });
  };
  // Away from somebody who is asked, to somebody who is not, and in a circle.
  for (const which of [0, 1]) await move(which, "v1", bobId);
  await move(3, "v2", bobId);
  for (const which of [0, 2]) await move(which, "v3", personId);
  await move(2, "v3", bobId);
  for (const looking of [ANN, bob]) {
    const { items, counts } = await listInbox(queries, { state: "open" }, "all", looking);
    const mine = items.filter(({ askedOf }) => askedOf === "me");
    const groups = items.filter(({ askedOf }) => askedOf === "me" || askedOf === "my-group");
    expect(mine.length).toBeGreaterThan(2);
    for (const [who, wanted] of Object.entries({ all: items, mine, groups }) as [Who, InboxItem[]][])
      for (const folders of ["all", [1]] as const) {
        const seen: number[] = [];
        for (let cursor: InboxRequest["cursor"]; ; ) {
          const page = await listInbox(queries, { state: "open", who, cursor }, folders, looking, 3);
          expect([page.count, page.counts?.[who]]).toEqual([wanted.length, wanted.length]);
          seen.push(...page.items.map(({ id }) => id));
          if (page.next === null) break;
          cursor = page.next;
        }
        expect(seen).toEqual(wanted.map(({ id }) => id));
      }
    expect(counts).toEqual({ all: items.length, mine: mine.length, groups: groups.length });
    const newest = await listInbox(queries, { state: "open", isNewestFirst: true }, "all", looking, 5);
    const ids = items.map(({ id }) => id).sort((one, another) => another - one);
    expect(newest.items.map(({ id }) => id)).toEqual(ids.slice(0, 5));
  }
  expect(await listInbox(queries, { state: "open" }, [], ANN)).toMatchObject({ items: [], count: 0 });
  // A page that is asked for again covers what it covered, whatever was closed or opened meanwhile.
  const first = await listInbox(queries, { state: "open" }, "all", ANN, 5);
  const second = await listInbox(queries, { state: "open", cursor: first.next }, "all", ANN, 5);
  const again = { state: "open", cursor: first.next, until: second.next } as const;
  expect(await listInbox(queries, again, "all", ANN)).toEqual(second);
  const shorter = await listInbox(queries, again, "all", ANN, 2);
  expect(shorter.items).toEqual(second.items.slice(0, 2));
  expect(shorter.next?.id).toBe(second.items[1]?.id);
  const upTo = await listInbox(queries, { state: "open", until: second.next }, "all", ANN);
  expect(upTo.items).toEqual([...first.items, ...second.items]);
  // Prompts that an earlier version opened are listed as well.
  const before = await inbox();
  await database.pool.query("update prompt set due_at = default(due_at), asked = null where state = 'open'");
  const migration = await readFile(join(MIGRATIONS_FOLDER, "0071_prompts-by-deadline.sql"), "utf8");
  const fill = migration.split("--> statement-breakpoint").find((each) => each.trim().startsWith("UPDATE"));
  await database.pool.query(fill ?? "");
  expect(await inbox()).toEqual(before);
});

const DEPLOY = (script: string) =>
  `signalbox: 1\nname: deploy\nvertices:\n  build: { script: 'seq 40; echo "version=7" >> "$SIGNALBOX_OUTPUT"', outputs: { version: { type: integer } } }\n  gate: { kind: approval, prompt: { title: Go live? } }\n  live: { script: ${script} }\nedges: [build -> gate, gate -> live]\n`;

test("the evidence has what ran before with the end of its log, the scripts that run next, and what differs from the last approved run", async () => {
  const first = await launch(DEPLOY("echo one"));
  await first.until(({ tracks }) => tracks.some(({ state }) => state === "prompting"));
  const id = await promptOf(first.id);
  const evidence = await showEvidence(queries, id);
  expect(evidence).toMatchObject({
    before: [{ vertex: "build", state: "succeeded", outputs: { version: 7 } }],
    next: [{ vertex: "live", spec: { script: "echo one" }, when: null }],
    lastApproved: null,
  });
  expect(evidence.before[0]?.logEnd.split("\n")).toContain("40");
  expect(evidence.before[0]?.logEnd.split("\n").length).toBeLessThanOrEqual(12);
  await answerPrompt(database, { id, values: {}, verdict: "approve" }, "Bob");
  const second = await launch(DEPLOY("echo two"));
  await second.until(({ tracks }) => tracks.some(({ state }) => state === "prompting"));
  const { lastApproved } = await showEvidence(queries, await promptOf(second.id));
  expect(lastApproved).toMatchObject({
    pipelineId: first.id,
    revision: 1,
    by: "Bob",
    diff: { isSame: false },
  });
  expect(lastApproved?.diff.vertices.changed.map(({ name }) => name)).toEqual(["live"]);
});

test("an approval is bound to the content that was seen: for another digest it is refused and not recorded", async () => {
  const run = await gate("bound", "{ title: Bound? }");
  const id = await promptOf(run.id);
  const { digest } = await showPrompt(queries, id);
  const other = answerPrompt(database, { id, values: {}, verdict: "approve", digest: "sha256:0" }, "Bob");
  await expect(other).rejects.toBeInstanceOf(Refused);
  expect((await showPrompt(queries, id)).state).toBe("open");
  await answerPrompt(database, { id, values: {}, verdict: "approve", digest }, "Bob");
  expect((await showPrompt(queries, id)).answeredBy).toBe("Bob");
});

test("a prompt says how long there is to answer by the database's clock, and one that is closed does not", async () => {
  const run = await gate("until", "{ title: Until?, timeout: 1h }");
  const id = await promptOf(run.id);
  const leftMs = async () => (await showPrompt(queries, id)).approval?.dueInMs ?? null;
  const left = await leftMs();
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThanOrEqual(3_600_000);
  await answerPrompt(database, { id, values: {}, verdict: "approve" }, "Bob");
  expect(await leftMs()).toBeNull();
});

test("an answer that was held is not recorded as that of somebody else who is signed in by then", async () => {
  const run = await gate("held", "{ title: Held? }");
  const held = { id: await promptOf(run.id), values: {}, verdict: "approve" } as const;
  for (const actor of [ANN, "Bob"])
    await expect(answerPrompt(database, { ...held, by: personId + 1 }, actor)).rejects.toMatchObject({
      refusal: { code: "not-signed-in" },
    });
  expect((await showPrompt(queries, held.id)).state).toBe("open");
  await answerPrompt(database, { ...held, by: personId }, ANN);
  expect((await showPrompt(queries, held.id)).answeredBy).toBe("Ann");
});

test("of closed prompts the one that was closed last comes first, however old it is", async () => {
  const old = await promptOf((await gate("asked-first", "{ title: Old? }")).id);
  const young = await promptOf((await gate("asked-later", "{ title: Young? }")).id);
  for (const id of [young, old]) await answerPrompt(database, { id, values: {}, verdict: "approve" }, "Bob");
  const { items } = await inbox("answered");
  expect(items.slice(0, 2).map(({ id }) => id)).toEqual([old, young]);
  // A page is chosen by the same order: it has not the ones with the largest ids.
  for (const folders of ["all", [1]] as const) {
    const seen: number[] = [];
    for (let cursor: InboxRequest["cursor"]; ; ) {
      const page = await listInbox(queries, { state: "answered", cursor }, folders, ANN, 1);
      seen.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(seen).toEqual(items.map(({ id }) => id));
  }
});

test("a prompt whose pipeline was cancelled says who cancelled it and why", async () => {
  const run = await gate("to-cancel", "{ title: Cancel? }");
  const id = await promptOf(run.id);
  await cancelPipeline(database, { id: run.id, kill: false, reason: "wrong machine" }, "Bob");
  expect(await showPrompt(queries, id)).toMatchObject({
    state: "withdrawn",
    whyWithdrawn: "The pipeline was cancelled by Bob: wrong machine.",
    approval: { title: "Cancel?" },
  });
  expect((await inbox("withdrawn")).items[0]).toMatchObject({ id, question: "Cancel?", state: "withdrawn" });
});

const ROLLOUT = `signalbox: 1
name: rollout
vertices:
  other: { kind: approval, prompt: { title: Other? } }
  hosts:
    description: Restarts a host.
    script: 'true'
    foreach: { items: '["web-1", "dé-2"]' }
    inputs: { note: { type: string, required: true } }
  steps: { script: 'true', foreach: { items: '[true, "a b"]' }, inputs: { note: { type: string, required: true } } }
`;

test("prompts of items are listed with the names of the items, and no plan is made to list them", async () => {
  const { id } = await launch(ROLLOUT);
  const found = await findPipeline(queries, id);
  const revisionId = found?.pipeline.revisionId ?? 0;
  const asked = async () => {
    const ids = (await openPromptPage(queries, null, 100)).map((place) => place.id);
    return (await inboxRowsOf(queries, ids)).filter((row) => row.revisionId === revisionId);
  };
  await expect.poll(async () => (await asked()).length, IN_TIME).toBe(5);
  const rows = await asked();
  const names = (await askingVertices(queries, rows)).map(
    ({ name, description }) => `${name} ${description ?? ""}`,
  );
  expect(names.sort()).toEqual(["1 ", "2 ", "dé-2 Restarts a host.", "other ", "web-1 Restarts a host."]);
  expect((await inbox()).items.map(({ vertex }) => vertex)).toContain("dé-2");
  const plan = await sealedPlan(queries, revisionId);
  // More pipelines with items than plans are kept.
  const many = rows.flatMap((row) =>
    Array.from({ length: 60 }, (_, at) => ({ ...row, launchedAt: new Date(at) })),
  );
  expect(await askingVertices(queries, many)).toHaveLength(300);
  expect(await sealedPlan(queries, revisionId)).toBe(plan);
});
