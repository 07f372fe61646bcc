import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import type { GraphView } from "#contract/graphs.ts";
import { ConflictPanel } from "./conflict-panel.tsx";

function viewOf(script: string): GraphView {
  return {
    name: "shared",
    folder: "",
    revision: null,
    edit: 7,
    digest: "sha256:0",
    file: { signalbox: 1, name: "shared", vertices: { A: { script } }, edges: [] },
    findings: [],
    revisions: [],
    savedAt: new Date(0),
    savedBy: "ann",
  };
}

async function conflict() {
  const store = createDraftStore(placedFile(viewOf("echo mine\n").file));
  const chosen: string[] = [];
  const saved: SavedDraft = {
    store,
    saving: { is: "conflict", text: "Ann saved in between." },
    flush: async () => false,
    edit: () => 6,
    childFindings: [],
    keepMine: ({ edit }) => chosen.push(`mine after ${edit}`),
    takeTheirs: ({ edit }) => chosen.push(`theirs of ${edit}`),
  };
  const screen = await render(
    <ApiForTest answers={{ "graphs.show": () => viewOf("echo theirs\n") }}>
      <DraftContext value={store}>
        <ConflictPanel name="shared" text="Ann saved in between." saved={saved} />
      </DraftContext>
    </ApiForTest>,
  );
  return { screen, chosen };
}

test("a conflicting save shows both versions line by line", async () => {
  const { screen } = await conflict();
  await screen.getByRole("button", { name: "Show differences" }).click();
  await expect.element(screen.getByText("- echo theirs")).toBeVisible();
  await expect.element(screen.getByText("+ echo mine")).toBeVisible();
});

test.each([
  ["Keep mine", "mine after 7"],
  ["Take theirs", "theirs of 7"],
])("nothing is chosen before a person presses %s", async (button, choice) => {
  const { screen, chosen } = await conflict();
  await expect.element(screen.getByRole("button", { name: button })).toBeVisible();
  expect(chosen).toEqual([]);
  await screen.getByRole("button", { name: button }).click();
  expect(chosen).toEqual([choice]);
});
