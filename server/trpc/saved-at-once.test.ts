import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type NoticeRuleInput, saveNoticeRuleInput } from "#contract/triggers/notices.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { lockSecret } from "#repos/fleet/secret-rows.ts";
import { allowedAddresses } from "#services/connections/clients/allowed-addresses.ts";
import { listConnections, saveConnection } from "#services/connections/connections.ts";
import { listSecrets, saveSecret } from "#services/fleet/secret-store.ts";
import { saveNoticeRule } from "#services/notices/save-notice-rule.ts";
import { listRuleViews } from "#services/notices/show-notices.ts";
import { addPerson } from "#services/people/people.ts";
import { type Actor, COMMAND_LINE } from "#services/rights/actor.ts";
import { createFolder } from "#services/rights/folders.ts";
import { rightsOfPerson } from "#services/rights/rights-of.ts";
import { databaseWithStep } from "#testing/step-before.ts";
import { startTestSystem } from "#testing/test-system.ts";

const { database, databaseUrl } = await startTestSystem();
const box = secretBox(Buffer.alloc(32, 7));
const OUTLETS = { allowed: allowedAddresses([]), mailServer: null, site: "https://signalbox.example.com" };

async function person(name: string, folder: string): Promise<Actor> {
  await createFolder(database, { folder: "", name: folder }, COMMAND_LINE);
  const account = { name, email: null, role: "admin", folder } as const;
  const { id } = await addPerson(database.queries, account, COMMAND_LINE);
  return { who: "person", id, name, sessionId: 0, rights: await rightsOfPerson(database.queries, id) };
}

const ann = await person("Ann", "mine");
const bob = await person("Bob", "theirs");

type Save = { readonly name: string; readonly folder: string; readonly version?: number };

const SAVES: readonly [
  what: string,
  insert: string,
  save: (database: Database, asked: Save, actor: Actor) => Promise<unknown>,
  list: () => Promise<readonly { readonly name: string; readonly folder: string | null }[]>,
][] = [
  [
    "secret",
    "insert into `secret`",
    (on, asked, actor) =>
      transact(on, (tx) => saveSecret(tx, box, { ...asked, value: `of ${asked.folder}` }, actor)),
    () => listSecrets(database.queries, COMMAND_LINE),
  ],
  [
    "connection",
    "insert into `connection`",
    (on, asked, actor) => {
      const settings = { kind: "redis", address: `redis://${asked.folder}` } as const;
      return transact(on, (tx) => saveConnection(tx, { ...asked, ...settings }, actor));
    },
    () => listConnections(database.queries, COMMAND_LINE),
  ],
  [
    "notice rule",
    "insert into `notice_rule`",
    (on, asked, actor) => {
      const to = { kind: "webhook", url: `https://hooks.example.com/${asked.folder}` };
      const rule = saveNoticeRuleInput.parse({ ...asked, on: ["failed"], to });
      return saveNoticeRule(on, rule as NoticeRuleInput, actor, OUTLETS);
    },
    () => listRuleViews(database.queries, COMMAND_LINE),
  ],
];

test.each(SAVES)(
  "of two people who save a new %s of one name at once, the second one takes nothing from the first",
  async (_, insert, save, list) => {
    const name = "both";
    const bobs = databaseWithStep(databaseUrl, { before: insert }, () =>
      save(database, { name, folder: "mine" }, ann),
    );
    try {
      await expect(save(bobs, { name, folder: "theirs" }, bob)).rejects.toMatchObject({
        refusal: { code: "conflict" },
      });
    } finally {
      await bobs.close();
    }
    expect(await list()).toContainEqual(expect.objectContaining({ name, folder: "mine" }));
  },
);

test.each(SAVES)(
  "a new %s that is saved twice at once by the same person is replaced, but where it must be new",
  async (what, insert, save, list) => {
    const asked = { name: "again", folder: "mine" };
    const left = ["again", "strict"];
    const second = databaseWithStep(databaseUrl, { before: insert, times: 2 }, () =>
      save(database, { ...asked, name: left.shift() ?? "" }, ann),
    );
    try {
      await save(second, asked, ann);
      await expect(save(second, { ...asked, name: "strict", version: 0 }, ann)).rejects.toMatchObject({
        refusal: { code: "conflict", text: expect.stringContaining(`"strict" already`) },
      });
    } finally {
      await second.close();
    }
    expect(await list(), what).toContainEqual(expect.objectContaining(asked));
  },
);

test("a secret that is being saved does not keep others from what they do in its folder", async () => {
  await transact(database, (tx) => saveSecret(tx, box, { name: "slow", value: "of the root" }, COMMAND_LINE));
  await transact(database, async (tx) => {
    await lockSecret(tx, "slow");
    await database.queries.execute(sql`select id from folder for update nowait`);
  });
});
