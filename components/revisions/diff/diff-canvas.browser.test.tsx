import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placed } from "#components/canvas/layout/tidy.ts";
import { tabTo } from "#components/ui/keys/tab-to-for-test.ts";
import { diffDrawings } from "#engine/graph-file/drawing-diff.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { DiffCanvas } from "./diff-canvas.tsx";

function fileOf(text: string) {
  const read = readGraphText(`signalbox: 1\nname: g\n${text}`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return placed(read.file);
}
const A = fileOf("vertices: { a: { script: one }, b: {}, gone: {} }\nedges: [a -> b, b -> gone]\n");
const B = fileOf("vertices: { a: { script: two }, b: {}, fresh: {} }\nedges: [a -> b, b -> fresh]\n");

async function shown(a: GraphFile, b: GraphFile, at: string | null = null) {
  await page.viewport(1280, 800);
  const told: (string | null)[] = [];
  const screen = await render(
    <DiffCanvas
      {...{ a, b, at, drawing: diffDrawings(a, b), before: "@1", after: "@2" }}
      onAt={(next) => told.push(next)}
    />,
  );
  const beside = screen.getByRole("region", { name: "Differences", exact: true });
  const card = (name: string) => screen.getByRole("group", { name: `${name}, script vertex` });
  const next = screen.getByRole("button", { name: "Next difference" });
  return { screen, told, beside, card, next };
}

test("removed, added and changed vertices and edges are marked in words, and buttons go through what differs", async () => {
  const { screen, told, beside, card, next } = await shown(A, B);
  await expect.element(card("a")).toHaveTextContent("changed");
  await expect.element(card("gone")).toHaveTextContent("removed");
  await expect.element(card("fresh")).toHaveTextContent("added");
  await expect.element(card("b")).not.toHaveTextContent(/changed|removed|added/);
  await expect.poll(() => screen.container.querySelectorAll("g[data-diff=removed]").length).toBe(1);
  await expect.poll(() => screen.container.querySelectorAll("g[data-diff=added]").length).toBe(1);
  // The overview has the same colours.
  for (const tone of ["good", "bad", "warn"])
    expect(screen.container.querySelectorAll(`.react-flow__panel rect[data-tone=${tone}]`)).toHaveLength(1);
  await expect.element(screen.getByText("5 differences")).toBeVisible();
  await next.click();
  await expect.element(screen.getByText("1 of 5")).toBeVisible();
  await expect.element(beside).toHaveTextContent("vertex a");
  await expect.element(beside).toHaveTextContent("- one");
  await screen.getByRole("button", { name: "Previous difference" }).click();
  await expect.element(screen.getByText("5 of 5")).toBeVisible();
  await card("b").click();
  await expect.element(beside).toHaveTextContent("b -> fresh");
  expect([told[0], told.at(-1)]).toEqual(["vertex:a", "vertex:b"]);
});

test("an edge and what the graph says of itself are differences of their own, and a drawing is called not sealed", async () => {
  const plain = "vertices: { a: {}, b: {} }\n";
  const before = fileOf(`${plain}edges: [a -> b]\n`);
  const after = fileOf(
    `${plain}edges: [{ tail: a, head: b, when: failed }]\nparams: { env: { type: string } }\nframes: { f: { vertices: [a] } }\n`,
  );
  const { screen, told, beside, next } = await shown(before, after);
  await expect.element(beside).toHaveTextContent("not part of what is sealed");
  await expect.element(beside).toHaveTextContent("new frame f");
  await expect.element(screen.getByText("2 differences", { exact: true })).toBeVisible();
  await next.click();
  await expect.element(beside).toHaveTextContent("new parameter env");
  await next.click();
  await expect.element(screen.getByText("2 of 2")).toBeVisible();
  await expect.element(beside).toHaveTextContent("changed edge a -> b");
  await expect.element(beside).toHaveTextContent("+ failed");
  await screen.getByRole("application").click({ position: { x: 20, y: 400 } });
  await expect.element(screen.getByText("2 differences", { exact: true })).toBeVisible();
  const edge = screen.container.querySelector(".react-flow__edge-interaction");
  await userEvent.click(edge as Element, { force: true });
  await expect.element(screen.getByText("2 of 2")).toBeVisible();
  expect(told.slice(0, 4)).toEqual(["graph", "edge:a -> b", null, "edge:a -> b"]);
});

test("the address says what is looked at; what neither has is said, and the same content is said to be the same", async () => {
  const first = await shown(A, B, "vertex:gone");
  await expect.element(first.beside).toHaveTextContent("removed vertex gone");
  await first.screen.unmount();
  const odd = await shown(A, B, "vertex:\u202Enone");
  await expect.element(odd.beside).toHaveTextContent("neither of the two has it");
  await odd.screen.unmount();
  const same = await shown(A, { ...A, layout: new Map([["a", { x: 900, y: 900 }]]) }, "graph");
  await expect.element(same.next).toHaveAttribute("aria-description", "Nothing that is sealed differs.");
});

const MANY = Array.from({ length: 150 }, (_, at) => `v${at}`);
const manyOf = (script: string, when: string): GraphFile => ({
  content: {
    ...{ signalbox: 1, name: "g" },
    vertices: new Map(MANY.map((name) => [name, { script }])),
    edges: MANY.slice(1).map((head, at) => ({ tail: `v${at}`, head, when })),
  },
  layout: new Map(MANY.map((name, at) => [name, { x: (at % 50) * 300, y: Math.floor(at / 50) * 120 }])),
});

test("hundreds that differ are gone through, and seen from far away in the colours of what became of them", async () => {
  const { screen, beside, next } = await shown(manyOf("one", "failed"), manyOf("two", "always"));
  await expect.element(screen.getByText("299 differences")).toBeVisible();
  await screen.getByRole("button", { name: "Fit everything into view" }).click();
  const picture = screen.getByRole("img", { name: /^150 vertices, drawn small/ });
  await expect.element(picture).toBeVisible();
  const probe = document.createElement("span");
  probe.style.color = "var(--warn-fg)";
  screen.container.append(probe);
  const wanted = getComputedStyle(probe).color.match(/\d+/g)?.map(Number) ?? [];
  const pixels = () => {
    const canvas = picture.element() as HTMLCanvasElement;
    const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let count = 0;
    for (let at = 0; at < data.length; at += 4)
      if (wanted.every((value, part) => data[at + part] === value)) count += 1;
    return count;
  };
  await expect.poll(pixels).toBeGreaterThan(2_000);
  await next.click();
  await next.click();
  await expect.element(beside).toHaveTextContent("changed vertex v50");
});

test("by keys alone differences are gone through, each with what differs in it", async () => {
  const { screen, told, beside, next } = await shown(A, B);
  await tabTo(next);
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByText("1 of 5")).toBeVisible();
  await expect.element(beside).toHaveTextContent("- one");
  await expect.element(next).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByText("2 of 5")).toBeVisible();
  await tabTo(screen.getByRole("button", { name: "Previous difference" }));
  await userEvent.keyboard("{Enter}");
  await expect.element(beside).toHaveTextContent("vertex a");
  expect(told.at(-1)).toBe("vertex:a");
});
