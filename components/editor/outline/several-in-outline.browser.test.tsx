import { ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { Outline } from "./outline.tsx";

test("several vertices are selected with Ctrl or Shift, by the mouse and by keys; one that is chosen leaves again", async () => {
  const vertices = { a: { script: "x" }, b: { script: "x" }, c: { script: "x" } };
  const store = createDraftStore(placedFile({ signalbox: 1, name: "g", vertices, edges: [] }));
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <div style={{ display: "flex", flexDirection: "column", width: 360, height: 600 }}>
          <Outline />
        </div>
      </ReactFlowProvider>
    </DraftContext>,
  );
  const row = (name: string) => screen.getByRole("button", { name, exact: true });
  const chosen = () => [...store.getState().selection.vertices];
  await row("a").click();
  await row("c").click({ modifiers: ["Shift"] });
  expect(chosen()).toEqual(["a", "c"]);
  (row("b").element() as HTMLElement).focus();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(chosen()).toEqual(["a", "c", "b"]);
  await row("a").click({ modifiers: ["ControlOrMeta"] });
  expect(chosen()).toEqual(["c", "b"]);
  await expect.element(row("b")).toHaveAttribute("aria-pressed", "true");
  await row("a").click();
  expect(chosen()).toEqual(["a"]);
});
