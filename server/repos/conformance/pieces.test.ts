import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { bulkRows } from "../bulk-rows.ts";
import { readInPieces } from "../read-in-pieces.ts";
import { onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  test.each([0, 1, 500, 501, 1_203])(
    "each of %i rows is read once, in their order, a statement after the other",
    async (count) => {
      const wanted = Array.from({ length: count }, (_, place) => place + 1);
      const sizes: number[] = [];
      const found = await readInPieces(wanted, async (some) => {
        sizes.push(some.length);
        const [rows] = await database().queries.execute(
          sql`select place from ${bulkRows(some.map((place) => ({ place })))} as wanted order by place`,
        );
        return (rows as unknown as { place: number }[]).map(({ place }) => Number(place));
      });
      expect(found).toEqual(wanted);
      expect(sizes).toHaveLength(Math.ceil(count / 500));
    },
  );
});
