import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { HereInput } from "#contract/presence.ts";
import type { Actor } from "#services/rights/actor.ts";
import { personWith } from "#testing/api/actors.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { noteTab } from "./presence.ts";
import { createGraph } from "./save-graph.ts";
import { newestSave } from "./show-graph.ts";

const { database } = await startTestSystem();
const [ann, bob] = ["ann", "bob"].map((name, place) => personWith({ id: place + 1, name, sessionId: 1 })) as [
  Actor,
  Actor,
];
const NOTHING = { vertices: [], edge: null, field: null };

test("who has a draft open is told to the others, counts once, and is gone once the tab is closed or silent", async () => {
  const name = "shared";
  await createGraph(database, { name }, "ann", { readable: "all", folderId: 1 });
  const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()] as const;
  const say = (
    who: Actor,
    tab: string,
    state: HereInput["state"] = "active",
    selection: HereInput["selection"] = NOTHING,
  ) => noteTab(database, { name, tab, state, selection }, who);
  const secondsLeft = async (tab: string) => {
    const [rows] = await database.pool.query(
      "select timestampdiff(second, now(3), until_at) as left_s from presence where tab = ?",
      [tab],
    );
    return Number((rows as { left_s: number }[])[0]?.left_s);
  };

  // Alone, a tab says nothing for minutes. A second one of the same person would be missed if it were killed.
  expect(await say(ann, first)).toMatchObject({ isNews: true, answer: { isAlone: true } });
  expect(await secondsLeft(first)).toBeGreaterThan(60);
  expect(await say(ann, second)).toMatchObject({
    isNews: true,
    answer: { isAlone: false, people: [{ name: "ann", isSelf: true, tabs: 2 }] },
  });
  expect(await say(ann, first)).toMatchObject({ isNews: false });
  expect(await secondsLeft(second)).toBeLessThanOrEqual(10);

  // Another one comes: those who are there have to say so, and a change of presence is seen beside the newest save.
  const before = await newestSave(database.queries, name);
  const selection = { vertices: ["A"], edge: null, field: "script" };
  const { answer } = await say(bob, third, "active", selection);
  expect(answer).toMatchObject({ isAlone: false, people: [{ name: "bob", isSelf: true }, { name: "ann" }] });
  expect(await secondsLeft(first)).toBeLessThanOrEqual(10);
  expect(await newestSave(database.queries, name)).toEqual({ ...before, here: answer.here });
  expect(before.here).not.toBe(answer.here);
  const seen = await say(ann, first);
  expect(seen).toMatchObject({ isNews: false, answer: { isAlone: false, here: answer.here } });
  expect(seen.answer.people[1]).toMatchObject({ name: "bob", isSelf: false, isIdle: false, selection });

  // Hidden, they are idle; a silent tab is gone; a closed one at once.
  expect(await say(bob, third, "idle")).toMatchObject({ isNews: true });
  expect((await say(ann, first)).answer).toMatchObject({ isAlone: false, people: [{}, { isIdle: true }] });
  await database.pool.query("update presence set until_at = now(3) - interval 1 second where tab = ?", [
    second,
  ]);
  expect((await say(ann, first)).answer).toMatchObject({ isAlone: true, people: [{ tabs: 1 }, {}] });
  expect(await say(bob, third, "closed")).toMatchObject({ isNews: true, answer: { people: [] } });
  expect((await say(ann, first)).answer.people).toHaveLength(1);

  // Fifty people at once are no error, and nobody is there twice.
  const many = Array.from({ length: 60 }, (_, place) =>
    personWith({ id: place + 10, name: `p${place}`, sessionId: 1 }),
  );
  await Promise.all(many.map((each) => say(each, randomUUID())));
  const { people } = (await say(ann, first)).answer;
  expect(people).toHaveLength(50);
  expect(new Set(people.map((each) => each.name)).size).toBe(50);
  await expect(
    noteTab(database, { name: "none", tab: first, state: "active", selection: NOTHING }, ann),
  ).rejects.toThrow("none");
});
