import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import type { TrackCardState } from "./elements/track-card.ts";
import { GraphCanvas } from "./graph-canvas.tsx";
import { LEAST_EFFORT } from "./layout/layered/order.ts";
import { placedApart } from "./layout/place-apart.ts";
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

test("a graph with one vertex that lies very far away opens at the others", async () => {
  const page = await canvasOfFile(
    "vertices: { A: {}, B: {}, far: {} }\nedges: [A -> B]\nlayout: { A: [0, 0], B: [400, 0], far: [10000000, -10000000] }\n",
  );
  for (const name of ["A", "B"])
    await expect.element(page.getByRole("group", { name: `${name}, script vertex` })).toBeInViewport();
});

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

test("a graph of 400 cards is placed by a thread beside the page, opens at its first cards, and draws few of them", async () => {
  const names = Array.from({ length: 400 }, (_, at) => `v${at}`);
  const edges = names.slice(8).map((name, at) => `${names[at]} -> ${name}`);
  const text = `signalbox: 1\nname: g\nvertices: { ${names.map((name) => `${name}: {}`).join(", ")} }\nedges: [${edges.join(", ")}]\n`;
  const read = readGraphText(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const shares: number[] = [];
  const file = await placedApart(read.file, { onShare: (share) => shares.push(share) });
  if (file === null) throw new Error("cancelled");
  expect(file.layout).toEqual(placed(read.file).layout);
  expect(shares.at(-1)).toBeGreaterThan(0);
  // Where that would take too long, a simpler layout is made; where nobody waits for it, none.
  const late = await placedApart(read.file, { late: AbortSignal.abort() });
  const simple = { effort: LEAST_EFFORT, report: () => undefined };
  expect(late?.layout).toEqual(placed(read.file, simple).layout);
  expect(await placedApart(read.file, { cancelled: AbortSignal.abort() })).toBeNull();
  const page = await render(
    <div style={{ width: 800, height: 500 }}>
      <GraphCanvas file={file} selected={[]} onSelect={() => undefined} />
    </div>,
  );
  await expect.element(page.getByRole("group", { name: "v0, script vertex" })).toBeInViewport();
  await userEvent.keyboard("1");
  // Zoomed out, all of it is one picture.
  await expect.element(page.getByRole("img", { name: /^400 vertices, drawn small/ })).toBeVisible();
  await expect.poll(() => page.container.querySelectorAll("*").length).toBeLessThan(100);
});

test("the overview has the colours of the states, and a click on it brings that place into view", async () => {
  const read = readGraphText(
    "signalbox: 1\nname: g\nvertices: { A: {}, far: {} }\nedges: [A -> far]\nlayout: { A: [0, 0], far: [40000, 0] }\n",
  );
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const page = await render(
    <div style={{ width: 800, height: 500 }}>
      <GraphCanvas file={read.file} useTrack={useFailed} selected={[]} onSelect={() => undefined} />
    </div>,
  );
  await expect.element(page.getByRole("group", { name: "A, script vertex" })).toBeInViewport();
  const map = page.getByRole("img", { name: "Overview of the whole graph" });
  await expect.poll(() => map.element().querySelectorAll("rect[data-tone=bad]").length).toBe(2);
  const all = map.element().getBoundingClientRect();
  const far = map.element().querySelectorAll("rect[data-tone=bad]")[1]?.getBoundingClientRect() ?? all;
  await map.click({ position: { x: far.x + far.width / 2 - all.x, y: far.y + far.height / 2 - all.y } });
  await expect.element(page.getByRole("group", { name: "far, script vertex" })).toBeInViewport();
});

function useFailed(): TrackCardState {
  return FAILED;
}

const FAILED: TrackCardState = {
  state: "failed",
  word: "Failed",
  attempt: 1,
  isStale: false,
  startedAt: null,
  finishedAt: null,
  dueAt: null,
  why: null,
  queuedFor: null,
  override: null,
};

test("a stack says how many tracks it has in which state, and a click opens it", async () => {
  const names = Array.from({ length: 30 }, (_, at) => `build-${at}`);
  const stack = { id: "[0] script build-*", name: "build-*", members: names };
  const read = readGraphText("signalbox: 1\nname: g\nvertices: { A: {} }\nedges: []\n");
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const vertices = new Map([...read.file.content.vertices, [stack.id, {}] as const]);
  const file = placed({ ...read.file, content: { ...read.file.content, vertices } });
  const selected: (readonly string[])[] = [];
  const page = await render(
    <div style={{ width: 800, height: 500 }}>
      <GraphCanvas
        file={file}
        stacks={[stack]}
        useTrack={() => null}
        useStack={() => ({ counts: { failed: 2, running: 28, pending: 5_135, succeeded: 4_852 }, stale: 0 })}
        selected={[]}
        onSelect={(names) => selected.push(names)}
      />
    </div>,
  );
  const card = page.getByRole("group", { name: "30 × build-*, stack of script vertices" });
  await expect.element(card).toHaveTextContent("2 failed, 28 running, 5,135 queued, 4,852 succeeded");
  await expect.element(card).toHaveTextContent("4,854/10,017");
  // What has no room ends in dots.
  const line = card.getByTitle("2 failed, 28 running, 5,135 queued, 4,852 succeeded").first().element();
  expect(line.getBoundingClientRect().right).toBeLessThan(card.element().getBoundingClientRect().right);
  await card.click();
  await expect.poll(() => selected.flat()).toContain(stack.id);
});
