import { ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { RenamingPanel } from "./renaming-panel.tsx";

test("what a renaming leaves to a person is listed until they are done; a click on it selects the vertex", async () => {
  const script = "echo next=build >> $SIGNALBOX_OUTPUT";
  const store = createDraftStore(
    placedFile({
      signalbox: 1,
      name: "g",
      vertices: { gate: { script, branch: "some" }, build: { script: "make" } },
      edges: ["gate -> build"],
    }),
  );
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <RenamingPanel />
      </ReactFlowProvider>
    </DraftContext>,
  );
  await expect.element(screen.getByRole("region", { name: "After the renaming" })).not.toBeInTheDocument();
  store.getState().edit({ do: "rename", from: "build", to: "compile" });
  await expect.element(screen.getByText("build is called compile now.")).toBeVisible();
  await screen.getByRole("button", { name: `The script of gate, line 1: \`${script}\`` }).click();
  expect([...store.getState().selection.vertices]).toEqual(["gate"]);
  await screen.getByRole("button", { name: "Done" }).click();
  await expect.element(screen.getByRole("region", { name: "After the renaming" })).not.toBeInTheDocument();
  store.getState().edit({ do: "rename", from: "compile", to: "build" });
  store.getState().undo();
  await expect.element(screen.getByText("is called")).not.toBeInTheDocument();
});

test("of a transfer that may have run it is said what helps, and no place in the graph has to be looked at", async () => {
  const store = createDraftStore(
    placedFile({
      ...{ signalbox: 1, name: "g" },
      vertices: {
        move: {
          kind: "transfer",
          transfer: {
            from: { events: { connection: "a" } },
            to: { http: { connection: "a", path: "/" } },
            columns: { id: "@id" },
            dead: { connection: "queue", stream: "dead" },
          },
        },
      },
    }),
  );
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <RenamingPanel />
      </ReactFlowProvider>
    </DraftContext>,
  );
  store.getState().edit({ do: "rename", from: "move", to: "sync" });
  await expect.element(screen.getByText(/^If sync has run, it begins again/)).toBeVisible();
  await expect.element(screen.getByText(/may still mean an old name/)).not.toBeInTheDocument();
  await expect.element(screen.getByRole("list")).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "Done" }).click();
  await expect.element(screen.getByRole("region", { name: "After the renaming" })).not.toBeInTheDocument();
});
