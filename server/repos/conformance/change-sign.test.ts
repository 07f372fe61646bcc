import { expect, test } from "vitest";
import { signOfChange } from "../pipelines/change-sign-rows.ts";
import { makePipeline, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  test("the sign of change is another one after each change of a pipeline, and else the same", async () => {
    const { queries, pool } = database();
    const signs = [await signOfChange(queries)];
    const id = await makePipeline(database());
    signs.push(await signOfChange(queries));
    await pool.query("update pipeline set rev = rev + 1 where id = ?", [id]);
    signs.push(await signOfChange(queries));
    await pool.query(
      "update pipeline set state = 'failed', open_tracks = 0, finished_at = now(3) where id = ?",
      [id],
    );
    signs.push(await signOfChange(queries));
    expect(new Set(signs).size).toBe(4);
    expect(await signOfChange(queries)).toBe(signs[3]);
  });
});
