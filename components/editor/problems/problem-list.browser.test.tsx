import { ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { findingsOf } from "#engine/check/findings.ts";
import { ProblemList } from "./problem-list.tsx";

test("a graph that was written on Windows is tidied at once, as one step", async () => {
  const spec = { script: "echo 1\r\necho 2\r\n" };
  const store = createDraftStore(
    placedFile({ signalbox: 1, name: "g", vertices: { A: spec, B: spec, C: spec }, edges: ["A -> B -> C"] }),
  );
  const { content } = store.getState().draft.file;
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <ProblemList findings={findingsOf(content)} isSettled />
      </ReactFlowProvider>
    </DraftContext>,
  );
  await screen.getByRole("button", { name: "Tidy all texts" }).click();
  const tidy = store.getState().draft.file.content;
  expect([...tidy.vertices.values()].map(({ script }) => script)).toEqual(Array(3).fill("echo 1\necho 2\n"));
  expect(findingsOf(tidy)).toEqual([]);
  store.getState().undo();
  expect(store.getState().draft.file.content).toBe(content);
});

test("a click on a finding selects all that it is about, and its rule is explained with an example", async () => {
  const store = createDraftStore(
    placedFile({
      signalbox: 1,
      name: "g",
      params: { region: { type: "string" } },
      vertices: { A: { script: "a" }, B: { script: "b" }, C: { script: "c" } },
      edges: ["A -> B", "B -> C", "C -> A"],
    }),
  );
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <ProblemList findings={findingsOf(store.getState().draft.file.content)} isSettled />
      </ReactFlowProvider>
    </DraftContext>,
  );
  await expect.element(screen.getByText("1 error, 1 hint. Fix 1 error to seal.")).toBeVisible();
  await screen.getByRole("button", { name: "These vertices wait for each other" }).click();
  expect([...store.getState().selection.vertices].sort()).toEqual(["A", "B", "C"]);
  await screen.getByRole("button", { name: "About the rule cycle" }).click();
  const dialog = screen.getByRole("dialog", { name: "Rule cycle" });
  await expect.element(dialog).toHaveTextContent(/To correct it: Remove one of the edges/);
  await expect.element(dialog).toHaveTextContent(/edges: \[A -> B, B -> A\]/);
});

test("the list is as high as its findings up to a limit, and lower again once there are fewer", async () => {
  const vertices = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`v${at}`, {}]));
  const store = createDraftStore(placedFile({ signalbox: 1, name: "g", vertices, edges: [] }));
  const all = findingsOf(store.getState().draft.file.content);
  const list = (count: number) => (
    <DraftContext value={store}>
      <ReactFlowProvider>
        <h1>Above it</h1>
        <ProblemList findings={all.slice(0, count)} isSettled />
      </ReactFlowProvider>
    </DraftContext>
  );
  const screen = await render(list(0));
  // Rows stay while they are pointed at.
  await screen.getByText("Above it").hover();
  const region = screen.getByRole("region", { name: "Problems" });
  const heightWith = async (count: number) => {
    await screen.rerender(list(count));
    await expect.element(region).toHaveTextContent(count === 0 ? "No problems" : `${count} error`);
    return region.element().getBoundingClientRect().height;
  };
  const [none, one, two] = [await heightWith(0), await heightWith(1), await heightWith(2)];
  expect(none).toBeLessThan(one);
  expect(one).toBeLessThan(two);
  const many = await heightWith(30);
  expect(await heightWith(40)).toBe(many);
  expect(await heightWith(2)).toBe(two);
  expect(await heightWith(1)).toBe(one);
  expect(await heightWith(0)).toBe(none);
});

test("of a thousand findings the first are shown, and more of them on demand", async () => {
  const todo = Array.from({ length: 1_000 }, (_, index) => `do ${index}`);
  const store = createDraftStore(
    placedFile({ signalbox: 1, name: "g", todo, vertices: { A: { script: "a" } } }),
  );
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <ProblemList findings={findingsOf(store.getState().draft.file.content)} isSettled />
      </ReactFlowProvider>
    </DraftContext>,
  );
  const lines = screen.getByRole("button", { name: /^Warning/ });
  await expect.element(lines.first()).toBeVisible();
  expect(lines.elements()).toHaveLength(50);
  await screen.getByRole("button", { name: "Show 50 more of 950" }).click();
  expect(lines.elements()).toHaveLength(100);
});

test("where the last findings are shown on demand, the focus stays at their end", async () => {
  const todo = Array.from({ length: 60 }, (_, index) => `do ${index}`);
  const store = createDraftStore(
    placedFile({ signalbox: 1, name: "g", todo, vertices: { A: { script: "a" } } }),
  );
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <ProblemList findings={findingsOf(store.getState().draft.file.content)} isSettled />
      </ReactFlowProvider>
    </DraftContext>,
  );
  await screen.getByRole("button", { name: "Show 10 more of 10" }).click();
  await expect.element(screen.getByText("All are shown.")).toHaveFocus();
});
