import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { writeGraphText } from "#engine/graph-file/write-graph-text.ts";
import { groupVertices } from "#engine/grouping/group-vertices.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { CHAIN, editorOf } from "./grouping-for-test.tsx";

function chain(): GraphFile {
  const read = readGraphText(CHAIN);
  if (!read.ok) throw new Error(read.problems[0]?.text);
  return read.file;
}

const DIGEST = `sha256:${"ab".repeat(32)}`;

async function groupedEditor(
  change: (child: GraphFile) => GraphFile = (child) => child,
  pin: { readonly revision?: number; readonly digest?: string } = {},
  folder = "team",
) {
  const grouped = groupVertices(chain(), { vertices: ["test", "ship"], graph: "part", vertex: "part" });
  if (!grouped.ok) throw new Error(grouped.reasons[0]?.text);
  const shown = () => ({ name: "part", folder, digest: DIGEST, file: graphFileJson(change(grouped.child)) });
  const asked: unknown[] = [];
  const editor = await editorOf(writeGraphText(grouped.parent), {
    "graphs.show": (input) => {
      asked.push(input);
      return shown();
    },
  });
  editor.store
    .getState()
    .edit({ do: "set-pins", pins: new Map([["part", { name: "part", revision: 1, ...pin }]]) });
  editor.select("part");
  return { ...editor, asked };
}

test("by the menu: the vertices of a child graph come in its place as one step, and what was grouped is as before", async () => {
  const { screen, store, vertices } = await groupedEditor();
  await screen.getByRole("group", { name: /^part, / }).click({ button: "right" });
  await screen.getByRole("menuitem", { name: "Ungroup the child graph…" }).click();
  await expect
    .element(screen.getByRole("dialog", { name: "Ungroup part" }))
    .toHaveTextContent("test and ship");
  await screen.getByRole("button", { name: "Ungroup" }).click();
  expect(vertices()).toEqual(["build", "test", "ship", "tell"]);
  const { file } = store.getState().draft;
  expect(file.content.vertices).toEqual(chain().content.vertices);
  expect(file.layout).toEqual(chain().layout);
  expect(file.annotations).toEqual(chain().annotations);
  expect([...store.getState().selection.vertices]).toEqual(["test", "ship"]);
  store.getState().undo();
  expect(vertices()).toEqual(["build", "part", "tell"]);
});

test("what a child graph does in another way is said, and nothing changes", async () => {
  const { screen, vertices } = await groupedEditor((child) => ({
    ...child,
    content: { ...child.content, onFailure: "continue", timeout: 60_000 },
  }));
  await screen.getByRole("group", { name: /^part, / }).click({ button: "right" });
  await screen.getByRole("menuitem", { name: "Ungroup the child graph…" }).click();
  await expect
    .element(screen.getByRole("list", { name: "Reasons" }))
    .toHaveTextContent("The child graph has timeout");
  await screen.getByRole("button", { name: "Back" }).click();
  expect(vertices()).toEqual(["build", "part", "tell"]);
});

test.each([
  ["without a digest, as right after it was added", { revision: 3 }],
  ["with the digest of what is there", { revision: 3, digest: DIGEST }],
])("a vertex that names a revision %s: that revision is loaded, not the draft", async (_, pin) => {
  const { screen, asked } = await groupedEditor((child) => child, pin);
  await screen.getByRole("group", { name: /^part, / }).click({ button: "right" });
  await screen.getByRole("menuitem", { name: "Ungroup the child graph…" }).click();
  await expect
    .element(screen.getByRole("dialog", { name: "Ungroup part" }))
    .toHaveTextContent("test and ship");
  expect(asked).toEqual([{ name: "part", revision: 3 }]);
});

test("a child graph that was never sealed is said to have no revision, and nothing can be ungrouped", async () => {
  const { screen, vertices } = await groupedEditor(() => {
    const refusal = { code: "not-found", text: "There is no revision part@1.", todo: "Seal it first." };
    const shape = { code: -32004, message: refusal.text, data: { refusal } };
    throw TRPCClientError.from({ error: shape } as never);
  });
  await screen.getByRole("group", { name: /^part, / }).click({ button: "right" });
  await screen.getByRole("menuitem", { name: "Ungroup the child graph…" }).click();
  await expect.element(screen.getByText("There is no revision part@1.")).toBeVisible();
  await expect.element(screen.getByText("Seal it first.")).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Ungroup" })).toBeDisabled();
  await screen.getByRole("button", { name: "Back" }).click();
  expect(vertices()).toEqual(["build", "part", "tell"]);
});

test("where the revision is another one than the pinned one, it is said, and nothing changes", async () => {
  const { screen, vertices } = await groupedEditor((child) => child, {
    revision: 3,
    digest: `sha256:${"cd".repeat(32)}`,
  });
  await screen.getByRole("group", { name: /^part, / }).click({ button: "right" });
  await screen.getByRole("menuitem", { name: "Ungroup the child graph…" }).click();
  await expect
    .element(screen.getByRole("list", { name: "Reasons" }))
    .toHaveTextContent("part@3 is now another revision than the one that part runs");
  await screen.getByRole("button", { name: "Back" }).click();
  expect(vertices()).toEqual(["build", "part", "tell"]);
});

test("what will be another way after failures is listed before it is confirmed", async () => {
  const { screen } = await groupedEditor();
  await screen.getByRole("group", { name: /^part, / }).click({ button: "right" });
  await screen.getByRole("menuitem", { name: "Ungroup the child graph…" }).click();
  await expect
    .element(screen.getByRole("region", { name: "What will be different" }))
    .toHaveTextContent("A launch of this graph can give values to the inputs of test");
  await expect.element(screen.getByRole("button", { name: "Ungroup" })).toBeEnabled();
});

test("a child graph of another folder stays one, and it is said why", async () => {
  const { screen, vertices } = await groupedEditor((child) => child, {}, "others");
  await screen.getByRole("group", { name: /^part, / }).click({ button: "right" });
  await screen.getByRole("menuitem", { name: "Ungroup the child graph…" }).click();
  await expect
    .element(screen.getByRole("list", { name: "Reasons" }))
    .toHaveTextContent("part is in another folder than this graph");
  await screen.getByRole("button", { name: "Back" }).click();
  expect(vertices()).toEqual(["build", "part", "tell"]);
});
