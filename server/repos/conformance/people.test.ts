import { expect, test } from "vitest";
import { isDuplicateKey, transact } from "#platform/database/db.ts";
import {
  deleteApiToken,
  findApiToken,
  findApiTokenById,
  insertApiToken,
  listApiTokenRows,
  touchApiToken,
} from "../people/api-token-rows.ts";
import { deleteOldDevices, isKnownDevice, putKnownDevice } from "../people/known-device-rows.ts";
import {
  countPeople,
  deletePerson,
  findPerson,
  findPersonByEmail,
  insertPerson,
  listPersonRows,
  updatePerson,
} from "../people/person-rows.ts";
import {
  deleteOldSessions,
  deleteOtherSessions,
  deleteSession,
  findSession,
  firstEndOf,
  insertSession,
  listSessionRows,
  touchSession,
} from "../people/session-rows.ts";
import { countTry, deleteOldTries, forgetTries, triesOf } from "../people/sign-in-limit-rows.ts";
import {
  deleteOldLinks,
  deleteSignInLink,
  findSignInLink,
  insertSignInLink,
} from "../people/sign-in-link-rows.ts";
import { HARD_TEXT, onEachServer } from "./servers-for-test.ts";

const digestOf = (byte: number) => Buffer.alloc(32, byte);
const MINUTE = 60_000;

