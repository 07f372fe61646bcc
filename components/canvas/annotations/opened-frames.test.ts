import { expect, test } from "vitest";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { droppedCards } from "../layout/by-hand/dropped-cards.ts";
import { collapsedFile } from "../layout/collapsed-file.ts";
import { placedFile } from "../layout/placed-file.ts";
import { viewedDraft } from "./viewed-draft.ts";

const storeOf = () =>
  createDraftStore(
    placedFile({
      signalbox: 1,
      name: "g",
      vertices: { A: {}, B: {}, C: {} },
      layout: { A: [0, 0], B: [400, 0], C: [0, 900] },
      frames: { f: { vertices: ["A", "B"], collapsed: true } },
    } as never),
  );

test("a frame that is opened to show something changes neither the draft nor what undo and redo lead to", () => {
  const store = storeOf();
  store.getState().edit({ do: "move", places: new Map([["C", { x: 10, y: 900 }]]) });
  store.getState().undo();
  const { draft } = store.getState();
  store.getState().openFrames(["f"]);
  expect(store.getState().draft).toBe(draft);
  const shown = () => {
    const { draft: now, openedFrames } = store.getState();
    return viewedDraft(now.file, openedFrames);
  };
  expect(collapsedFile(shown()).collapsed).toEqual([]);
  // What is seen counts for the pointer, too.
  const dropped = new Map([["C", { x: 200, y: 0 }]]);
  expect(droppedCards(shown(), dropped)).toEqual(new Map([["C", "f"]]));
  store.getState().redo();
  expect(store.getState().openedFrames.has("f")).toBe(true);
  store.getState().closeFrames(["f", "gone"]);
  expect(shown()).toBe(store.getState().draft.file);
});

test("a frame that was opened in the draft is not opened on the page: collapsed again, it is one card", () => {
  const store = storeOf();
  store.getState().openFrames(["f"]);
  store.getState().edit({ do: "set-frame", name: "f", frame: { vertices: ["A", "B"] } });
  expect(store.getState().openedFrames.size).toBe(0);
  store.getState().undo();
  const { draft, openedFrames } = store.getState();
  expect(collapsedFile(viewedDraft(draft.file, openedFrames)).collapsed).toHaveLength(1);
});
