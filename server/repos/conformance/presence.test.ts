import { expect, test } from "vitest";
import {
  askOtherTabs,
  presentTabs,
  putTab,
  removeGoneTabs,
  removeTab,
  signOfPresence,
} from "../graphs/presence-rows.ts";
import { signOfChange } from "../pipelines/events/change-sign-rows.ts";
import { HARD_TEXT, makeGraph, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  test("a tab is there until it is closed or its time is over, and each of that changes both signs", async () => {
    const { queries, pool } = database();
    const { graphId } = await makeGraph(database());
    const row = {
      ...{
        graphId,
        tab: "tab-1",
        who: HARD_TEXT.slice(0, 200),
        name: HARD_TEXT.slice(0, 200),
        isIdle: false,
      },
      selection: { vertices: [HARD_TEXT], edge: { tail: "A", head: "B" }, field: "script" },
    };
    const signs: string[] = [];
    const note = async () =>
      signs.push(`${await signOfPresence(queries, graphId)} and ${await signOfChange(queries)}`);
    await note();
    await putTab(queries, row, 60_000);
    await note();
    await putTab(queries, { ...row, tab: "tab-2" }, 60_000);
    await note();
    await putTab(queries, { ...row, tab: "tab-2", isIdle: true, who: "other", name: "new" }, 60_000);
    await note();
    const there = await presentTabs(queries, graphId);
    expect(there).toMatchObject([row, { ...row, tab: "tab-2", isIdle: true, who: "other", name: "new" }]);
    await askOtherTabs(queries, graphId, "tab-2", 30_000);
    await askOtherTabs(queries, graphId, "tab-1", 30_000);
    const asked = await presentTabs(queries, graphId);
    const shortened = asked.map(({ untilAt }, place) => untilAt < (there[place]?.untilAt ?? untilAt));
    // A hidden tab is not asked.
    expect(shortened).toEqual([true, false]);
    await removeGoneTabs(queries, 10);
    expect(await presentTabs(queries, graphId)).toHaveLength(2);
    await pool.query("update presence set until_at = now(3) - interval 1 second where tab = 'tab-1'");
    expect(await presentTabs(queries, graphId)).toMatchObject([{ tab: "tab-2" }]);
    await removeGoneTabs(queries, 10);
    await note();
    expect(await presentTabs(queries, graphId + 1)).toEqual([]);
    await removeTab(queries, graphId, "tab-2");
    expect(new Set(signs.flatMap((both) => both.split(" and "))).size).toBe(10);
    expect(await signOfPresence(queries, graphId)).toBe("0/0/0");
  });
});
