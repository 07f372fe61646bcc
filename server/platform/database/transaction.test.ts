import { sql } from "drizzle-orm";
import type { RowDataPacket } from "mysql2/promise";
import { afterAll, beforeEach, expect, test } from "vitest";
import { holdStatement, inTransaction, openDatabase, type Queries, transact } from "#platform/database/db.ts";
import { createTestDatabase } from "#testing/database.ts";

const { url, drop } = await createTestDatabase();
const database = openDatabase(url, 3);
afterAll(async () => {
  await database.close();
  await drop();
});

beforeEach(async () => {
  await database.pool.query("create or replace table counted (id int primary key, n int not null)");
  const rows = [1, 2, 3, ...Array.from({ length: 40 }, (_, place) => 100 + place)];
  await database.pool.query("insert into counted values ?", [rows.map((id) => [id, 0])]);
});

const countUp = (tx: Queries, id: number) => tx.execute(sql`update counted set n = n + 1 where id = ${id}`);
const DEADLOCK = { cause: expect.objectContaining({ errno: 1213 }) };

/**
 * Another session has row 2 and asks for row 1, which `tx` has. It changed more rows, so the server gives up `tx`.
 *
 * @param own what `tx` does meanwhile.
 */
async function againstAnother(own: () => Promise<void>): Promise<void> {
  const other = await database.pool.getConnection();
  try {
    await other.query("start transaction");
    await other.query("update counted set n = n + 1 where id >= 100");
    await other.query("update counted set n = n + 1 where id = 2");
    const asked = other.query("update counted set n = n + 1 where id = 1");
    await own();
    await asked;
    await other.query("commit");
  } finally {
    other.release();
  }
}

const counts = async () => {
  const [rows] = await database.pool.query<RowDataPacket[]>(
    "select n from counted where id < 100 order by id",
  );
  return rows.map(({ n }) => n);
};

for (const part of ["the transaction", "a part of it"] as const)
  test(`after a deadlock in ${part} nothing more is written until all of it is repeated, also where the error was kept back`, async () => {
    let rounds = 0;
    const whole = await transact(database, async (tx) => {
      rounds += 1;
      await countUp(tx, 1);
      const second = () =>
        part === "the transaction"
          ? countUp(tx, 2)
          : transact(inTransaction(database, tx), (inside) => countUp(inside, 2));
      if (rounds > 1) return second().then(() => countUp(tx, 3));
      await againstAnother(() => expect(second()).rejects.toMatchObject(DEADLOCK));
      await expect(countUp(tx, 3)).rejects.toMatchObject(DEADLOCK);
      const again = transact(inTransaction(database, tx), (inside) => countUp(inside, 3));
      await expect(again).rejects.toMatchObject(DEADLOCK);
      const text = "update counted set n = n + 1 where id = 3";
      expect(() => holdStatement(tx, { text, values: [] })).toThrow(/Deadlock/);
      return "half";
    });
    expect([rounds, whole === "half"]).toEqual([2, false]);
    expect(await counts()).toEqual([2, 2, 1]);
  });

test("a deadlock that nobody throws on and after which nothing is done is repeated, and not taken for a commit", async () => {
  let rounds = 0;
  await transact(database, async (tx) => {
    rounds += 1;
    await countUp(tx, 1);
    if (rounds > 1) return;
    await againstAnother(() => expect(countUp(tx, 2)).rejects.toMatchObject(DEADLOCK));
  });
  expect(rounds).toBe(2);
  expect(await counts()).toEqual([2, 1, 0]);
});
