import { ReactFlowProvider } from "@xyflow/react";
import { expect, onTestFinished, test, vi } from "vitest";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { NO_NAMES, UNKNOWN_BASE } from "#engine/merge/names.ts";
import { MergedNote } from "./merged-note.tsx";

type Saved = Parameters<typeof MergedNote>[0]["saved"];

/** The note in an editor whose draft has the vertices of what came in. */
function noted(saved: Saved, store = createDraftStore(saved.merged?.theirs ?? file({}))) {
  return (
    <DraftContext value={store}>
      <ReactFlowProvider>
        <MergedNote saved={saved} />
      </ReactFlowProvider>
    </DraftContext>
  );
}

const file = (vertices: object) => placedFile({ signalbox: 1, name: "g", vertices, edges: [] });

test("what a merge gave another name, and the step at which undo ends, are told with what came in", async () => {
  const merged = {
    base: file({ A: {} }),
    theirs: file({ release: {}, D: {} }),
    savedBy: "bob",
    names: {
      ...NO_NAMES,
      vertices: new Map([
        ["D", "D-2"],
        ["A", "release"],
      ]),
    },
    stopped: ["child"],
  };
  const saved = { merged, closeMerged: () => undefined, takeOutMerged: () => undefined };
  const screen = await render(noted(saved));
  const note = screen.getByRole("status", { name: "Updated" });
  await expect.element(note).toHaveTextContent("You both added D: yours is called D-2 now.");
  await expect.element(note).toHaveTextContent("A is called release now.");
  await expect.element(note).toHaveTextContent(/Your step that made child.* cannot be undone/);
});

test.each([
  [file({ A: {} }), 1],
  [UNKNOWN_BASE, 0],
])(
  "what came in can be taken out again only where it is known what both began with",
  async (base, offered) => {
    const theirs = file({ A: {}, B: {} });
    const merged = { base, theirs, savedBy: "bob", names: NO_NAMES, stopped: [] };
    const screen = await render(
      noted({ merged, closeMerged: () => undefined, takeOutMerged: () => undefined }),
    );
    await expect.element(screen.getByRole("button", { name: "OK" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Take them out again" }).elements()).toHaveLength(offered);
  },
);

test("a press as soon as the note comes, or tells of other changes, takes nothing out: it was meant for what lay there before", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const taken: string[] = [];
  const base = file({ A: {} });
  const note = (savedBy: string) => {
    const merged = { base, theirs: file({ A: {}, B: {} }), savedBy, names: NO_NAMES, stopped: [] };
    const takeOutMerged = () => taken.push(savedBy);
    return noted({ merged, closeMerged: () => undefined, takeOutMerged });
  };
  const screen = await render(note("ann"));
  const button = screen.getByRole("button", { name: "Take them out again" });
  const pressAtOnce = () => (button.element() as HTMLElement).click();
  pressAtOnce();
  vi.runAllTimers();
  await expect.element(button).toBeEnabled();
  await screen.rerender(note("bob"));
  pressAtOnce();
  expect(taken).toEqual([]);
  vi.runAllTimers();
  await button.click();
  expect(taken).toEqual(["bob"]);
});

test("the note names what changed: a press on a vertex selects it, and one that is gone is no button", async () => {
  const base = file({ A: {}, B: {}, C: {} });
  const theirs = file({ A: { script: "a" }, B: {} });
  const merged = { base, theirs, savedBy: "Ann", names: NO_NAMES, stopped: [] };
  const store = createDraftStore(theirs);
  const saved = { merged, closeMerged: () => undefined, takeOutMerged: () => undefined };
  const screen = await render(noted(saved, store));
  const note = screen.getByRole("status", { name: "Updated" });
  await expect.element(note).toHaveTextContent("Ann changed A and C (removed).");
  await expect.element(note.getByRole("button", { name: "C" })).not.toBeInTheDocument();
  await note.getByRole("button", { name: "A", exact: true }).click();
  expect([...store.getState().selection.vertices]).toEqual(["A"]);
});
