import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { GraphCanvas } from "./graph-canvas.tsx";
import { placedFile } from "./layout/placed-file.ts";
import { pictureSvg } from "./picture/picture-file.ts";
import type { StackState } from "./stacks/stack-state.ts";

const FRAMED = {
  signalbox: 1,
  name: "g",
  vertices: { A: {}, B: {}, C: {} },
  edges: ["A -> B", "B -> C"],
  layout: { A: [0, 0], B: [300, 0], C: [620, 0] },
  frames: { f: { title: "Prepare", collapsed: true, vertices: ["A", "B"] } },
  notes: { n: { text: "Only **read**", at: [0, 200] } },
};

const useStack = (members: readonly string[]): StackState => ({
  counts: { failed: members.length },
  stale: 0,
});

test("whoever only looks opens and collapses frames for themselves; a vertex that is asked for opens its frame", async () => {
  const file = placedFile(FRAMED as never);
  const chosen: string[] = [];
  const onFrame = ({ name }: { readonly name: string }) => void chosen.push(name);
  const canvas = (reveal: { readonly vertex: string } | null) => (
    <div style={{ width: 900, height: 500 }}>
      <GraphCanvas
        file={file}
        useStack={useStack}
        selected={[]}
        onSelect={() => undefined}
        onFrame={onFrame}
        reveal={reveal}
      />
    </div>
  );
  const screen = await render(canvas(null));
  const card = screen.getByRole("group", { name: "Prepare, collapsed frame of 2 vertices" });
  await expect.element(card).toHaveTextContent("2 vertices, 2 failed");
  await expect.element(screen.getByRole("group", { name: "Note: Only read" })).toBeInTheDocument();
  await card.click();
  expect(chosen[0]).toBe("Prepare");
  await screen.getByRole("button", { name: "Open the frame Prepare" }).click();
  await expect.element(screen.getByRole("group", { name: "B, Script vertex" })).toBeInTheDocument();
  await expect.element(screen.getByRole("region", { name: "Frame Prepare" })).toHaveTextContent("2 failed");
  await screen.getByRole("button", { name: "Collapse the frame Prepare" }).click();
  await expect.element(card).toBeInTheDocument();
  await screen.rerender(canvas({ vertex: "B" }));
  await expect.element(screen.getByRole("group", { name: "B, Script vertex" })).toBeInTheDocument();
});

test("a picture shows frames and notes as they are, and a collapsed frame as one card", async () => {
  const svg = await pictureSvg(placedFile(FRAMED as never), "light");
  for (const text of ["Prepare", "2 vertices", "Only ", ">read<"]) expect(svg).toContain(text);
  expect(svg).not.toContain(">B<");
  const open = { ...FRAMED, frames: { f: { title: "Prepare <b>", vertices: ["A", "B"] } } };
  const other = await pictureSvg(placedFile(open as never), "dark");
  for (const text of ["Prepare &lt;b&gt;", ">A<", ">B<"]) expect(other).toContain(text);
});
