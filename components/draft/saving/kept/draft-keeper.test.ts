import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { draftKeeper } from "./draft-keeper.ts";
import type { KeptDraft } from "./kept-draft.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function draftOf(count: number, edit: number): KeptDraft {
  const vertices = new Map(Array.from({ length: count }, (_, at) => [`v${at}`, {}]));
  const file: GraphFile = { content: { signalbox: 1, name: "g", vertices, edges: [] }, layout: new Map() };
  return { graphId: 1, edit, file, base: null, sent: null };
}

function keeperWith(isRoom: () => boolean) {
  const written: number[] = [];
  const told: boolean[] = [];
  const keeper = draftKeeper(
    ({ edit }) => {
      written.push(edit);
      return isRoom() ? "browser" : null;
    },
    (isKept) => told.push(isKept),
  );
  return { keeper, written, told };
}

test("a small draft is written with each change", () => {
  const { keeper, written } = keeperWith(() => true);
  for (const edit of [1, 2, 3]) expect(keeper.keep(draftOf(3, edit))).toBe(true);
  expect(written).toEqual([1, 2, 3]);
});

test("a large draft is written once for many keys, also while a person goes on typing", () => {
  const { keeper, written, told } = keeperWith(() => true);
  for (let edit = 0; edit < 10; edit += 1) {
    keeper.keep(draftOf(51, edit));
    vi.advanceTimersByTime(100);
  }
  vi.runAllTimers();
  expect(written).toEqual([2, 5, 8, 9]);
  expect(told).toEqual([true, true, true, true]);
});

test("what is not written yet is written before the page is left, and once only", () => {
  const { keeper, written } = keeperWith(() => true);
  keeper.keep(draftOf(51, 1));
  expect(keeper.keepNow()).toBe(true);
  vi.runAllTimers();
  expect(written).toEqual([1]);
});

test("a draft that the server has is not written afterwards", () => {
  const { keeper, written } = keeperWith(() => true);
  keeper.keep(draftOf(51, 1));
  keeper.forget();
  vi.runAllTimers();
  expect(keeper.keepNow()).toBe(true);
  expect(written).toEqual([]);
});

test("a browser without room is told when it is known, until it has room again", () => {
  let isRoom = false;
  const { keeper, told } = keeperWith(() => isRoom);
  expect(keeper.keep(draftOf(51, 1))).toBe(true);
  vi.runAllTimers();
  expect(told).toEqual([false]);
  expect(keeper.keep(draftOf(51, 2))).toBe(false);
  isRoom = true;
  expect(keeper.keepNow()).toBe(true);
});
