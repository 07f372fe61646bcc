import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { ChildGraphsContext } from "#components/draft/child-graphs/child-graphs-context.ts";
import { indexOf } from "#components/draft/child-graphs/pin-state.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { tabTo } from "#components/ui/keys/tab-to-for-test.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { ChildGraphsNote } from "./child-graphs-note.tsx";

async function shown() {
  const run = (graph: string) => ({ kind: "graph", graph });
  const vertices = { a: run("deploy@3"), b: run("deploy@4"), c: run("check@1"), d: run("check@2") };
  const store = createDraftStore(placedFile({ ...{ signalbox: 1, name: "g", edges: [] }, vertices }));
  const same = { digest: null, isOther: false, retired: null };
  const index = indexOf([
    {
      ...same,
      name: "deploy",
      graph: "deploy",
      revision: 3,
      at: 3,
      newest: { number: 5, digest: `sha256:${"5".repeat(64)}` },
    },
    {
      ...same,
      name: "check",
      graph: "check",
      revision: 1,
      at: 1,
      newest: { number: 2, digest: `sha256:${"2".repeat(64)}` },
    },
  ]);
  const screen = await render(
    <DraftContext value={store}>
      <ToastProvider>
        <ChildGraphsContext value={index}>
          <ChildGraphsNote />
        </ChildGraphsContext>
      </ToastProvider>
    </DraftContext>,
  );
  const pins = () =>
    [...store.getState().draft.file.content.vertices.values()].map(({ graph }) => graph?.revision);
  await expect.element(screen.getByText("3 child graphs have newer revisions.")).toBeVisible();
  return { screen, store, pins };
}

test("all child graphs with newer revisions are listed and updated in one step, except those that are left out", async () => {
  const { screen, store, pins } = await shown();
  await screen.getByRole("button", { name: "Show them" }).click();
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("deploy@4 → @5");
  await screen.getByRole("checkbox", { name: "b" }).click();
  await screen.getByRole("button", { name: "Update 2 vertices" }).click();
  expect(pins()).toEqual([5, 4, 2, 2]);
  await expect.element(screen.getByText("1 child graph has a newer revision.")).toBeVisible();
  store.getState().undo();
  expect(pins()).toEqual([3, 4, 1, 2]);
});

test("by keys alone they are listed, one is left out, and the others are updated", async () => {
  const { screen, pins } = await shown();
  await tabTo(screen.getByRole("button", { name: "Show them" }));
  await userEvent.keyboard("{Enter}");
  await tabTo(screen.getByRole("checkbox", { name: "b" }));
  await userEvent.keyboard(" ");
  await expect.element(screen.getByRole("button", { name: "Update 2 vertices" })).toBeVisible();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.poll(pins).toEqual([5, 4, 2, 2]);
});
