import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PresentPeople } from "#contract/presence.ts";
import { NOTHING_TOLD, PresenceSession } from "./presence-session.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const MINUTE_MS = 60_000;
const BOB = { name: "bob", isSelf: false, tabs: 1, isIdle: false, selection: NOTHING_TOLD };

/** A server that says who else is there, and what it was told. */
function stage(others: PresentPeople["people"] = []) {
  const server = { others, isAway: false, said: [] as string[], shown: [] as (readonly string[])[] };
  let vertex = "A";
  const session = new PresenceSession({
    say: async (state, { vertices }) => {
      server.said.push(`${state} ${vertices.join()}`.trim());
      if (server.isAway) throw new Error("away");
      return { people: server.others, here: `${server.others.length}`, isAlone: server.others.length === 0 };
    },
    selection: () => ({ ...NOTHING_TOLD, vertices: [vertex] }),
    onPeople: (people) => server.shown.push(people.map(({ name }) => name)),
  });
  const select = (name: string) => {
    vertex = name;
    session.changed();
  };
  return { server, session, select };
}

test("alone, a tab says once that it is there, whatever is selected, and then hardly anything", async () => {
  const { server, session, select } = stage();
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  select("B");
  session.hear("0");
  await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
  expect(server.said).toEqual(["active A"]);
  await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
  expect(server.said).toEqual(["active A", "active B"]);
});

test("once somebody comes, both say what they select, until the other one is gone", async () => {
  const { server, session, select } = stage();
  await vi.advanceTimersByTimeAsync(0);
  server.others = [BOB];
  session.hear("1");
  await vi.advanceTimersByTimeAsync(0);
  for (const name of ["B", "C", "D"]) select(name);
  await vi.advanceTimersByTimeAsync(300);
  expect(server.said).toEqual(["active A", "active A", "active D"]);
  // Keys that are typed into the same field tell nothing new.
  for (let key = 0; key < 10; key += 1) select("D");
  await vi.advanceTimersByTimeAsync(600);
  expect(server.said).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(server.said).toHaveLength(6);
  const said = server.said.length;
  for (let key = 0; key < 100; key += 1) {
    select(`E${key}`);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(server.said.length).toBeGreaterThan(said + 10);
  server.others = [];
  await vi.advanceTimersByTimeAsync(3_000);
  expect(server.shown.at(-2)).toEqual(["bob"]);
  expect(server.shown.at(-1)).toEqual([]);
  const { length } = server.said;
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect(server.said).toHaveLength(length);
});

test("a hidden tab says once that it is idle, and one that is closed only that it is closed", async () => {
  const { server, session } = stage([BOB]);
  await vi.advanceTimersByTimeAsync(0);
  session.show(false);
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect(server.said).toEqual(["active A", "idle A"]);
  session.show(true);
  await vi.advanceTimersByTimeAsync(0);
  session.show(false);
  session.close();
  session.show(true);
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect(server.said.slice(2)).toEqual(["active A", "closed"]);
  session.reopen();
  await vi.advanceTimersByTimeAsync(0);
  expect(server.said.at(-1)).toBe("active A");
});

test("while the server is away nobody is shown, it is not asked by the clock, and it is asked once it is back", async () => {
  const { server, session } = stage([BOB]);
  await vi.advanceTimersByTimeAsync(0);
  server.isAway = true;
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect(server.said).toHaveLength(2);
  expect(server.shown.at(-1)).toEqual([]);
  server.isAway = false;
  session.hear("1");
  await vi.advanceTimersByTimeAsync(0);
  expect(server.shown.at(-1)).toEqual(["bob"]);
});
