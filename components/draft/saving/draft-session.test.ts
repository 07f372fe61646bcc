import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import type { Edit } from "../edits/edit.ts";
import type { KeptDraft } from "./kept/kept-draft.ts";
import { allOf, describeGraph, Stage, script, vertex } from "./stage-for-test.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("changes of two pages at different places are merged without a question, and both pages have them", async () => {
  const stage = new Stage();
  const [ann, bob] = [stage.open("ann"), stage.open("bob")];
  ann.edit(script("A", "a\nann\n"), vertex("C"));
  await vi.runAllTimersAsync();
  bob.edit(describeGraph("bob's"));
  await vi.runAllTimersAsync();
  expect(bob.page).toMatchObject({ told: ["ann"], pending: null, kept: null });
  await ann.session.refresh();
  expect(ann.page).toMatchObject({ told: ["bob"], kept: null });
  expect(stage.content()).toMatchObject({ description: "bob's", edges: ["A -> B"] });
  expect(graphFileJson(ann.store.getState().draft.file)).toEqual(
    graphFileJson(bob.store.getState().draft.file),
  );
  expect([ann, bob].map(({ page }) => page.states.at(-1))).toEqual(["saved", "saved"]);
});

test("what somebody else saved comes in when it is heard of; while the server is away the page knows that it is stale", async () => {
  const stage = new Stage();
  const [ann, bob] = [stage.open("ann"), stage.open("bob")];
  ann.edit(describeGraph("ann's"));
  // The news of a page's own save may come before its answer.
  await vi.advanceTimersByTimeAsync(600);
  await ann.session.hear({ graphId: 1, edit: 2 });
  expect(ann.page).toMatchObject({ told: [], isStale: false });
  stage.isAway = true;
  await bob.session.hear({ graphId: 1, edit: 2 });
  expect(bob.page.isStale).toBe(true);
  stage.isAway = false;
  await bob.session.hear({ graphId: 1, edit: 2 });
  expect(bob.page).toMatchObject({ told: ["ann"], isStale: false, kept: null });
  expect(bob.store.getState().draft.file.content.description).toBe("ann's");
  expect(stage.edit).toBe(2);
});

test.each(["a look", "the page's own save", "a conflict"])(
  "a page that could not ask what is newer is not stale any more once it came in by %s",
  async (way) => {
    const stage = new Stage();
    const [ann, bob] = [stage.open("ann"), stage.open("bob")];
    ann.edit(describeGraph("ann's"));
    await vi.advanceTimersByTimeAsync(600);
    stage.isAway = true;
    await bob.session.hear({ graphId: 1, edit: 2 });
    expect(bob.page.isStale).toBe(true);
    stage.isAway = false;
    if (way === "a look") await bob.session.refresh();
    else bob.edit(way === "a conflict" ? describeGraph("bob's") : vertex("C"));
    await vi.runAllTimersAsync();
    expect(bob.page.isStale).toBe(false);
    expect(bob.page.pending === null).toBe(way !== "a conflict");
  },
);

test("vertices that two pages add under one name are both saved, and what is selected stays selected under its new name", async () => {
  const stage = new Stage();
  const [ann, bob] = [stage.open("ann"), stage.open("bob")];
  const spec = { kind: "approval", prompt: { title: "go?" } };
  bob.edit(vertex("D"), { do: "set-vertex", name: "D", spec });
  await vi.runAllTimersAsync();
  ann.edit(vertex("D"), script("D", "ann\n"), { do: "connect", edge: { tail: "A", head: "D" } });
  ann.store.getState().select({ vertices: new Set(["D"]), edges: new Set(["A -> D"]) });
  await vi.runAllTimersAsync();
  expect(ann.page).toMatchObject({ pending: null, renamed: [["D", "D-2"]], kept: null });
  expect(ann.store.getState().selection).toMatchObject({
    vertices: new Set(["D-2"]),
    edges: new Set(["A -> D-2"]),
  });
  await bob.session.refresh();
  for (const { store } of [ann, bob]) {
    const { vertices, edges } = store.getState().draft.file.content;
    expect([vertices.get("D"), vertices.get("D-2")]).toEqual([spec, { script: "ann\n" }]);
    expect(edges).toContainEqual({ tail: "A", head: "D-2" });
  }
  expect(bob.page.renamed).toEqual([]);
});

