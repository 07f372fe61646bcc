import { expect, test } from "vitest";
import { type NoticeRuleInput, saveNoticeRuleInput } from "#contract/triggers/notices.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
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

test.each<
  [
    string,
    string,
    (database: Database, folder: string, actor: Actor) => Promise<unknown>,
    () => Promise<readonly { readonly name: string; readonly folder: string | null }[]>,
  ]
>([
  [
    "secret",
    "insert into `secret`",
    (on, folder, actor) =>
      transact(on, (tx) => saveSecret(tx, box, { name: "both", value: `of ${folder}`, folder }, actor)),
    () => listSecrets(database.queries, COMMAND_LINE),
  ],
  [
    "connection",
    "insert into `connection`",
    (on, folder, actor) => {
      const settings = { kind: "redis", address: `redis://${folder}` } as const;
      return transact(on, (tx) => saveConnection(tx, { name: "both", folder, ...settings }, actor));
    },
    () => listConnections(database.queries, COMMAND_LINE),
  ],
  [
    "notice rule",
    "insert into `notice_rule`",
    (on, folder, actor) => {
      const to = { kind: "webhook", url: `https://hooks.example.com/${folder}` };
      const rule = saveNoticeRuleInput.parse({ name: "both", folder, on: ["failed"], to });
      return saveNoticeRule(on, rule as NoticeRuleInput, actor, OUTLETS);
    },
    () => listRuleViews(database.queries, COMMAND_LINE),
  ],
])(
  "of two people who save a new %s of one name at once, the second one takes nothing from the first",
  async (_, insert, save, list) => {
    const bobs = databaseWithStep(databaseUrl, { before: insert }, () => save(database, "mine", ann));
    try {
      await expect(save(bobs, "theirs", bob)).rejects.toMatchObject({ refusal: { code: "conflict" } });
    } finally {
      await bobs.close();
    }
    expect(await list()).toMatchObject([{ name: "both", folder: "mine" }]);
  },
);
