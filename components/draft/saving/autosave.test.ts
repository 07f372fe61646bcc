import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAutosave, type SaveOutcome, type SaveState } from "./autosave.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A server that holds one text, guarded by a number, and can be away. */
function stage() {
  const server = { text: "", edit: 1, isAway: false, saves: 0 };
  const states: SaveState["is"][] = [];
  const save = async (file: string, edit: number): Promise<SaveOutcome> => {
    server.saves += 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (server.isAway) return { ok: false, why: "away" };
    if (edit !== server.edit) return { ok: false, why: "conflict", text: "somebody" };
    if (file === "bad") return { ok: false, why: "refused", text: "bad" };
    server.edit += 1;
    server.text = file;
    return { ok: true, edit: server.edit };
  };
  const autosave = createAutosave<string>({ edit: 1, save, onState: (state) => states.push(state.is) });
  return { server, states, autosave };
}

test("typing is saved once, after it pauses", async () => {
  const { server, states, autosave } = stage();
  for (const text of ["e", "ec", "ech", "echo"]) {
    autosave.changed(text);
    await vi.advanceTimersByTimeAsync(200);
  }
  expect(server.saves).toBe(0);
  await vi.runAllTimersAsync();
  expect(server).toMatchObject({ text: "echo", saves: 1 });
  expect(states.at(-1)).toBe("saved");
});

test("what changes during a save is saved after it, and the guard follows", async () => {
  const { server, autosave, states } = stage();
  autosave.changed("one");
  await vi.advanceTimersByTimeAsync(620);
  autosave.changed("two");
  await vi.runAllTimersAsync();
  expect(server).toMatchObject({ text: "two", edit: 3, saves: 2 });
  expect(states.at(-1)).toBe("saved");
});

test("while the database is away it tries again with longer pauses, and loses nothing", async () => {
  const { server, states, autosave } = stage();
  server.isAway = true;
  autosave.changed("one");
  await vi.advanceTimersByTimeAsync(30_000);
  expect(server.saves).toBeLessThan(8);
  autosave.changed("two");
  expect(states.at(-1)).toBe("away");
  server.isAway = false;
  autosave.retry();
  await vi.runAllTimersAsync();
  expect(server.text).toBe("two");
  expect(states.at(-1)).toBe("saved");
});

test("over somebody else's save nothing is written until a person decides", async () => {
  const { server, states, autosave } = stage();
  Object.assign(server, { edit: 7, text: "theirs" });
  autosave.changed("mine");
  await vi.runAllTimersAsync();
  autosave.changed("mine, too");
  await vi.runAllTimersAsync();
  expect(server).toMatchObject({ text: "theirs", saves: 1 });
  expect(states.at(-1)).toBe("conflict");
  autosave.settle(7, "mine, too");
  await vi.runAllTimersAsync();
  expect(server.text).toBe("mine, too");
  expect(states.at(-1)).toBe("saved");
});

test("whoever takes theirs has nothing left to save", async () => {
  const { server, states, autosave } = stage();
  server.edit = 7;
  autosave.changed("mine");
  await vi.runAllTimersAsync();
  autosave.settle(7, null);
  await vi.runAllTimersAsync();
  expect(server.saves).toBe(1);
  expect(states.at(-1)).toBe("saved");
  expect(autosave.edit()).toBe(7);
});

test("what the server refuses is kept, and the next change is tried", async () => {
  const { server, states, autosave } = stage();
  autosave.changed("bad");
  await vi.runAllTimersAsync();
  expect(states.at(-1)).toBe("refused");
  autosave.changed("good");
  await vi.runAllTimersAsync();
  expect(server.text).toBe("good");
});

test("flush waits for all of it, also for what changed during a save, and tells whether it is there", async () => {
  const { server, autosave } = stage();
  autosave.changed("one");
  const first = autosave.flush();
  autosave.changed("two");
  const second = autosave.flush();
  await vi.runAllTimersAsync();
  expect(await first).toBe(false);
  expect(await second).toBe(true);
  expect(server.text).toBe("two");
  server.isAway = true;
  autosave.changed("three");
  const third = autosave.flush();
  await vi.advanceTimersByTimeAsync(100);
  expect(await third).toBe(false);
  autosave.stop();
});

test("while it is not known what a draft follows, it is not called saved", async () => {
  const { autosave } = stage();
  autosave.hold(1);
  expect(await autosave.flush()).toBe(false);
  autosave.settle(1, null);
  expect(await autosave.flush()).toBe(true);
});

test("a held draft follows the save that it was kept with, and a page that is gone saves nothing when that is known", async () => {
  const { server, autosave } = stage();
  Object.assign(server, { edit: 7, text: "theirs" });
  autosave.hold(5);
  autosave.changed("mine");
  await vi.runAllTimersAsync();
  expect(autosave.edit()).toBe(5);
  autosave.stop();
  autosave.settle(7, "mine");
  await vi.runAllTimersAsync();
  expect(server).toMatchObject({ text: "theirs", saves: 0 });
});
