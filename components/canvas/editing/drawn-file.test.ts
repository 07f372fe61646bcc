import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { placedFile } from "../layout/placed-file.ts";
import { drawnFile } from "./drawn-file.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const FILE = {
  signalbox: 1,
  name: "g",
  vertices: { A: { script: "echo" }, B: {} },
  edges: ["A -> B"],
  layout: { A: [0, 0], B: [300, 0] },
};

function started() {
  const store = createDraftStore(placedFile(FILE as never));
  const drawn = drawnFile(store);
  const scripts: (string | undefined)[] = [];
  const unfollow = drawn.subscribe(
    () => void scripts.push(drawn.get().content.vertices.get("A")?.script ?? undefined),
  );
  const type = (script: string) =>
    store.getState().edit({ do: "set-vertex", name: "A", spec: { script } }, "script of A");
  return { store, drawn, scripts, type, unfollow };
}

test("what is typed is drawn when the person pauses, and not with each key", () => {
  const { store, drawn, type } = started();
  const first = drawn.get();
  for (const script of ["echo 1", "echo 12", "echo 123"]) {
    type(script);
    vi.advanceTimersByTime(100);
    expect(drawn.get()).toBe(first);
  }
  vi.advanceTimersByTime(200);
  expect(drawn.get()).toBe(store.getState().draft.file);
});

test("all else is drawn at once, with what was typed before it", () => {
  const { store, drawn, type } = started();
  type("echo 1");
  store.getState().edit({ do: "move", places: new Map([["B", { x: 600, y: 0 }]]) });
  expect(drawn.get()).toBe(store.getState().draft.file);
  type("echo 2");
  store.getState().edit({ do: "rename", from: "A", to: "C" });
  expect([...drawn.get().content.vertices.keys()]).toEqual(["C", "B"]);
  type("none");
  store.getState().undo();
  expect(drawn.get()).toBe(store.getState().draft.file);
});

test("who no longer follows is told nothing", () => {
  const { type, scripts, unfollow } = started();
  type("echo 1");
  const told = scripts.length;
  unfollow();
  vi.advanceTimersByTime(1_000);
  expect(scripts).toHaveLength(told);
});
