import { inArray, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { revision } from "#drizzle/schema/graph.ts";
import { type Queries, transact } from "#platform/database/db.ts";
import { newestSealed } from "../graphs/graph-list-rows.ts";
import { insertRevision } from "../graphs/revision-rows.ts";
import { makeGraph, onEachServer } from "./servers-for-test.ts";

/** How many rows the connection has read so far. */
async function rowsRead(tx: Queries): Promise<number> {
  const [rows] = await tx.execute("show session status like 'Handler_read%'");
  return (rows as unknown as { Value: string }[]).reduce((sum, { Value }) => sum + Number(Value), 0);
}

const digestOf = (number: number) => `sha256:f${String(number).padStart(63, "0")}`;

onEachServer((database) => {
  test("a list of graphs reads the newest revisions of each, however many were sealed", async () => {
    const { queries } = database();
    const [long, short] = [(await makeGraph(database())).graphId, (await makeGraph(database())).graphId];
    const common = { edit: 1, header: {}, findings: [], savedBy: "ann", graphId: long };
    const ids: number[] = [];
    for (let number = 2; number <= 400; number += 1)
      ids.push(await insertRevision(queries, { ...common, digest: digestOf(number), number }));
    await queries
      .update(revision)
      .set({ retiredAt: new Date() })
      .where(inArray(revision.id, ids.slice(-2)));
    await queries.execute(sql`analyze table revision`);
    await transact(database(), async (tx) => {
      const before = await rowsRead(tx);
      const found = await newestSealed(tx, [long, short, 99_999]);
      expect((await rowsRead(tx)) - before).toBeLessThan(50);
      expect([...found.keys()].sort()).toEqual([long, short].sort());
      expect(found.get(long)).toMatchObject({
        digest: digestOf(400),
        latest: { number: 398, digest: digestOf(398) },
      });
      expect(found.get(short)?.latest?.number).toBe(1);
    });
    expect((await newestSealed(queries, [])).size).toBe(0);
  });

  test("of a graph whose only revision is retired, the list knows what was sealed last and has none to launch", async () => {
    const { queries } = database();
    const { graphId, revisionId } = await makeGraph(database());
    await queries
      .update(revision)
      .set({ retiredAt: new Date() })
      .where(inArray(revision.id, [revisionId]));
    expect((await newestSealed(queries, [graphId])).get(graphId)).toMatchObject({ latest: null });
  });
});
