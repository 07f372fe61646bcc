import { expect, test } from "vitest";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import type { ChildGraph } from "#contract/graphs/revisions.ts";
import { editDesign } from "../edits/design/edit-design.ts";
import { indexOf, outdatedIn, pinStateOf } from "./pin-state.ts";

const RETIRED = { at: new Date(0), by: "ann", reason: "old" };

function child(
  name: string,
  revision: number,
  newest: number | null,
  more: Partial<ChildGraph> = {},
): ChildGraph {
  return {
    ...{ name, revision, digest: null, graph: name, at: revision, isOther: false, retired: null },
    newest: newest === null ? null : { number: newest, digest: `sha256:${newest}` },
    ...more,
  };
}

test("a newer revision is offered, an older one only where the pinned one is retired, and none of what is not known", () => {
  const index = indexOf([
    child("deploy", 3, 5),
    child("same", 5, 5),
    child("back", 5, 4, { retired: RETIRED }),
    child("gone", 5, null, { retired: RETIRED }),
    child("late", 6, 5),
    child("taken", 1, 5, { isOther: true }),
    child("old-name", 3, 2, { graph: "new-name", at: 1 }),
  ]);
  const offered = (name: string, revision: number) =>
    pinStateOf({ name, revision }, index)?.offered?.revision ?? null;
  expect(offered("deploy", 3)).toBe(5);
  expect(offered("Deploy", 3)).toBe(5);
  // Chosen just now: the graph is known, that revision is not.
  expect(offered("deploy", 4)).toBe(5);
  expect(offered("deploy", 5)).toBeNull();
  expect(offered("same", 5)).toBeNull();
  expect(offered("back", 5)).toBe(4);
  expect(offered("gone", 5)).toBeNull();
  expect(offered("late", 6)).toBeNull();
  expect(offered("taken", 1)).toBeNull();
  expect(pinStateOf({ name: "gone", revision: 5 }, index)?.retired).toEqual(RETIRED);
  expect(pinStateOf({ name: "unseen", revision: 1 }, index)).toBeNull();
  expect(pinStateOf({ name: "__proto__", revision: 1 }, index)).toBeNull();
  expect(pinStateOf({ name: "old-name", revision: 3 }, index)?.offered).toEqual({
    ...{ name: "new-name", revision: 2, digest: "sha256:2" },
  });
});

test("of two graphs that had one name each vertex is told of the one that it means", () => {
  const index = indexOf([
    child("inner", 3, 5, { digest: "sha256:new" }),
    child("inner", 3, 5, { digest: "sha256:old", isOther: true }),
  ]);
  const pin = { name: "inner", revision: 3 };
  expect(pinStateOf({ ...pin, digest: "sha256:new" }, index)).toMatchObject({
    isOther: false,
    isNewer: true,
  });
  expect(pinStateOf({ ...pin, digest: "sha256:old" }, index)).toMatchObject({ isOther: true, offered: null });
});

test("all pins are updated in one step; a vertex that is gone or runs no graph any more stays as it is", () => {
  const run = (graph: string) => ({ kind: "graph", graph, timeout: "5m" });
  const file = placedFile({
    ...{ signalbox: 1, name: "g", edges: [] },
    vertices: { a: run("deploy@3"), b: run("deploy@4"), c: run("deploy@5"), d: { script: "x" } },
  });
  const outdated = outdatedIn(file.content, indexOf([child("deploy", 3, 5)]));
  expect(outdated.map(({ vertex }) => vertex)).toEqual(["a", "b"]);
  const pin = { name: "deploy", revision: 5 };
  const pins = new Map(["a", "b", "d", "none"].map((vertex) => [vertex, pin]));
  const edited = editDesign(file, { do: "set-pins", pins });
  if (!edited.ok) throw new Error(edited.text);
  const { vertices } = edited.file.content;
  expect([...vertices.values()].map(({ graph }) => graph?.revision)).toEqual([5, 5, 5, undefined]);
  expect(vertices.get("a")?.timeout).toBe(300_000);
  expect([...vertices.keys()]).toEqual(["a", "b", "c", "d"]);
});
