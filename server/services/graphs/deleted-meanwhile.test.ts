import { expect, test } from "vitest";
import { type NoticeRuleInput, saveNoticeRuleInput } from "#contract/triggers/notices.ts";
import { saveScheduleInput } from "#contract/triggers/schedules.ts";
import { saveTriggerInput } from "#contract/triggers/triggers.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { whileChanging } from "#testing/while-changing.ts";
import { allowedAddresses } from "../connections/clients/allowed-addresses.ts";
import { saveConnection } from "../connections/connections.ts";
import { saveSecret } from "../fleet/secret-store.ts";
import { saveNoticeRule } from "../notices/save-notice-rule.ts";
import { createToken } from "../people/api-tokens.ts";
import { addPerson } from "../people/people.ts";
import { addRunnerToken } from "../remote-runners/runner-tokens.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { createFolder, deleteFolder } from "../rights/folders.ts";
import { bindLabel } from "../rights/runner-labels.ts";
import { saveSchedule } from "../schedules/save-schedule.ts";
import { saveStream } from "../streams/streams.ts";
import { saveTrigger } from "../triggers/save-trigger.ts";
import { applyGraph } from "./apply-graph.ts";
import { deleteGraph } from "./delete-graph.ts";
import { moveGraph } from "./folder-of-graph.ts";

const { database, seal } = await startTestSystem();
const { queries } = database;
const box = secretBox(Buffer.alloc(32, 7));
const streams = { secrets: async () => box, httpAllow: [] };
const OUTLETS = { allowed: allowedAddresses([]), mailServer: null, site: "https://signalbox.example.com" };
const away = { kind: "redis", address: "redis://127.0.0.1:1" } as const;

await saveConnection(queries, { ...away, name: "queue" }, COMMAND_LINE);
await seal({ name: "moved", vertices: { x: { script: "true" } } });

/** Saves while a deletion is not committed yet, and waits for it. */
const whileDeleting = whileChanging.bind(null, database);

test("a graph that is deleted at the same moment gets no schedule and no trigger, and none after it", async () => {
  for (const name of ["a", "b", "c", "d"]) await seal({ name, vertices: { x: { script: "true" } } });
  const schedule = saveScheduleInput.parse({ name: "s", graph: "a", everyMs: 60_000, zone: "UTC" });
  const webhook = saveTriggerInput.parse({ name: "t", graph: "b", kind: "webhook" });
  const after = saveTriggerInput.parse({ name: "u", graph: "d", kind: "after", settings: { graph: "c" } });
  for (const [graph, save] of [
    ["a", () => saveSchedule(database, schedule, COMMAND_LINE)],
    ["b", () => saveTrigger(database, webhook, COMMAND_LINE)],
    ["c", () => saveTrigger(database, after, COMMAND_LINE)],
  ] as const)
    expect(
      await whileDeleting((within) => deleteGraph(within, { name: graph }, COMMAND_LINE), save),
      graph,
    ).toMatchObject({ refusal: { code: "not-found" } });
});

test("a person who gets a role in a folder that is deleted at the same moment is refused, in words", async () => {
  await createFolder(database, { folder: "", name: "team" }, COMMAND_LINE);
  const person = { name: "ann", email: null, role: "viewer", folder: "team" } as const;
  const saved = await whileDeleting(
    (within) => deleteFolder(within, "team", COMMAND_LINE),
    () => transact(database, (tx) => addPerson(tx, person, COMMAND_LINE)),
  );
  expect(saved).toMatchObject({ refusal: { code: "not-found" } });
});

const STORED: readonly (readonly [string, (folder: string, within: Database) => Promise<unknown>])[] = [
  [
    "a graph that is moved there",
    (folder, within) => moveGraph(within, { name: "moved", folder }, COMMAND_LINE),
  ],
  [
    "a graph from a file",
    (folder, within) => applyGraph(within, { folder, text: '{"signalbox":1,"name":"filed"}' }, COMMAND_LINE),
  ],
  [
    "a rule of notices",
    (folder, within) => {
      const to = { kind: "webhook", url: "https://hooks.example.com/a" };
      const rule = saveNoticeRuleInput.parse({ name: "one", folder, on: ["failed"], to });
      return saveNoticeRule(within, rule as NoticeRuleInput, COMMAND_LINE, OUTLETS);
    },
  ],
  [
    "a secret",
    (folder, within) =>
      transact(within, (tx) =>
        saveSecret(tx, box, { name: "word", value: "long enough", folder }, COMMAND_LINE),
      ),
  ],
  [
    "a connection",
    (folder, within) =>
      transact(within, (tx) => saveConnection(tx, { ...away, name: "cache", folder }, COMMAND_LINE)),
  ],
  [
    "a stream",
    (folder, within) =>
      saveStream(within, streams, { name: "orders", connection: "queue", folder }, COMMAND_LINE),
  ],
  [
    "a token of a program",
    (folder, within) =>
      transact(within, (tx) =>
        createToken(tx, { name: "ci", acts: ["read"], days: 1, folder }, COMMAND_LINE),
      ),
  ],
  [
    "a runner",
    (folder, within) =>
      transact(within, (tx) =>
        addRunnerToken(tx, { name: "gpu-1", labels: [], folders: [folder], days: 1 }, "ann"),
      ),
  ],
  [
    "a runner label",
    (folder, within) => transact(within, (tx) => bindLabel(tx, { label: "gpu", folder }, COMMAND_LINE)),
  ],
];

test.each(STORED)(
  "%s is refused, in words, for a folder that is deleted at the same moment",
  async (_, save) => {
    await createFolder(database, { folder: "", name: "gone" }, COMMAND_LINE);
    const saved = await whileDeleting(
      (within) => deleteFolder(within, "gone", COMMAND_LINE),
      () => save("gone", database),
    );
    expect(saved).toMatchObject({ refusal: { code: "not-found" } });
  },
);

test("a folder into which somebody saves at the same moment is not deleted, and what is in it is said", async () => {
  await createFolder(database, { folder: "", name: "kept" }, COMMAND_LINE);
  const deleted = await whileChanging(
    database,
    ({ queries }) =>
      saveSecret(queries, box, { name: "kept", value: "long enough", folder: "kept" }, COMMAND_LINE),
    () => deleteFolder(database, "kept", COMMAND_LINE),
  );
  expect(deleted).toMatchObject({
    refusal: { code: "state-forbids", text: "The folder kept is not empty: 1 secret." },
  });
});
