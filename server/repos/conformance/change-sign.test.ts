import { expect, test } from "vitest";
import { extendLease, insertRunner, setRunnerState } from "../fleet/runner-rows.ts";
import { signOfChange } from "../pipelines/events/change-sign-rows.ts";
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

  test("two changes that outweigh each other change the sign, and so does what a person does", async () => {
    const { queries, pool } = database();
    const [one, other] = [await makePipeline(database()), await makePipeline(database())];
    const setRev = (id: number, rev: number, key: number) =>
      pool.query("update pipeline set rev = ?, rev_key = ? where id = ?", [rev, key, id]);
    await setRev(one, 5, 71);
    await setRev(other, 6, 72);
    const before = await signOfChange(queries);
    // As after a restore of the one and a change of the other.
    await setRev(one, 6, 73);
    await setRev(other, 5, 74);
    const swapped = await signOfChange(queries);
    expect(swapped).not.toBe(before);
    // As an acknowledgement of a pipeline that has ended, or a graph with another name.
    await pool.query("insert into audit_head (n, last_id, at, hash) values (1, 7, now(3), repeat('x', 32))");
    expect(await signOfChange(queries)).not.toBe(swapped);
  });

  test("each step in the life of a runner changes the sign, and that it was heard of does not", async () => {
    const { queries, pool } = database();
    const row = {
      host: "h",
      pid: 1,
      labels: [],
      slots: 1,
      containment: "fence" as const,
      containmentWhy: "",
    };
    const signs = [await signOfChange(queries)];
    const ids: number[] = [];
    for (const name of ["sign-1", "sign-2"]) {
      ids.push(await insertRunner(queries, { ...row, name }, 60_000));
      signs.push(await signOfChange(queries));
    }
    const [one = 0, other = 0] = ids;
    await extendLease(queries, one, 90_000);
    expect(await signOfChange(queries)).toBe(signs[2]);
    for (const [id, from, to] of [
      [one, "ready", "draining"],
      [one, "draining", "stopped"],
      [other, "ready", "draining"],
      [other, "draining", "lost"],
    ] as const) {
      await setRunnerState(queries, id, [from], to);
      signs.push(await signOfChange(queries));
    }
    // Without a runner it is as it was before there was one.
    expect(new Set(signs).size).toBe(signs.length - 1);
    await pool.query("delete from runner where id in (?, ?)", ids);
  });
});
