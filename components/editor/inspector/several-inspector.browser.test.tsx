import { ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { SeveralInspector } from "./several-inspector.tsx";

test("several vertices are aligned as one step, final steps stay, and all behind them are selected", async () => {
  const store = createDraftStore(
    placedFile({
      signalbox: 1,
      name: "g",
      vertices: {
        A: { script: "a" },
        B: { script: "b" },
        C: { script: "c" },
        Z: { script: "z", final: "always" },
      },
      edges: ["B -> C"],
      layout: { A: [0, 0], B: [300, 10], C: [600, 0] },
    } as never),
  );
  store.getState().select({ vertices: new Set(["A", "B", "Z"]) });
  const before = store.getState().draft.file;
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <SeveralInspector />
      </ReactFlowProvider>
    </DraftContext>,
  );
  await screen.getByRole("button", { name: "Align top" }).click();
  const layout = () => store.getState().draft.file.layout;
  expect([layout().get("A"), layout().get("B")]).toEqual([
    { x: 0, y: 0 },
    { x: 300, y: 0 },
  ]);
  expect(layout().get("Z")).toEqual(before.layout.get("Z"));
  store.getState().undo();
  expect(store.getState().draft.file).toBe(before);
  await screen.getByRole("button", { name: "Select all behind" }).click();
  expect([...store.getState().selection.vertices].sort()).toEqual(["A", "B", "C", "Z"]);
});

test("a setting is set for all selected vertices that can have it, as one step; what differs is said", async () => {
  const store = createDraftStore(
    placedFile({
      signalbox: 1,
      name: "g",
      vertices: {
        A: { script: "a", timeout: "5m" },
        B: { script: "b", timeout: "10m", retry: { max: 2, delay: "5s" } },
        N: { kind: "wait", wait: { for: "1m" } },
      },
      edges: [],
    } as never),
  );
  store.getState().select({ vertices: new Set(["A", "B", "N"]) });
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <SeveralInspector />
      </ReactFlowProvider>
    </DraftContext>,
  );
  const spec = (name: string) => store.getState().draft.file.content.vertices.get(name);
  const before = store.getState().draft.file;
  const limit = screen.getByRole("textbox", { name: "Time limit" });
  await expect.element(limit).toHaveAttribute("placeholder", "Different ones");
  await expect.element(limit).toHaveAccessibleDescription(/2 of 3 can have it/);
  await limit.fill("20m");
  expect([spec("A")?.timeout, spec("B")?.timeout, spec("N")]).toEqual([
    1_200_000,
    1_200_000,
    before.content.vertices.get("N"),
  ]);
  store.getState().undo();
  expect(store.getState().draft.file).toBe(before);
  await limit.fill("soon");
  await expect.element(limit).toHaveAttribute("aria-invalid", "true");
  expect(store.getState().draft.file).toBe(before);

  await screen.getByRole("textbox", { name: "Automatic retries" }).fill("3");
  expect([spec("A")?.retry, spec("B")?.retry]).toEqual([{ max: 3 }, { max: 3, delay: 5_000 }]);
  // To type another number a person empties the field.
  await screen.getByRole("textbox", { name: "Automatic retries" }).clear();
  await screen.getByRole("textbox", { name: "Automatic retries" }).fill("4");
  expect([spec("A")?.retry, spec("B")?.retry]).toEqual([{ max: 4 }, { max: 4, delay: 5_000 }]);
});

test("with the keyboard alone several vertices are aligned, and get a time limit", async () => {
  const store = createDraftStore(
    placedFile({
      ...{ signalbox: 1, name: "g", edges: [], vertices: { A: { script: "a" }, B: { script: "b" } } },
      layout: { A: [0, 0], B: [300, 10] },
    } as never),
  );
  store.getState().select({ vertices: new Set(["A", "B"]) });
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <SeveralInspector />
      </ReactFlowProvider>
    </DraftContext>,
  );
  const file = () => store.getState().draft.file;
  /** Tab leads there. */
  const goTo = async (wanted: Element) => {
    for (let step = 0; document.activeElement !== wanted && step < 40; step++)
      await userEvent.keyboard("{Tab}");
    expect(document.activeElement).toBe(wanted);
  };
  await goTo(screen.getByRole("button", { name: "Align top" }).element());
  await userEvent.keyboard("{Enter}");
  expect(file().layout.get("B")).toEqual({ x: 300, y: 0 });
  await goTo(screen.getByRole("textbox", { name: "Time limit" }).element());
  await userEvent.keyboard("20m");
  expect([...file().content.vertices.values()].map(({ timeout }) => timeout)).toEqual([1_200_000, 1_200_000]);
});
