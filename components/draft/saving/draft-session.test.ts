import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import type { GraphFileJson, SavedGraph } from "#contract/graphs.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { createDraftStore } from "../draft-store.ts";
import type { Edit } from "../edits/edit.ts";
import { DraftSession, type SessionPorts } from "./draft-session.ts";
import type { KeptDraft } from "./kept-draft.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Failed extends Error {
  readonly why: "away" | "refused" | "conflict";
  constructor(why: Failed["why"]) {
    super(why);
    this.why = why;
  }
}

/** A server with one draft, which may lose its answers, and the pages that edit it. */
class Stage {
  edit = 1;
  savedBy = "nobody";
  file: GraphFileJson = {
    signalbox: 1,
    name: "g",
    description: "first",
    vertices: { A: { script: "a\n" }, B: {} },
    edges: ["A -> B"],
  };
  losesAnswers = false;
  private readonly outcomes = new Map<string, number>();
  private ids = 0;

  /** Opens the page, with what it kept when it was left. */
  open(who: string, before: KeptDraft | null = null) {
    const store = createDraftStore(placedFile(this.file), () => 0);
    const page = { kept: before, states: [] as string[], told: [] as string[], pending: 0, isFull: false };
    const ports: SessionPorts = {
      newId: () => {
        this.ids += 1;
        return `${who} ${this.ids}`;
      },
      save: (request, id) => this.save(who, request, id),
      outcome: async (id) => this.outcomes.get(id) ?? null,
      newest: async () => ({ edit: this.edit, savedBy: this.savedBy, file: this.file }),
      failureOf: (error) => ({ why: (error as Failed).why, text: (error as Failed).message }),
      keep: (kept) => {
        if (!page.isFull) page.kept = kept;
        return !page.isFull;
      },
      forget: () => {
        page.kept = null;
      },
    };
    const session = new DraftSession(store, this.edit, before, ports, {
      onState: ({ is }) => page.states.push(is),
      onSaved: () => undefined,
      onPending: (pending) => {
        page.pending = pending === null ? 0 : 1;
      },
      onMerged: ({ savedBy }) => page.told.push(savedBy),
      onKept: () => undefined,
    });
    const edit = (...edits: Edit[]) => {
      for (const each of edits) expect(store.getState().edit(each)).toBeNull();
    };
    return { store, session, page, edit };
  }

  /** What the server has of this graph, without places. */
  content(): object {
    const { layout: _, ...content } = graphFileJson(placedFile(this.file));
    return content;
  }

  private async save(
    who: string,
    { edit, file }: Parameters<SessionPorts["save"]>[0],
    id: string,
  ): Promise<SavedGraph> {
    if (edit !== this.edit) throw new Failed("conflict");
    this.edit += 1;
    this.savedBy = who;
    this.file = file;
    this.outcomes.set(id, this.edit);
    if (this.losesAnswers) await new Promise(() => undefined);
    return { name: "g", edit: this.edit, digest: "", findings: [], isNew: false };
  }
}

const describeGraph = (description: string): Edit => ({ do: "set-graph", header: { description } });
const script = (name: string, text: string): Edit => ({ do: "set-vertex", name, spec: { script: text } });
const vertex = (name: string): Edit => ({
  do: "add",
  name,
  spec: {},
  at: { x: 0, y: 0 },
  hook: { by: "nothing" },
});

test("changes of two pages at different places are merged without a question, and both pages have them", async () => {
  const stage = new Stage();
  const [ann, bob] = [stage.open("ann"), stage.open("bob")];
  ann.edit(script("A", "a\nann\n"), vertex("C"));
  await vi.runAllTimersAsync();
  bob.edit(describeGraph("bob's"));
  await vi.runAllTimersAsync();
  expect(bob.page).toMatchObject({ told: ["ann"], pending: 0, kept: null });
  await ann.session.refresh();
  expect(ann.page).toMatchObject({ told: ["bob"], kept: null });
  expect(stage.content()).toMatchObject({ description: "bob's", edges: ["A -> B"] });
  expect(graphFileJson(ann.store.getState().draft.file)).toEqual(
    graphFileJson(bob.store.getState().draft.file),
  );
  expect([ann, bob].map(({ page }) => page.states.at(-1))).toEqual(["saved", "saved"]);
});

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
  expect(bob.page).toMatchObject({ pending: 1, kept: { edit: 1 } });
  expect(bob.page.states.at(-1)).toBe("conflict");
  expect(stage.content()).toMatchObject({ description: "ann's" });
  bob.session.resolve(new Map([['[{"is":"graph"},"description"]', "theirs"]]));
  await vi.runAllTimersAsync();
  expect(bob.page).toMatchObject({ pending: 0, kept: null });
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
    expect(again.page).toMatchObject({ pending: 0, kept: null });
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
  expect(again.page.pending).toBe(1);
  again.session.resolve(new Map());
  await vi.runAllTimersAsync();
  expect([...placedFile(stage.file).content.vertices.keys()]).toEqual(["A", "B", "C"]);
  expect(stage.content()).toMatchObject({ description: "ann's" });
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