test.each(["saved again", "looked for"])(
  "a save that was carried out and whose answer was lost is the page's own when it is %s: a new vertex is there once",
  async (way) => {
    const stage = new Stage();
    const ann = stage.open("ann");
    stage.isUnsure = true;
    ann.edit(vertex("D"), script("D", "one\n"));
    await vi.advanceTimersByTimeAsync(600);
    expect(ann.page).toMatchObject({ kept: { sent: { id: "ann 1" } } });
    stage.isUnsure = false;
    ann.edit(script("D", "one\ntwo\n"));
    if (way === "looked for") await ann.session.refresh();
    await vi.runAllTimersAsync();
    expect(ann.page).toMatchObject({ pending: null, told: [], renamed: [], kept: null });
    const { vertices } = ann.store.getState().draft.file.content;
    expect([...vertices.keys()]).toEqual(["A", "B", "D"]);
    expect(placedFile(stage.file).content.vertices.get("D")).toEqual({ script: "one\ntwo\n" });
  },
);

test("undo takes back what was done here, and leaves what somebody else changed meanwhile", async () => {
  const stage = new Stage();
  const [ann, bob] = [stage.open("ann"), stage.open("bob")];
  bob.edit(script("B", "bob\n"));
  await vi.runAllTimersAsync();
  ann.edit(describeGraph("ann's"));
  await vi.runAllTimersAsync();
  await bob.session.refresh();
  bob.store.getState().undo();
  await vi.runAllTimersAsync();
  const vertices = new Map<string, object>([
    ["A", { script: "a\n" }],
    ["B", {}],
  ]);
  expect(stage.content()).toMatchObject({ description: "ann's", vertices });
  bob.store.getState().redo();
  await vi.runAllTimersAsync();
  expect(stage.content()).toMatchObject({
    description: "ann's",
    vertices: vertices.set("B", { script: "bob\n" }),
  });
});

test("where both changed one place nothing is written before a person chose, and the choice is one step", async () => {
  const stage = new Stage();
  const [ann, bob] = [stage.open("ann"), stage.open("bob")];
  ann.edit(describeGraph("ann's"), vertex("C"));
  await vi.runAllTimersAsync();
  bob.edit(describeGraph("bob's"), vertex("D"));
  await vi.runAllTimersAsync();
  bob.edit(script("A", "typed meanwhile\n"));
  await vi.runAllTimersAsync();
  expect(bob.page).toMatchObject({ pending: { savedBy: "ann" }, kept: { edit: 1 } });
  expect(bob.page.states.at(-1)).toBe("conflict");
  expect(stage.content()).toMatchObject({ description: "ann's" });
  bob.session.resolve(allOf(bob, "theirs"));
  await vi.runAllTimersAsync();
  expect(bob.page).toMatchObject({ pending: null, kept: null });
  expect(stage.content()).toMatchObject({ description: "ann's" });
  bob.store.getState().undo();
  await vi.runAllTimersAsync();
  expect(stage.content()).toMatchObject({ description: "bob's" });
  const { vertices } = bob.store.getState().draft.file.content;
  expect([[...vertices.keys()].toSorted(), vertices.get("A")?.script]).toEqual([
    ["A", "B", "C", "D"],
    "typed meanwhile\n",
  ]);
});

test.each(["mine", "theirs"] as const)("a person may keep only %s", async (side) => {
  const stage = new Stage();
  const [ann, bob] = [stage.open("ann"), stage.open("bob")];
  ann.edit(describeGraph("theirs"), vertex("theirs"));
  await vi.runAllTimersAsync();
  bob.edit(describeGraph("mine"), vertex("mine"));
  await vi.runAllTimersAsync();
  bob.session.keepOnly(side);
  await vi.runAllTimersAsync();
  const { vertices } = placedFile(stage.file).content;
  expect([[...vertices.keys()], bob.page.kept]).toEqual([["A", "B", side], null]);
});

test.each([true, false])(
  "after a reload, a save whose answer was lost is its own, too (changed since: %s)",
  async (isChanged) => {
    const stage = new Stage();
    const ann = stage.open("ann");
    stage.losesAnswers = true;
    ann.edit(describeGraph("ann's"));
    await vi.advanceTimersByTimeAsync(700);
    if (isChanged) ann.edit(vertex("C"));
    // The browser kept it while the save was under way.
    const kept = ann.page.kept as KeptDraft;
    ann.session.stop();
    stage.losesAnswers = false;
    const bob = stage.open("bob");
    bob.edit(describeGraph("bob's, on top"));
    await vi.runAllTimersAsync();
    const again = stage.open("ann", kept);
    await vi.runAllTimersAsync();
    expect(again.page).toMatchObject({ pending: null, kept: null });
    expect(again.page.states.at(-1)).toBe("saved");
    const { content } = again.store.getState().draft.file;
    expect([content.description, content.vertices.has("C")]).toEqual(["bob's, on top", isChanged]);
  },
);

