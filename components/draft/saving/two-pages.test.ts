import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { writeGraphText } from "#engine/graph-file/write-graph-text.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { decisionFor, type Side } from "#engine/merge/conflict.ts";
import { mergeFiles } from "#engine/merge/merge-files.ts";
import { nextName } from "#engine/shape/names/free-name.ts";
import { describeGraph, Stage, script, vertex } from "./stage-for-test.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const who = fc.constantFrom("ann", "bob");
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom("add", "add-next", "type", "describe", "connect"),
      who,
      at: fc.nat(9),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("wait"), who, at: fc.nat(1_200) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("refresh", "hear", "decide", "undo", "redo", "move", "remove", "rename"),
      who,
      at: fc.nat(9),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("reload", "lose", "away"), who, at: fc.nat(9) }) },
);

/** Of some pages the answers come late, and in another order than they were asked for. */
const travelTimes = fc.oneof(
  fc.constant(null),
  fc.infiniteStream(fc.nat(300)),
  fc.infiniteStream(fc.nat(3_000)),
);
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** All texts that were typed have this form, and are found in a file by it. */
const TOKEN = /typed-\d+/g;

function tokensIn(value: unknown): readonly string[] {
  return (value === undefined ? "" : writeJson(value)).match(TOKEN) ?? [];
}

/** Two pages that edit one graph, and what was typed in them and is not there any more because somebody decided so. */
class Pair {
  readonly stage = new Stage();
  readonly pages = new Map(["ann", "bob"].map((name) => [name, this.stage.open(name)]));
  /** Each typed text, and who typed it. */
  readonly typed = new Map<string, string>();
  /** What the other side had in the conflicts that somebody decided: undo may then take it out. */
  private readonly decided = new Map<string, ReadonlySet<string>>();
  readonly dropped = new Set<string>();

  page(name: string) {
    const page = this.pages.get(name);
    if (page === undefined) throw new Error(`There is no page of ${name}.`);
    return page;
  }

  async act(what: string, name: string, at: number): Promise<void> {
    const { store, session, page, edit } = this.page(name);
    const { content } = store.getState().draft.file;
    const names = [...content.vertices.keys()];
    if (names.length === 0) return edit(vertex(this.token(name)));
    const chosen = names[at % names.length] ?? "A";
    if (what === "add") edit(vertex(this.token(name)));
    // Both pages give it the same name.
    else if (what === "add-next") {
      const next = nextName(names);
      edit(vertex(next), script(next, this.token(name)));
    } else if (what === "type") {
      const spec = content.vertices.get(chosen);
      const lines = (spec?.script ?? "").split("\n");
      lines.splice(at % (lines.length + 1), 0, this.token(name));
      edit({ do: "set-vertex", name: chosen, spec: { script: lines.join("\n") } });
    } else if (what === "describe") {
      this.drop(content.description ?? "");
      edit(describeGraph(this.token(name)));
    } else if (what === "connect")
      store
        .getState()
        .edit({ do: "connect", edge: { tail: chosen, head: names[(at + 1) % names.length] ?? "B" } });
    else if (what === "move") edit({ do: "move", places: new Map([[chosen, { x: at, y: at }]]) });
    else if (what === "remove") {
      this.drop(`${chosen} ${content.vertices.get(chosen)?.script ?? ""}`);
      edit({ do: "remove", vertices: [chosen], edges: [] });
    } else if (what === "rename") {
      this.drop(chosen);
      edit({ do: "rename", from: chosen, to: this.token(name) });
    } else if (what === "undo" || what === "redo") {
      const before = this.tokensOf(name);
      store.getState()[what]();
      const after = this.tokensOf(name);
      for (const token of before)
        if (!after.has(token) && (this.typed.get(token) === name || this.decided.get(name)?.has(token)))
          this.dropped.add(token);
    } else if (what === "wait") await vi.advanceTimersByTimeAsync(at);
    else if (what === "hear") void session.hear({ graphId: this.stage.graphId, edit: this.stage.edit });
    else if (what === "refresh") session.refresh().catch(() => undefined);
    else if (what === "decide") this.decide(name, at);
    else if (what === "away") {
      this.stage.isAway = true;
      await vi.advanceTimersByTimeAsync(2_000);
      this.stage.isAway = false;
    } else if (what === "lose") {
      this.stage.losesAnswers = true;
      await vi.advanceTimersByTimeAsync(700);
      this.stage.losesAnswers = false;
      // A page whose save hangs is opened again.
      for (const each of this.pages.keys()) await this.reload(each);
    } else await this.reload(name);
    expect(page.kept === null || page.kept.file.content.name === "g").toBe(true);
  }

