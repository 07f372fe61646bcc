import { expect, test } from "vitest";
import { insertRunner } from "#repos/fleet/runner-rows.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { drainRunner, listRunnerViews } from "./show-fleet.ts";

const { database } = await startTestSystem();
const { queries, pool } = database;
const RUNNER = { host: "h", pid: 1, labels: [], slots: 1, containment: "group", containmentWhy: "" };

test("a runner that is alive is listed and drained, however many others began and ended after it", async () => {
  const old = await insertRunner(queries, { ...RUNNER, name: "old" }, 60_000);
  await pool.query(
    `insert into runner (id, name, host, pid, labels, slots, containment, state, started_at, seen_at, lease_until, stopped_at)
      select id + seq, 'crashing', host, pid, labels, slots, containment, 'lost', now(3) + interval 1 second, now(3), now(3), now(3)
      from runner join seq_1_to_600 where id = ?`,
    [old],
  );
  expect((await listRunnerViews(queries, COMMAND_LINE.rights))[0]).toMatchObject({ id: old, name: "old" });
  expect(await drainRunner(queries, "old", COMMAND_LINE)).toMatchObject({ id: old, state: "draining" });
  await expect(drainRunner(queries, "crashing", COMMAND_LINE)).rejects.toThrow(
    'There is no runner "crashing" alive.',
  );
});