test("without a base, as of a draft that an older page kept, differences are asked for and nothing is removed", async () => {
  const stage = new Stage();
  const ann = stage.open("ann");
  ann.edit(describeGraph("ann's"));
  await vi.advanceTimersByTimeAsync(1);
  const kept = { ...(ann.page.kept as KeptDraft), base: null };
  const bob = stage.open("bob");
  bob.edit(vertex("C"));
  await bob.session.flush();
  const again = stage.open("ann", kept);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(again.page.pending).not.toBeNull();
  again.session.resolve(allOf(again, "mine"));
  await vi.runAllTimersAsync();
  expect([...placedFile(stage.file).content.vertices.keys()]).toEqual(["A", "B", "C"]);
  expect(stage.content()).toMatchObject({ description: "ann's" });
});

test("a choice whose other side changed since is asked for again, and nothing of it is lost", async () => {
  const stage = new Stage();
  const [ann, bob] = [stage.open("ann"), stage.open("bob")];
  ann.edit(script("A", "ann 1\n"));
  await vi.runAllTimersAsync();
  bob.edit(script("A", "bob\n"));
  await vi.runAllTimersAsync();
  const decided = allOf(bob, "mine");
  ann.edit(script("A", "ann 1\nann 2\n"));
  await vi.runAllTimersAsync();
  await bob.session.refresh();
  bob.session.resolve(decided);
  await vi.runAllTimersAsync();
  expect(bob.page.pending).toMatchObject({ edit: 3 });
  expect(stage.content()).toMatchObject({
    vertices: new Map([
      ["A", { script: "ann 1\nann 2\n" }],
      ["B", {}],
    ]),
  });
  bob.session.resolve(allOf(bob, "mine"));
  await vi.runAllTimersAsync();
  expect(stage.content()).toMatchObject({
    vertices: new Map([
      ["A", { script: "bob\n" }],
      ["B", {}],
    ]),
  });
});

test("undo and redo of a line leave the line that somebody else wrote below it", async () => {
  const stage = new Stage();
  const [ann, bob] = [stage.open("ann"), stage.open("bob")];
  bob.edit(script("A", "a\nbob\n"));
  await vi.runAllTimersAsync();
  await ann.session.refresh();
  ann.edit(script("A", "a\nbob\nann\n"));
  await vi.runAllTimersAsync();
  await bob.session.refresh();
  const scriptNow = () => bob.store.getState().draft.file.content.vertices.get("A")?.script;
  bob.store.getState().undo();
  expect(scriptNow()).toBe("a\nann\n");
  bob.store.getState().redo();
  expect(scriptNow()?.split("\n").toSorted()).toEqual(["", "a", "ann", "bob"]);
});

test("undo of the title of a prompt leaves the title that somebody else wrote meanwhile", async () => {
  const stage = new Stage();
  const [ann, bob] = [stage.open("ann"), stage.open("bob")];
  const ask = (title: string): Edit => ({
    do: "set-vertex",
    name: "B",
    spec: { kind: "approval", prompt: { title } },
  });
  bob.edit(ask("Bob?"));
  await vi.runAllTimersAsync();
  await ann.session.refresh();
  ann.edit(ask("Ann?"));
  await vi.runAllTimersAsync();
  await bob.session.refresh();
  bob.store.getState().undo();
  expect(bob.store.getState().draft.file.content.vertices.get("B")).toMatchObject({
    prompt: { title: "Ann?" },
  });
});

test("what is typed while it is not known yet what was kept is saved", async () => {
  const stage = new Stage();
  const ann = stage.open("ann", null, (store) => store.getState().edit(describeGraph("at once")));
  await vi.runAllTimersAsync();
  expect(stage.content()).toMatchObject({ description: "at once" });
  expect(ann.page).toMatchObject({ kept: null, pending: null });
});

test("what is neither saved nor kept is only on this page, until it is saved", async () => {
  const stage = new Stage();
  const ann = stage.open("ann");
  ann.page.isFull = true;
  ann.edit(describeGraph("ann's"));
  expect(ann.session.isOnlyHere()).toBe(true);
  await vi.runAllTimersAsync();
  expect(ann.session.isOnlyHere()).toBe(false);
});
