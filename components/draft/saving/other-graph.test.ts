import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import type { KeptDraft } from "./kept/kept-draft.ts";
import { describeGraph, Stage, script, vertex } from "./stage-for-test.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each(["types on", "looks for what others saved"] as const)(
  "somebody else renames the graph: a page that %s saves under the new name, and says it",
  async (how) => {
    const stage = new Stage();
    const ann = stage.open("ann");
    ann.edit(describeGraph("before"));
    await vi.runAllTimersAsync();
    stage.name = "g2";
    if (how === "types on") ann.edit(describeGraph("after"));
    else await ann.session.refresh();
    await vi.runAllTimersAsync();
    ann.edit(vertex("C"));
    await vi.runAllTimersAsync();
    expect(ann.page).toMatchObject({ names: ["g2"], pending: null, kept: null });
    expect(ann.page.states.at(-1)).toBe("saved");
    expect(ann.store.getState().draft.file.content.name).toBe("g2");
    expect([...placedFile(stage.file).content.vertices.keys()]).toEqual(["A", "B", "C"]);
  },
);

test("until it is known what became of a save, nothing that the server has is taken for somebody else's", async () => {
  const stage = new Stage();
  const ann = stage.open("ann");
  stage.losesAnswers = true;
  ann.edit(script("A", "one two\n"));
  await vi.advanceTimersByTimeAsync(700);
  ann.edit(script("A", "one two three\n"));
  const kept = ann.page.kept as KeptDraft;
  ann.session.stop();
  stage.losesAnswers = false;
  let answer: () => void = () => undefined;
  stage.outcomesKnown = new Promise((resolve) => {
    answer = resolve;
  });
  const again = stage.open("ann", kept);
  const heard = again.session.hear(stage);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(again.page.pending).toBeNull();
  answer();
  await heard;
  await vi.runAllTimersAsync();
  expect(again.page).toMatchObject({ pending: null, told: [], kept: null });
  expect(placedFile(stage.file).content.vertices.get("A")?.script).toBe("one two three\n");
});

/** Somebody deleted the graph and made another one of its name. */
function madeAnew(stage: Stage): void {
  Object.assign(stage, {
    graphId: 2,
    edit: 1,
    savedBy: "bob",
    file: { signalbox: 1, name: "g", description: "another", vertices: { Z: {} }, edges: [] },
  });
}

test.each([
  ["typed on", async (ann: ReturnType<Stage["open"]>) => ann.edit(script("A", "a\nann\n"))],
  ["heard of it", ({ session }: ReturnType<Stage["open"]>) => session.hear({ graphId: 2, edit: 1 })],
])(
  "a graph that was deleted and made anew is not overwritten by who had the old one open and %s: a person is asked",
  async (_, act) => {
    const stage = new Stage();
    const ann = stage.open("ann");
    await act(ann);
    madeAnew(stage);
    await act(ann);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(ann.page.pending?.savedBy).toBe("bob");
    expect(stage.content()).toMatchObject({ description: "another" });
    ann.session.keepOnly("theirs");
    ann.edit(vertex("C"));
    await vi.runAllTimersAsync();
    expect(ann.page.states.at(-1)).toBe("saved");
    expect([...placedFile(stage.file).content.vertices.keys()]).toEqual(["Z", "C"]);
  },
);

test("a draft that the browser kept of a graph that was deleted is not saved over the one that has its name", async () => {
  const stage = new Stage();
  const ann = stage.open("ann");
  ann.edit(describeGraph("ann's"));
  await vi.advanceTimersByTimeAsync(1);
  const kept = ann.page.kept as KeptDraft;
  ann.page.isGone = true;
  madeAnew(stage);
  const again = stage.open("ann", kept);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(again.page.pending?.savedBy).toBe("bob");
  expect(stage.content()).toMatchObject({ description: "another" });
  again.session.keepOnly("theirs");
  await vi.runAllTimersAsync();
  expect(again.page).toMatchObject({ pending: null, kept: null });
  expect(again.store.getState().draft.file.content.description).toBe("another");
});

test("where the server's draft is of before, as of a restored database, a person is asked, and nothing is called saved", async () => {
  const stage = new Stage();
  const before = stage.file;
  const ann = stage.open("ann");
  ann.edit(describeGraph("ann's"));
  await vi.runAllTimersAsync();
  Object.assign(stage, { edit: 1, file: before, savedBy: "bob" });
  await ann.session.hear(stage);
  expect([ann.page.pending?.savedBy, ann.page.states.at(-1)]).toEqual(["bob", "conflict"]);
  ann.session.keepOnly("mine");
  await vi.runAllTimersAsync();
  expect([stage.edit, ann.page.states.at(-1)]).toEqual([2, "saved"]);
  expect(stage.content()).toMatchObject({ description: "ann's" });
});

test("an old answer about the newest save changes nothing", async () => {
  const stage = new Stage();
  const ann = stage.open("ann");
  ann.edit(describeGraph("ann's"));
  await vi.runAllTimersAsync();
  await ann.session.hear({ graphId: 1, edit: 1 });
  expect(ann.page).toMatchObject({ pending: null, told: [], isStale: false });
  expect(ann.store.getState().draft.file.content.description).toBe("ann's");
});

test("a base that nobody knows is not known after one more reload, either", async () => {
  const stage = new Stage();
  const ann = stage.open("ann");
  ann.edit(script("A", "a\nann\n"));
  const kept = { ...(ann.page.kept as KeptDraft), base: null };
  ann.page.isGone = true;
  stage.open("bob").edit(script("A", "a\nbob\n"));
  await vi.runAllTimersAsync();
  stage.isAway = true;
  const again = stage.open("ann", kept);
  await vi.advanceTimersByTimeAsync(0);
  again.edit(describeGraph("ann's"));
  expect(again.page.kept).toMatchObject({ edit: 1, base: null });
});
