import { expect, test } from "vitest";
import { isDuplicateKey, transact } from "#platform/database/db.ts";
import {
  decideDevice,
  deleteDevice,
  deleteOldDeviceSignIns,
  findWaitingDevice,
  insertDeviceSignIn,
  pollDevice,
} from "../people/device-sign-in-rows.ts";
import {
  deleteIdentities,
  findIdentityPerson,
  hasIdentity,
  insertIdentity,
  listIdentityPeople,
  touchIdentity,
} from "../people/identity-rows.ts";
import {
  deleteOldPasskeyChallenges,
  insertPasskeyChallenge,
  takePasskeyChallenge,
} from "../people/passkey-challenge-rows.ts";
import {
  countPasskeys,
  deletePasskey,
  deletePasskeysOf,
  findPasskey,
  insertPasskey,
  listPasskeyRows,
  lockPasskeys,
  notePasskeyUse,
} from "../people/passkey-rows.ts";
import {
  deleteOldPendingSignIns,
  deletePendingSignIn,
  deletePendingSignInsOf,
  findPendingSignIn,
  insertPendingSignIn,
} from "../people/pending-sign-in-rows.ts";
import { deletePerson, insertPerson } from "../people/person-rows.ts";
import {
  confirmAuthenticator,
  countRecoveryCodes,
  deleteRecoveryCode,
  deleteSecondFactor,
  findAuthenticator,
  findConfirmedAt,
  insertAuthenticator,
  listAuthenticatorPeople,
  raiseLastStep,
  replaceRecoveryCodes,
} from "../people/second-factor-rows.ts";
import { insertGroup, listMembers, putMember } from "../rights/group-rows.ts";
import { listProviderGroups, putProviderGroups } from "../rights/provider-group-rows.ts";
import { HARD_TEXT, onEachServer } from "./servers-for-test.ts";

const digestOf = (byte: number) => Buffer.alloc(32, byte);
const MINUTE = 60_000;

