import { expect, test } from "vitest";
import { type Database, transact } from "#platform/database/db.ts";
import { insertIdentity } from "#repos/people/identity-rows.ts";
import { SoftPasskey } from "#testing/soft-passkey.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { actorOfSession, beginSession } from "../sessions.ts";
import { addPasskey } from "./add-passkey.ts";
import { listPasskeys, removePasskey } from "./passkeys.ts";
import { browser, codeOf, passkeyActs, refusalOf, SITE } from "./passkeys-for-test.ts";

const { database } = await startTestSystem();
const { queries } = database;
const HERE = { passkeyNames: [SITE.rpId, "localhost"] };

const { begun, withPasskey, asked, show } = passkeyActs(database);

test("a removed passkey signs nobody in, sessions go on, and the last way to sign in stays", async () => {
  const { id, soft, passkeyId } = await withPasskey("nil");
  const { token } = await beginSession(queries, id, browser());
  const remove = (passkey: number, issuer: string | null = null, within: Database = database) =>
    transact(within, (tx) => removePasskey(tx, id, passkey, { issuer, ...HERE }));
  expect(await codeOf(remove(passkeyId))).toBe("state-forbids");
  const issuer = "https://login.example";
  await insertIdentity(queries, { issuer, subject: "nil" }, id);
  // Of a provider that is not set up any more it signs nobody in.
  expect(await codeOf(remove(passkeyId))).toBe("state-forbids");
  await remove(passkeyId, issuer);
  expect(await codeOf(remove(passkeyId, issuer))).toBe("not-found");
  const { options, asking } = await asked();
  expect((await refusalOf(show(soft.answer(options), asking))).text).toContain("not known here");
  expect(await actorOfSession(queries, token)).toMatchObject({ id });
});

test("of the last two passkeys one stays, also when both are removed at the same time", async () => {
  const { id, passkeyId, add, remove } = await withPasskeyAt("oda");
  const otherId = await add(SITE.rpId);
  const both = await Promise.allSettled([passkeyId, otherId].map((each) => remove(each)));
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await listPasskeys(queries, id)).toHaveLength(1);
});

test("a passkey of a former name of the server is no other way to sign in", async () => {
  const { passkeyId, add, remove } = await withPasskeyAt("una");
  const formerId = await add("old.example");
  expect(await codeOf(remove(passkeyId))).toBe("state-forbids");
  await remove(formerId);
  expect(await codeOf(remove(passkeyId))).toBe("state-forbids");
});

test("a passkey of localhost, which works on the server's own machine alone, is no other way for one of the server's name", async () => {
  const { id, passkeyId, add, remove } = await withPasskeyAt("vic");
  const localId = await add("localhost");
  expect(await codeOf(remove(passkeyId))).toBe("state-forbids");
  // The other way round it is.
  await remove(localId);
  expect(await listPasskeys(queries, id)).toMatchObject([{ id: passkeyId }]);
  const locals = [await add("localhost"), await add("localhost")];
  await remove(locals[0] as number, ["localhost"]);
  expect(await codeOf(remove(locals[1] as number, ["localhost"]))).toBe("state-forbids");
});

test("a passkey of a former name is removed also where it is the last one: it signs nobody in", async () => {
  const { id, add, passkeyId, remove } = await withPasskeyAt("wes");
  const formerId = await add("old.example");
  await remove(passkeyId, ["old.example"]);
  expect(await codeOf(remove(formerId, ["old.example"]))).toBe("state-forbids");
  await remove(formerId);
  expect(await listPasskeys(queries, id)).toEqual([]);
});

/** A person with a passkey of the server's name, and how they add others and remove them. */
async function withPasskeyAt(login: string) {
  const { id, name, passkeyId } = await withPasskey(login);
  const add = async (rpId: string) => {
    const site = { rpId, origin: `https://${rpId}` };
    const { options, asking } = await begun(id, site);
    const answer = new SoftPasskey(site).make(options);
    return (await addPasskey(database, { id, name }, { name: rpId, answer }, asking)).id;
  };
  const remove = (each: number, passkeyNames: readonly string[] = HERE.passkeyNames) =>
    transact(database, (tx) => removePasskey(tx, id, each, { issuer: null, passkeyNames }));
  return { id, passkeyId, add, remove };
}