onEachServer((database) => {
  const make = (email: string | null = null) =>
    insertPerson(database().queries, { name: HARD_TEXT, email, createdBy: "ann" });

  test("a person is made, found by their email, changed, and deleted with all that is theirs", async () => {
    const { queries } = database();
    const id = await make("a@b.c");
    expect(await findPerson(queries, id)).toMatchObject({ name: HARD_TEXT, email: "a@b.c", password: null });
    expect(await findPerson(queries, id + 100)).toBeNull();
    expect(await findPersonByEmail(queries, "a@b.c")).toMatchObject({ id });
    expect(await findPersonByEmail(queries, "a@b.c ")).toBeNull();
    expect(isDuplicateKey(await make("a@b.c").catch((error) => error))).toBe(true);
    const other = await make();
    await updatePerson(queries, id, { name: "bob", password: "$argon2id$x" });
    expect((await listPersonRows(queries)).map((row) => [row.id, row.name])).toEqual([
      [id, "bob"],
      [other, HARD_TEXT],
    ]);
    await insertSession(queries, { digest: digestOf(1), personId: id, device: "d", address: "::1" }, MINUTE);
    await insertSignInLink(queries, { digest: digestOf(1), personId: id, isOfOwner: false }, MINUTE);
    await putKnownDevice(queries, digestOf(1), id, MINUTE);
    expect(await deletePerson(queries, id)).toBe(true);
    expect(await deletePerson(queries, id)).toBe(false);
    expect(await countPeople(queries)).toBe(1);
  });

  test("a session lives on when it is used, is over by the database's clock, and is ended by its person only", async () => {
    const { queries } = database();
    const personId = await make();
    const row = (byte: number) => ({ digest: digestOf(byte), personId, device: HARD_TEXT, address: "::1" });
    const first = await insertSession(queries, row(10), MINUTE);
    const over = await insertSession(queries, row(11), -1_000);
    const found = await findSession(queries, digestOf(10), MINUTE);
    expect(found).toEqual({ id: first, personId, name: HARD_TEXT, isStale: false });
    expect((await findSession(queries, digestOf(10), -1_000))?.isStale).toBe(true);
    expect(await findSession(queries, digestOf(11), MINUTE)).toBeNull();
    await touchSession(queries, over, MINUTE, 60 * MINUTE);
    expect(await findSession(queries, digestOf(11), MINUTE)).toBeNull();
    await touchSession(queries, first, -1_000, 60 * MINUTE);
    expect(await findSession(queries, digestOf(10), MINUTE)).toBeNull();
    const [second, third] = [
      await insertSession(queries, row(12), MINUTE),
      await insertSession(queries, row(13), MINUTE),
    ];
    expect((await listSessionRows(queries, personId)).map(({ id }) => id)).toEqual([third, second]);
    expect((await listSessionRows(queries, personId))[0]).toMatchObject({
      device: HARD_TEXT,
      address: "::1",
    });
    expect(await deleteSession(queries, second, personId + 100)).toBe(false);
    expect(await deleteSession(queries, second, personId)).toBe(true);
    await insertSession(queries, row(14), MINUTE);
    await deleteOldSessions(queries, 100);
    await deleteOtherSessions(queries, personId, third);
    expect((await listSessionRows(queries, personId)).map(({ id }) => id)).toEqual([third]);
    expect(await firstEndOf(queries, personId)).toBeNull();
    // However it is used, it does not live on for ever.
    await touchSession(queries, third, 60 * MINUTE, 2 * MINUTE);
    const [used] = await listSessionRows(queries, personId);
    expect(Number(used?.expiresAt) - Number(used?.createdAt)).toBe(2 * MINUTE);
    // One that ends however it is used.
    const bounded = await insertSession(queries, row(15), 60 * MINUTE, 2 * MINUTE);
    await insertSession(queries, row(16), MINUTE, 9 * MINUTE);
    await touchSession(queries, bounded, 60 * MINUTE, 90 * MINUTE);
    const { expiresAt, endsAt } =
      (await listSessionRows(queries, personId)).find(({ id }) => id === bounded) ?? {};
    expect(expiresAt).toEqual(endsAt);
    const ms = Number(await firstEndOf(queries, personId));
    expect([ms > 0, ms <= 2 * MINUTE]).toEqual([true, true]);
    await deleteOtherSessions(queries, personId, null);
    expect(await listSessionRows(queries, personId)).toEqual([]);
  });

  test("a link is found until it is over or taken away", async () => {
    const personId = await make();
    const find = (byte: number) => transact(database(), (tx) => findSignInLink(tx, digestOf(byte)));
    const { queries } = database();
    await insertSignInLink(queries, { digest: digestOf(20), personId, isOfOwner: false }, MINUTE);
    await insertSignInLink(queries, { digest: digestOf(21), personId: null, isOfOwner: true }, MINUTE);
    await insertSignInLink(queries, { digest: digestOf(22), personId, isOfOwner: false }, -1_000);
    expect([await find(20), await find(21), await find(22)]).toEqual([
      { personId, isOfOwner: false },
      { personId: null, isOfOwner: true },
      null,
    ]);
    await deleteSignInLink(queries, digestOf(20));
    await deleteOldLinks(queries, 100);
    expect([await find(20), await find(21)]).toEqual([null, { personId: null, isOfOwner: true }]);
  });

  test("a token is found until it is over or deleted, and says when it was used", async () => {
    const { queries } = database();
    const row = (byte: number) => ({
      digest: digestOf(byte),
      name: HARD_TEXT,
      acts: "read launch",
      createdBy: "ann",
    });
    const id = await insertApiToken(queries, row(30), MINUTE);
    const over = await insertApiToken(queries, row(31), -1_000);
    expect(await findApiToken(queries, digestOf(30), MINUTE)).toEqual({
      id,
      name: HARD_TEXT,
      acts: "read launch",
      personId: null,
      folder: "",
      isStale: true,
    });
    expect(await findApiTokenById(queries, id)).toEqual({
      name: HARD_TEXT,
      acts: "read launch",
      personId: null,
    });
    await touchApiToken(queries, id);
    expect((await findApiToken(queries, digestOf(30), MINUTE))?.isStale).toBe(false);
    expect(await findApiToken(queries, digestOf(31), MINUTE)).toBeNull();
    expect(await listApiTokenRows(queries)).toMatchObject([
      { id, isOver: false, usedAt: expect.any(Date) },
      { id: over, isOver: true, usedAt: null },
    ]);
    expect(await deleteApiToken(queries, id)).toBe(true);
    expect(await deleteApiToken(queries, id)).toBe(false);
    expect(await findApiToken(queries, digestOf(30), MINUTE)).toBeNull();
  });

  test("tries that come at the same time get a number each, and are forgotten after a while", async () => {
    const count = (byte: number, withinMs = MINUTE) =>
      transact(database(), (tx) => countTry(tx, digestOf(byte), withinMs));
    const numbers = await Promise.all(Array.from({ length: 8 }, () => count(40)));
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await count(41)).toBe(1);
    expect(await count(40, -1_000)).toBe(1);
    await forgetTries(database().queries, [digestOf(40)]);
    await forgetTries(database().queries, []);
    const both = [digestOf(40), digestOf(41)];
    expect(await triesOf(database().queries, both, MINUTE)).toEqual([0, 1]);
    expect(await triesOf(database().queries, both, -MINUTE)).toEqual([0, 0]);
    expect(await count(40)).toBe(1);
    await deleteOldTries(database().queries, -1_000, 100);
    expect(await count(40)).toBe(1);
  });

  test("a browser is known to the person who signed in with it, until it was not used for long", async () => {
    const { queries } = database();
    const [one, two] = [await make(), await make()];
    await putKnownDevice(queries, digestOf(50), one, MINUTE);
    expect(await isKnownDevice(queries, digestOf(50), one)).toBe(true);
    expect(await isKnownDevice(queries, digestOf(50), two)).toBe(false);
    expect(await isKnownDevice(queries, digestOf(51), one)).toBe(false);
    await putKnownDevice(queries, digestOf(50), two, -1_000);
    expect(await isKnownDevice(queries, digestOf(50), two)).toBe(false);
    await deleteOldDevices(queries, 100);
    expect(await isKnownDevice(queries, digestOf(50), two)).toBe(false);
  });
});
