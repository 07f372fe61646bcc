import { ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placed } from "#components/canvas/layout/tidy.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { Outline } from "./outline.tsx";

async function outlineOf(count: number, drawn = "") {
  const names = Array.from({ length: count }, (_, at) => `v${at}`);
  const edges = names.slice(1).map((name, at) => `${names[Math.floor(at / 2)]} -> ${name}`);
  const read = readGraphText(
    `signalbox: 1\nname: g\nvertices: { ${names.map((name) => `${name}: {}`).join(", ")} }\nedges: [${edges.join(", ")}]\n${drawn}`,
  );
  if (!read.ok) throw new Error(read.problems[0]?.text);
  const store = createDraftStore(placed(read.file));
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <div style={{ display: "flex", flexDirection: "column", width: 360, height: 600 }}>
          <Outline />
        </div>
      </ReactFlowProvider>
    </DraftContext>,
  );
  return { store, screen };
}

test("of 600 vertices and their edges only the rows near the view are in the page, and the last is reached", async () => {
  const { screen } = await outlineOf(600);
  await expect.element(screen.getByRole("button", { name: "v0", exact: true })).toBeInViewport();
  expect(screen.container.querySelectorAll("*").length).toBeLessThan(1_200);
  const outline = screen.getByRole("region", { name: "Outline" }).element();
  const last = screen.getByRole("button", { name: "v599", exact: true });
  // The height is known better with each row that was seen.
  await expect
    .poll(() => {
      outline.scrollTop = outline.scrollHeight;
      return last.query();
    })
    .not.toBeNull();
  await expect.element(last).toBeInViewport();
});

test("a vertex and an edge are selected and removed in the outline", async () => {
  const { screen, store } = await outlineOf(3);
  await screen.getByRole("button", { name: "Edge from v0 to v1" }).click();
  expect([...store.getState().selection.edges]).toEqual(["v0 -> v1"]);
  // The row of the next edge stands there by the second click.
  await screen.getByRole("button", { name: "Remove the edge v0 -> v1" }).dblClick();
  expect(store.getState().draft.file.content.edges).toHaveLength(1);
  await screen.getByRole("button", { name: "v2", exact: true }).click();
  await expect
    .element(screen.getByRole("button", { name: "v2", exact: true }))
    .toHaveAttribute("aria-pressed", "true");
  await screen.getByRole("button", { name: "Remove v2" }).click();
  expect([...store.getState().draft.file.content.vertices.keys()]).toEqual(["v0", "v1"]);
});

test("a frame stands before its vertices, a note at the end, and both are selected and removed", async () => {
  const { screen, store } = await outlineOf(
    3,
    "frames: { f: { title: Last, vertices: [v2] } }\nnotes: { n: { text: '# Why', at: [0, 0] } }\n",
  );
  const names = () =>
    [...screen.container.querySelectorAll("li button[aria-pressed]")].map((each) => each.textContent);
  await expect.poll(names).toEqual(["Frame Last", "v2", "v0", "v1", "Note: Why"]);
  await screen.getByRole("button", { name: "Frame Last", exact: true }).click();
  expect([...store.getState().selection.annotations]).toEqual(["frame:f"]);
  await screen.getByRole("button", { name: "Remove Note: Why" }).click();
  expect(store.getState().draft.file.annotations?.notes.size).toBe(0);
});

test("after a removal the row in its place has the focus, after the last one the row before, and at the end Add vertex", async () => {
  const { screen } = await outlineOf(3);
  const focused = () =>
    document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent;
  const removeByKey = async (label: string) => {
    screen.getByRole("button", { name: label }).element().focus();
    await userEvent.keyboard("{Enter}");
  };
  await removeByKey("Remove the edge v0 -> v1");
  await expect.poll(focused).toBe("Edge from v0 to v2");
  await removeByKey("Remove v0");
  await expect.poll(focused).toBe("v1");
  await removeByKey("Remove v2");
  await expect.poll(focused).toBe("v1");
  await removeByKey("Remove v1");
  await expect.poll(focused).toBe("Add vertex");
});