onEachServer((database) => {
  const make = () => insertPerson(database().queries, { name: "ann", email: null, createdBy: "bob" });

  test("an authenticator is replaced until it is confirmed, and each step of it is used once", async () => {
    const { queries } = database();
    const id = await make();
    const insert = (byte: number) =>
      transact(database(), (tx) => insertAuthenticator(tx, id, Buffer.alloc(255, byte)));
    const find = () => transact(database(), (tx) => findAuthenticator(tx, id));
    expect([await find(), await findConfirmedAt(queries, id)]).toEqual([null, null]);
    await insert(1);
    await insert(2);
    const found = await find();
    expect(found).toMatchObject({
      personId: id,
      secret: Buffer.alloc(255, 2),
      lastStep: 0,
      confirmedAt: null,
    });
    const [[row]] = (await database().pool.query("SELECT now(3) AS now")) as unknown as [[{ now: Date }]];
    expect(row.now.getTime() - (found?.nowMs ?? 0)).toBeLessThan(MINUTE);
    expect(await listAuthenticatorPeople(queries)).toEqual([]);
    await confirmAuthenticator(queries, id, 7);
    expect(await findConfirmedAt(queries, id)).toEqual(expect.any(Date));
    expect(await listAuthenticatorPeople(queries)).toEqual([id]);
    expect(isDuplicateKey(await insert(3).catch((error) => error))).toBe(true);
    expect(await raiseLastStep(queries, id, 7)).toBe(false);
    const both = await Promise.all([8, 8].map((step) => raiseLastStep(queries, id, step)));
    expect(both.sort()).toEqual([false, true]);
    expect(await deleteSecondFactor(queries, id)).toBe(true);
    expect(await deleteSecondFactor(queries, id)).toBe(false);
  });

  test("of recovery codes each is used once, and new ones replace those that are left", async () => {
    const { queries } = database();
    const [id, other] = [await make(), await make()];
    await replaceRecoveryCodes(queries, other, [digestOf(1)]);
    await replaceRecoveryCodes(queries, id, [digestOf(1), digestOf(2), digestOf(3)]);
    expect(await deleteRecoveryCode(queries, id, digestOf(1))).toBe(true);
    expect(await deleteRecoveryCode(queries, id, digestOf(1))).toBe(false);
    expect(await countRecoveryCodes(queries, id)).toBe(2);
    await replaceRecoveryCodes(queries, id, [digestOf(4)]);
    expect([await countRecoveryCodes(queries, id), await countRecoveryCodes(queries, other)]).toEqual([1, 1]);
    expect(await deletePerson(queries, id)).toBe(true);
  });

  test("a sign-in that waits is found until it is over, is ended, or its person is removed", async () => {
    const { queries } = database();
    const id = await make();
    const insert = (byte: number, lifeMs: number) =>
      insertPendingSignIn(queries, { digest: digestOf(byte), personId: id }, lifeMs);
    await insert(10, MINUTE);
    await insert(11, MINUTE);
    await insert(12, -1_000);
    expect(await findPendingSignIn(queries, digestOf(10))).toEqual({ personId: id, endsInMs: null });
    const bound = { digest: digestOf(14), personId: id };
    await insertPendingSignIn(queries, bound, MINUTE, 60 * MINUTE);
    const { endsInMs } = (await findPendingSignIn(queries, bound.digest)) ?? {};
    expect([Number(endsInMs) > 0, Number(endsInMs) <= 60 * MINUTE]).toEqual([true, true]);
    expect(await findPendingSignIn(queries, digestOf(12))).toBeNull();
    expect(await deletePendingSignIn(queries, digestOf(10))).toBe(true);
    expect(await deletePendingSignIn(queries, digestOf(10))).toBe(false);
    await deleteOldPendingSignIns(queries, 100);
    expect(await deletePendingSignIn(queries, digestOf(12))).toBe(false);
    await deletePendingSignInsOf(queries, id);
    expect(await findPendingSignIn(queries, digestOf(11))).toBeNull();
    await insert(13, MINUTE);
    expect(await deletePerson(queries, id)).toBe(true);
  });

  test("an identity is one person's, and each character of it counts", async () => {
    const { queries } = database();
    const [id, other] = [await make(), await make()];
    const key = { issuer: "https://login.example", subject: "Ann" };
    await insertIdentity(queries, key, id);
    expect(isDuplicateKey(await insertIdentity(queries, key, other).catch((error) => error))).toBe(true);
    await touchIdentity(queries, key);
    expect(await findIdentityPerson(queries, key)).toBe(id);
    for (const odd of [{ subject: "ann" }, { subject: "Ann " }, { issuer: "https://login.example/" }])
      expect(await findIdentityPerson(queries, { ...key, ...odd })).toBeNull();
    expect(await listIdentityPeople(queries, key.issuer)).toEqual([id]);
    expect([
      await hasIdentity(queries, id, key.issuer),
      await hasIdentity(queries, other, key.issuer),
    ]).toEqual([true, false]);
    expect(await deleteIdentities(queries, id, "https://else.example")).toBe(false);
    expect(await deleteIdentities(queries, id, key.issuer)).toBe(true);
    await insertIdentity(queries, key, other);
    expect(await deletePerson(queries, other)).toBe(true);
    expect(await findIdentityPerson(queries, key)).toBeNull();
  });

  test("memberships of the provider end when it does not name them any more, those by hand do not", async () => {
    const { queries } = database();
    const id = await make();
    const [a, b] = [
      await insertGroup(queries, { name: "Night Shift", createdBy: "ann" }),
      await insertGroup(queries, { name: "ops", createdBy: "ann" }),
    ];
    const groups = async () =>
      (await listMembers(queries)).filter((each) => each.id === id).map(({ groupId }) => groupId);
    await putProviderGroups(queries, id, ["night shift", "OPS", "everyone", "unknown"]);
    expect(await groups()).toEqual([a, b]);
    expect((await listProviderGroups(queries, id)).sort()).toEqual(["Night Shift", "ops"]);
    await putMember(queries, b, id);
    await putProviderGroups(queries, id, []);
    expect(await groups()).toEqual([b]);
  });

  test("a command line that waits is found by its code and by its token, is decided about once, and is over by the clock", async () => {
    const { queries } = database();
    const personId = await make();
    const row = (byte: number) => ({
      digest: digestOf(byte),
      codeDigest: digestOf(byte + 100),
      host: HARD_TEXT,
      acts: "read",
      address: "::1",
    });
    const poll = (byte: number, withinMs: number) =>
      transact(database(), (tx) => pollDevice(tx, digestOf(byte), withinMs));
    await insertDeviceSignIn(queries, row(20), MINUTE);
    await insertDeviceSignIn(queries, row(21), -1_000);
    const again = insertDeviceSignIn(queries, { ...row(22), codeDigest: digestOf(120) }, MINUTE);
    expect(isDuplicateKey(await again.catch((error) => error))).toBe(true);
    expect(await findWaitingDevice(queries, digestOf(120))).toMatchObject({
      host: HARD_TEXT,
      state: "waiting",
    });
    expect([await findWaitingDevice(queries, digestOf(121)), await poll(21, 0)]).toEqual([null, null]);
    expect((await poll(20, MINUTE))?.isSoon).toBe(true);
    expect((await poll(20, -1_000))?.isSoon).toBe(false);
    const decision = { state: "allowed", acts: "read", days: 7, folderId: 1, personId } as const;
    expect(await decideDevice(queries, digestOf(120), decision)).toBe(true);
    expect(await decideDevice(queries, digestOf(120), { ...decision, state: "denied" })).toBe(false);
    expect(await decideDevice(queries, digestOf(121), decision)).toBe(false);
    expect(await poll(20, 0)).toMatchObject(decision);
    await deleteOldDeviceSignIns(queries, 100);
    expect(await deletePerson(queries, personId)).toBe(true);
    expect(await poll(20, 0)).toBeNull();
    await insertDeviceSignIn(queries, row(20), MINUTE);
    await deleteDevice(queries, digestOf(20));
    expect(await poll(20, 0)).toBeNull();
  });

  const passkeyOf = (personId: number, credentialId: Buffer) => ({
    ...{ personId, credentialId, name: HARD_TEXT, userHandle: Buffer.alloc(32, 7), counter: 0 },
    ...{ publicKey: Buffer.alloc(1_024, 5), transports: "internal hybrid", rpId: "box.example" },
    ...{ isSyncable: true, isBackedUp: false },
  });

  test("a passkey is found by its whole id, is one person's, and goes with them", async () => {
    const { queries } = database();
    const [id, other] = [await make(), await make()];
    const long = Buffer.alloc(1_023, 255);
    const first = await insertPasskey(queries, passkeyOf(id, long));
    const second = await insertPasskey(queries, passkeyOf(id, Buffer.from("a ")));
    expect(isDuplicateKey(await insertPasskey(queries, passkeyOf(other, long)).catch((error) => error))).toBe(
      true,
    );
    expect(await findPasskey(queries, long)).toMatchObject({
      ...passkeyOf(id, long),
      id: first,
      usedAt: null,
    });
    for (const odd of [Buffer.from("a"), Buffer.from("A "), long.subarray(1)])
      expect(await findPasskey(queries, odd)).toBeNull();
    expect((await listPasskeyRows(queries, id)).map((each) => each.id)).toEqual([first, second]);
    expect(await transact(database(), (tx) => lockPasskeys(tx, id))).toHaveLength(2);
    expect((await countPasskeys(queries)).get(id)).toBe(2);
    expect(await deletePasskey(queries, first, other)).toBe(false);
    expect(await deletePasskey(queries, first, id)).toBe(true);
    expect(await deletePasskeysOf(queries, id)).toBe(1);
    await insertPasskey(queries, passkeyOf(id, long));
    expect(await deletePerson(queries, id)).toBe(true);
    expect(await findPasskey(queries, long)).toBeNull();
  });

  test("a passkey counts on, or does not count at all", async () => {
    const { queries } = database();
    const credentialId = Buffer.from("counts");
    const id = await insertPasskey(queries, passkeyOf(await make(), credentialId));
    const use = (counter: number) => notePasskeyUse(queries, id, { counter, isBackedUp: true });
    expect([await use(0), await use(0)]).toEqual([true, true]);
    expect(await findPasskey(queries, credentialId)).toMatchObject({
      usedAt: expect.any(Date),
      isBackedUp: true,
    });
    expect((await Promise.all([use(4_294_967_294), use(4_294_967_294)])).sort()).toEqual([false, true]);
    expect([await use(3), await use(0), await use(4_294_967_295)]).toEqual([false, false, true]);
  });

  test("a challenge is taken once, by the browser that was given it, until it is over", async () => {
    const { queries } = database();
    const personId = await make();
    const digest = (byte: number) => Buffer.alloc(32, byte);
    const insert = (byte: number, lifeMs: number) =>
      insertPasskeyChallenge(
        queries,
        {
          ...{ digest: digest(byte), browserDigest: digest(1) },
          ...{ purpose: "add", personId, userHandle: digest(9) },
        },
        lifeMs,
      );
    const take = (byte: number, browser = 1) =>
      transact(database(), (tx) =>
        takePasskeyChallenge(tx, { digest: digest(byte), browserDigest: digest(browser) }),
      );
    await insert(10, MINUTE);
    await insert(11, -1_000);
    expect([await take(10, 2), await take(12), await take(11)]).toEqual([null, null, null]);
    const both = await Promise.all([take(10), take(10)]);
    expect(both.filter((each) => each !== null)).toMatchObject([
      { purpose: "add", personId, userHandle: digest(9) },
    ]);
    await insert(13, -1_000);
    await insert(14, MINUTE);
    await deleteOldPasskeyChallenges(queries, 100);
    await insert(13, MINUTE);
    expect(await deletePerson(queries, personId)).toBe(true);
    expect(await take(14)).toBeNull();
  });
});
