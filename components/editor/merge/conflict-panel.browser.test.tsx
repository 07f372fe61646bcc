import { expect, onTestFinished, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { mergeFiles } from "#engine/merge/merge-files.ts";
import { standingChoices } from "#engine/merge/standing-choices.ts";
import { ConflictPanel } from "./conflict-panel.tsx";

const file = (script: string, onFailure: string) =>
  placedFile({ signalbox: 1, name: "g", onFailure, vertices: { A: { script } }, edges: [] });

async function conflict() {
  const [base, mine] = [file("echo base\n", "stop"), file("echo mine\n", "continue")];
  const theirs = file("echo theirs\n", "revert");
  const done: string[] = [];
  const screen = await render(
    <DraftContext value={createDraftStore(mine)}>
      <ConflictPanel
        pending={{ base, theirs, graphId: 1, edit: 7, savedBy: "Ann" }}
        saved={{
          resolve: (decisions) => {
            const { conflicts } = mergeFiles(base, mine, theirs);
            const choices = standingChoices(decisions, conflicts);
            const { content } = mergeFiles(base, mine, theirs, choices).file;
            done.push(`${content.onFailure} and ${content.vertices.get("A")?.script}`);
          },
          keepOnly: (side) => done.push(side),
        }}
      />
    </DraftContext>,
  );
  return { screen, done };
}

test("what both changed is shown side by side, and is chosen for each place by keys alone", async () => {
  const { screen, done } = await conflict();
  await expect.element(screen.getByText("Ann saved in between and changed 2 places")).toBeVisible();
  await expect.element(screen.getByText("+ echo mine")).toBeVisible();
  await expect.element(screen.getByText("+ echo theirs")).toBeVisible();
  const merge = screen.getByRole("button", { name: "Merge" });
  await expect.element(merge).toBeDisabled();
  (
    screen
      .getByRole("group", { name: "Vertex A, script" })
      .getByRole("radio", { name: "Theirs" })
      .element() as HTMLElement
  ).focus();
  await userEvent.keyboard(" ");
  await expect.element(screen.getByText("1 of 2 to decide.")).toBeVisible();
  (
    screen
      .getByRole("group", { name: "Graph, onFailure" })
      .getByRole("radio", { name: "Theirs" })
      .element() as HTMLElement
  ).focus();
  await userEvent.keyboard(" {ArrowUp}");
  await expect.element(screen.getByText("All decided.")).toBeVisible();
  expect(done).toEqual([]);
  await merge.click();
  expect(done).toEqual(["continue and echo theirs\n"]);
});

test("all of one side is chosen at once, or kept without the other's changes", async () => {
  const { screen, done } = await conflict();
  await screen.getByRole("button", { name: "Choose theirs in all 2 places" }).click();
  await screen.getByRole("button", { name: "Merge" }).click();
  await screen.getByRole("button", { name: "Keep only my version" }).click();
  await screen.getByRole("button", { name: "Keep only their version" }).click();
  expect(done).toEqual(["revert and echo theirs\n", "mine", "theirs"]);
});

test("a press as soon as the panel comes drops nothing of either side: it was meant for what stood there before", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { screen, done } = await conflict();
  for (const name of ["Keep only my version", "Keep only their version"])
    (screen.getByRole("button", { name }).element() as HTMLElement).click();
  expect(done).toEqual([]);
});

test("a choice that gives up what changed meanwhile is asked for again; the others stay", async () => {
  const [base, store] = [file("echo base\n", "stop"), createDraftStore(file("echo mine\n", "continue"))];
  const panel = (theirs: string, edit: number) => (
    <DraftContext value={store}>
      <ConflictPanel
        pending={{ base, theirs: file(theirs, "revert"), graphId: 1, edit, savedBy: "Ann" }}
        saved={{ resolve: () => undefined, keepOnly: () => undefined }}
      />
    </DraftContext>
  );
  const screen = await render(panel("echo theirs\n", 7));
  const chosen = (side: string) =>
    screen.getByRole("group", { name: "Vertex A, script" }).getByRole("radio", { name: side });
  await screen.getByRole("button", { name: "Choose mine in all 2 places" }).click();
  await expect.element(screen.getByText("All decided.")).toBeVisible();
  await screen.rerender(panel("echo theirs\necho more\n", 8));
  await expect.element(screen.getByText("1 of 2 to decide.")).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Merge" })).toBeDisabled();
  await expect.element(chosen("Mine")).not.toBeChecked();
  await chosen("Theirs").click();
  await expect.element(screen.getByText("All decided.")).toBeVisible();
  // What stays may change: nothing of the side that is given up is lost by that.
  await screen.rerender(panel("echo theirs\necho more\necho end\n", 9));
  await expect.element(screen.getByText("All decided.")).toBeVisible();
  store.getState().edit({ do: "set-vertex", name: "A", spec: { script: "echo mine\necho typed on\n" } });
  await expect.element(screen.getByText("1 of 2 to decide.")).toBeVisible();
});
