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
  const child = (graph: string, at: number, newest: number) => ({
    ...same,
    ...{ name: graph, graph, revision: at, at },
    newest: { number: newest, digest: `sha256:${`${newest}`.repeat(64)}` },
  });
  const indexWith = (deploy: number) => indexOf([child("deploy", 3, deploy), child("check", 1, 2)]);
  const page = (deploy: number) => (
    <DraftContext value={store}>
      <ToastProvider>
        <ChildGraphsContext value={indexWith(deploy)}>
          <ChildGraphsNote />
        </ChildGraphsContext>
      </ToastProvider>
    </DraftContext>
  );
  const screen = await render(page(5));
  const pins = () =>
    [...store.getState().draft.file.content.vertices.values()].map(({ graph }) => graph?.revision);
  await expect.element(screen.getByText("3 child graphs have newer revisions.")).toBeVisible();
  /** A newer revision of deploy is sealed meanwhile. */
  const seal = (deploy: number) => screen.rerender(page(deploy));
  return { screen, store, pins, seal };
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

test("a revision that is sealed while the list is open is offered only once it was shown", async () => {
  const { screen, pins, seal } = await shown();
  await screen.getByRole("button", { name: "Show them" }).click();
  await seal(6);
  const dialog = screen.getByRole("dialog");
  await expect.element(dialog).toHaveTextContent("What is offered changed since this was shown");
  await expect.element(dialog).toHaveTextContent("deploy@4 → @5");
  await screen.getByRole("button", { name: "Show the list again" }).click();
  await expect.element(dialog).toHaveTextContent("deploy@4 → @6");
  expect(pins()).toEqual([3, 4, 1, 2]);
  await screen.getByRole("button", { name: "Update 3 vertices" }).click();
  expect(pins()).toEqual([6, 6, 2, 2]);
});

test("a vertex that comes into the draft while the list is open is not updated with the others", async () => {
  const { screen, store, pins } = await shown();
  await screen.getByRole("button", { name: "Show them" }).click();
  const spec = store.getState().draft.file.content.vertices.get("a") ?? {};
  store.getState().edit({ do: "add", name: "e", spec, at: { x: 0, y: 0 }, hook: { by: "nothing" } });
  await screen.getByRole("button", { name: "Update 3 vertices" }).click();
  expect(pins()).toEqual([5, 5, 2, 2, 3]);
});

test("where the last vertex with another revision is removed meanwhile, the list says that nothing is left to update", async () => {
  const { screen, store } = await shown();
  await screen.getByRole("button", { name: "Show them" }).click();
  const { vertices } = store.getState().draft.file.content;
  store.getState().edit({ do: "remove", vertices: [...vertices.keys()], edges: [], annotations: [] });
  await screen.getByRole("button", { name: "Show the list again" }).click();
  const dialog = screen.getByRole("dialog");
  await expect.element(dialog).toHaveTextContent("No child graph has a newer revision that you may see.");
  await expect
    .element(dialog.getByRole("button", { name: "Update 0 vertices" }))
    .toHaveAttribute("aria-disabled", "true");
});