  /** What the browser kept is all that outlives a page. */
  async reload(name: string): Promise<void> {
    const { session, page } = this.page(name);
    const { kept } = page;
    page.isGone = true;
    session.stop();
    this.pages.set(name, this.stage.open(name, kept));
    await vi.advanceTimersByTimeAsync(0);
  }

  decide(name: string, at: number): void {
    const { session, page, store } = this.page(name);
    const { pending } = page;
    if (pending === null) return;
    const { conflicts } = mergeFiles(pending.base, store.getState().draft.file, pending.theirs);
    const choices = new Map(
      conflicts.map(({ id }, place): [string, Side] => [id, (at + place) % 2 === 0 ? "mine" : "theirs"]),
    );
    for (const { id, subject, path, mine, theirs } of conflicts) {
      const [chosen, other] = choices.get(id) === "mine" ? [mine, theirs] : [theirs, mine];
      const kept = tokensIn(chosen);
      this.drop(tokensIn(other).filter((token) => !kept.includes(token)));
      // With a vertex its name is gone.
      if (chosen === undefined && path.length === 0) this.drop(subject);
    }
    const shown = conflicts.flatMap(({ theirs }) => tokensIn(theirs));
    this.decided.set(name, new Set([...(this.decided.get(name) ?? []), ...shown]));
    session.resolve(
      new Map(conflicts.map((each) => [each.id, decisionFor(each, choices.get(each.id) ?? "mine")])),
    );
  }

  /** The text of the description is replaced, or a person chose the other side. */
  drop(value: unknown): void {
    for (const token of tokensIn(value)) this.dropped.add(token);
  }

  tokensOf(name: string): ReadonlySet<string> {
    return new Set(writeGraphText(this.page(name).store.getState().draft.file).match(TOKEN));
  }

  private token(name: string): string {
    const token = `typed-${this.typed.size}`;
    this.typed.set(token, name);
    return token;
  }
}

test("two people who edit one graph at random lose nothing that they typed, and end with the same graph", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), travelTimes, async (steps, times) => {
      const pair = new Pair();
      if (times !== null) pair.stage.travel = () => pause(times.next().value ?? 0);
      for (const { do: what, who: name, at } of steps) await pair.act(what, name, at);
      for (let turn = 0; turn < 6; turn += 1)
        for (const name of pair.pages.keys()) {
          await vi.runAllTimersAsync();
          pair.decide(name, turn);
          await vi.runAllTimersAsync();
          void pair.page(name).session.refresh();
          await vi.runAllTimersAsync();
        }
      await vi.runAllTimersAsync();
      const [ann, bob] = [...pair.pages.values()].map(({ store }) =>
        graphFileJson(store.getState().draft.file),
      );
      expect(ann).toEqual(bob);
      expect(graphFileJson(placedFile(pair.stage.file))).toEqual(ann);
      const left = pair.tokensOf("ann");
      const lost = [...pair.typed.keys()].filter((token) => !left.has(token) && !pair.dropped.has(token));
      expect(lost).toEqual([]);
      for (const { page, session } of pair.pages.values()) {
        expect([page.kept, page.pending]).toEqual([null, null]);
        session.stop();
      }
    }),
    { numRuns: 60, seed: 6 },
  );
});
