import { expect, test } from "vitest";
import { type NoticeRuleInput, saveNoticeRuleInput } from "#contract/triggers/notices.ts";
import { transact } from "#platform/database/db.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { findStream } from "#repos/streams/stream-rows.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { whileChanging } from "#testing/while-changing.ts";
import { allowedAddresses } from "../connections/clients/allowed-addresses.ts";
import { deleteConnection, listConnections, saveConnection } from "../connections/connections.ts";
import { deleteSecret, listSecrets, saveSecret } from "../fleet/secret-store.ts";
import { removeNotices, saveNoticeRule } from "../notices/save-notice-rule.ts";
import { listRuleViews } from "../notices/show-notices.ts";
import { removePreset, savePreset } from "../presets/save-preset.ts";
import { listPresets } from "../presets/show-presets.ts";
import { type Actor, COMMAND_LINE } from "../rights/actor.ts";
import { deleteStream, saveStream } from "../streams/streams.ts";

const { database, seal } = await startTestSystem();
const { queries } = database;
const box = secretBox(Buffer.alloc(32, 7));
const access = { secrets: async () => box, httpAllow: [] };
const OUTLETS = { allowed: allowedAddresses([]), mailServer: null, site: "https://signalbox.example.com" };
const BOB: Actor = { ...COMMAND_LINE, name: "bob" };

await seal({
  name: "g",
  params: { env: { type: "text", default: "" } },
  vertices: { a: { script: "true" } },
});
const away = { kind: "redis", address: "redis://127.0.0.1:1" } as const;
await saveConnection(queries, { ...away, name: "queue" }, COMMAND_LINE);
const named = <Row extends { readonly name: string }>(rows: readonly Row[]) =>
  rows.find(({ name }) => name === "one");

type Removal = { readonly name: string; readonly version?: number | undefined };

const KINDS: readonly {
  readonly what: string;
  /** `text`: what is different with each save. */
  readonly save: (actor: Actor, text: string) => Promise<unknown>;
  readonly version: () => Promise<number | undefined>;
  readonly remove: (removal: Removal) => Promise<unknown>;
}[] = [
  {
    what: "secret",
    save: (actor, text) => saveSecret(queries, box, { name: "one", value: `value ${text}` }, actor),
    version: async () => named(await listSecrets(queries, COMMAND_LINE))?.savedAt.getTime(),
    remove: (removal) => transact(database, (tx) => deleteSecret(tx, removal, COMMAND_LINE)),
  },
  {
    what: "connection",
    save: (actor, text) =>
      saveConnection(queries, { name: "one", kind: "redis", address: `redis://${text}` }, actor),
    version: async () => named(await listConnections(queries, COMMAND_LINE))?.savedAt.getTime(),
    remove: (removal) => transact(database, (tx) => deleteConnection(tx, removal, COMMAND_LINE)),
  },
  {
    what: "stream",
    save: (actor, text) =>
      saveStream(database, access, { name: "one", connection: "queue", redisKey: text }, actor),
    version: async () => (await findStream(queries, "one"))?.version,
    remove: (removal) => transact(database, (tx) => deleteStream(tx, removal, COMMAND_LINE)),
  },
  {
    what: "notice rule",
    save: (actor, text) => {
      const to = { kind: "webhook", url: `https://hooks.example.com/${text}` };
      const rule = saveNoticeRuleInput.parse({ name: "one", folder: "", on: ["failed"], to });
      return saveNoticeRule(database, rule as NoticeRuleInput, actor, OUTLETS);
    },
    version: async () => named(await listRuleViews(queries, COMMAND_LINE))?.version,
    remove: (removal) => removeNotices(database, removal, COMMAND_LINE),
  },
  {
    what: "preset",
    save: async (actor, text) => {
      const edit = named(await listPresets(queries, "g", COMMAND_LINE))?.edit;
      const preset = { graph: "g", name: "one", isShared: true, params: { env: text }, inputs: {}, edit };
      return savePreset(database, preset, actor);
    },
    version: async () => named(await listPresets(queries, "g", COMMAND_LINE))?.edit,
    remove: ({ name, version: edit }) =>
      removePreset(database, { graph: "g", name, isShared: true, edit }, COMMAND_LINE),
  },
];

const saidOf = (what: string) => ({
  refusal: {
    code: "conflict",
    text: expect.stringMatching(new RegExp(`^bob (changed|saved) the ${what} "one" in between\\.$`)),
    kept: "Nothing was removed.",
    todo: "Look at it as it is now, then remove it.",
  },
});

test.each(KINDS)(
  "a $what that somebody changed since it was looked at is not removed",
  async ({ what, save, version, remove }) => {
    await save(COMMAND_LINE, "first");
    const seen = await version();
    await save(BOB, "second");
    await expect(remove({ name: "one", version: seen })).rejects.toMatchObject(saidOf(what));
    const now = await version();
    expect(now).toBeGreaterThan(seen ?? Number.NaN);
    await remove({ name: "one", version: now });
    expect(await version()).toBeUndefined();
    await expect(remove({ name: "one", version: now })).rejects.toMatchObject({
      refusal: { code: "not-found" },
    });
    await save(BOB, "third");
    await remove({ name: "one" });
    expect(await version(), "without a version whatever is there is removed").toBeUndefined();
  },
);

test("a stream that is removed without a version is removed also where somebody saves it at that moment", async () => {
  const stream = { name: "busy", connection: "queue" };
  await saveStream(database, access, stream, COMMAND_LINE);
  const removed = await whileChanging(
    database,
    (within) => saveStream(within, access, { ...stream, redisKey: "other" }, BOB),
    () => transact(database, (tx) => deleteStream(tx, { name: "busy" }, COMMAND_LINE)),
  );
  expect(removed).toEqual({ name: "busy" });
  expect(await findStream(queries, "busy")).toBeNull();
});

test("a stream that somebody else removes at that moment is said not to be there, and not to have changed", async () => {
  await saveStream(database, access, { name: "gone", connection: "queue" }, COMMAND_LINE);
  const remove = (within = database) =>
    transact(within, (tx) => deleteStream(tx, { name: "gone" }, COMMAND_LINE));
  expect(await whileChanging(database, remove, remove)).toMatchObject({ refusal: { code: "not-found" } });
});

test.each(KINDS)(
  "a $what that was removed and made anew under its name is not the one that was looked at",
  async ({ what, save, version, remove }) => {
    await save(COMMAND_LINE, "first");
    const seen = await version();
    await remove({ name: "one", version: seen });
    await save(BOB, "second");
    await expect(remove({ name: "one", version: seen })).rejects.toMatchObject(saidOf(what));
    await remove({ name: "one" });
  },
);
