import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { GraphCanvas } from "./graph-canvas.tsx";
import { placed } from "./layout/tidy.ts";

function canvasOf(layout: string) {
  return canvasOfFile(`vertices: { A: {}, B: {} }\nedges: [A -> B]\nlayout: ${layout}\n`);
}

async function canvasOfFile(text: string) {
  const read = readGraphText(`signalbox: 1\nname: g\n${text}`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return render(
    <div style={{ width: 800, height: 500 }}>
      <GraphCanvas file={placed(read.file)} selected={[]} onSelect={() => undefined} />
    </div>,
  );
}

test.each(["{ A: [90000, -80000], B: [90400, -80000] }", "{ A: [-400000, 0], B: [-400000, 15000] }"])(
  "a graph that lies far from the origin is on the screen when its canvas opens: %s",
  async (layout) => {
    const page = await canvasOf(layout);
    for (const name of ["A", "B"])
      await expect.element(page.getByRole("group", { name: `${name}, script vertex` })).toBeInViewport();
  },
);

test("a small graph is not blown up", async () => {
  const page = await canvasOf("{ A: [0, 0], B: [400, 0] }");
  const card = page.getByRole("group", { name: "A, script vertex" });
  await expect.element(card).toBeInViewport();
  expect(card.element().getBoundingClientRect().width).toBeLessThanOrEqual(220);
});

test("vertices with names such as constructor are drawn with their edges, where the file has no layout", async () => {
  const names = ["constructor", "toString", "__defineGetter__", "1"];
  const vertices = names.map((name) => `"${name}": {}`).join(", ");
  const page = await canvasOfFile(`vertices: { ${vertices} }\nedges: ["${names.join(" -> ")}"]\n`);
  for (const name of names)
    await expect.element(page.getByRole("group", { name: `${name}, script vertex` })).toBeInViewport();
  await expect.poll(() => page.container.querySelectorAll(".react-flow__edge").length).toBe(3);
});
