import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { canvasOf } from "./canvas-for-test.tsx";

const GRAPH = `signalbox: 1
name: g
vertices: { A: { script: a } }
edges: []
layout: { A: [0, 0] }
`;

/** In the product the styles of the package may come last. */
const PACKAGE_STYLES = Object.assign(document.createElement("style"), {
  textContent: ".react-flow__panel { margin: 15px }",
});

beforeAll(() => document.head.append(PACKAGE_STYLES));
afterAll(() => PACKAGE_STYLES.remove());
afterEach(() => window.localStorage.removeItem("signalbox:palette"));

test.each([
  [1280, 800],
  [1000, 420],
  [800, 300],
  [360, 700],
  [360, 280],
  [360, 220],
  [250, 500],
])(
  "on a canvas of %i x %i the palette is inside and covers neither the zoom nor the tools",
  async (width, height) => {
    await page.viewport(width + 60, height + 60);
    const { screen } = await canvasOf(GRAPH, { width, height });
    const box = (element: Element) => element.getBoundingClientRect();
    const palette = screen.getByRole("group", { name: "Palette" }).element();
    const canvas = box(screen.getByRole("region", { name: "Canvas" }).element());
    const zoom = box(screen.getByRole("button", { name: "Zoom in" }).element());
    const tools = box(screen.getByRole("toolbar", { name: "Canvas tools" }).element());
    expect(box(palette).bottom).toBeLessThan(zoom.top);
    expect(box(palette).height).toBeGreaterThan(40);
    expect(box(palette).right).toBeLessThanOrEqual(canvas.right);
    expect(box(palette).right < tools.left || box(palette).top > tools.bottom).toBe(true);
    const card = screen.getByRole("group", { name: "A, Script vertex" });
    const others = [box(palette), zoom, tools];
    const isCovered = ({ left, right, top, bottom }: DOMRect) =>
      others.some((one) => left < one.right && one.left < right && top < one.bottom && one.top < bottom);
    await expect.poll(() => isCovered(box(card.element()))).toBe(false);
    // What has no room is reached by scrolling.
    const last = screen.getByRole("button", { name: "Add note" }).element();
    last.scrollIntoView();
    expect(box(last).bottom).toBeLessThanOrEqual(box(palette).bottom + 1);
    expect(box(last).height).toBeGreaterThan(20);
  },
);

test("a vertex for which there is no room in the view is brought into it, under no panel, and touches no other", async () => {
  await page.viewport(1100, 700);
  const { screen } = await canvasOf(GRAPH, { height: 320 });
  const canvas = screen.getByRole("region", { name: "Canvas" }).element().getBoundingClientRect();
  const boxOf = (name: string) =>
    screen
      .getByRole("group", { name: `${name}, Script vertex` })
      .element()
      .getBoundingClientRect();
  const isSeen = ({ top, bottom }: DOMRect) => top >= canvas.top && bottom <= canvas.bottom;
  const isCovered = ({ left, right, top, bottom }: DOMRect) =>
    [
      ...document.querySelectorAll(
        ".react-flow__panel.left, .react-flow__panel.right:not(.react-flow__attribution)",
      ),
    ].some((panel) => {
      const box = panel.getBoundingClientRect();
      return left < box.right && right > box.left && top < box.bottom && bottom > box.top;
    });
  let above = "A";
  for (const name of ["B", "C", "D", "E", "F"]) {
    await screen.getByRole("button", { name: "Add Script vertex" }).click();
    await expect.element(screen.getByRole("group", { name: `${name}, Script vertex` })).toBeInTheDocument();
    await expect.poll(() => isSeen(boxOf(name))).toBe(true);
    await expect.poll(() => isCovered(boxOf(name))).toBe(false);
    const [upper, lower] = [
      screen.getByRole("group", { name: `${above}, Script vertex` }).query(),
      boxOf(name),
    ];
    const before = upper?.getBoundingClientRect();
    if (before !== undefined)
      expect(lower.top > before.bottom || lower.left > before.right || lower.right < before.left).toBe(true);
    above = name;
  }
});

test("the palette folds to one button, which keeps the focus, and stays folded on the next page", async () => {
  await page.viewport(1100, 700);
  const first = await canvasOf(GRAPH);
  await first.screen.getByRole("button", { name: "Fold the palette" }).click();
  const show = first.screen.getByRole("button", { name: "Show the palette" });
  await expect.element(show).toHaveFocus();
  await expect.element(first.screen.getByRole("button", { name: "Add note" })).not.toBeInTheDocument();
  expect(window.localStorage.getItem("signalbox:palette")).toBe("folded");
  await first.screen.unmount();
  const { screen } = await canvasOf(GRAPH);
  await screen.getByRole("button", { name: "Show the palette" }).click();
  await expect.element(screen.getByRole("button", { name: "Add note" })).toBeVisible();
});

test("a graph that is fitted begins beside the palette, and further left once that is folded", async () => {
  await page.viewport(900, 900);
  const names = Array.from({ length: 5 }, (_, place) => `v${place}`);
  const text = `signalbox: 1
name: g
vertices: { ${names.map((name) => `${name}: { script: a }`).join(", ")} }
edges: []
layout: { ${names.map((name, place) => `${name}: [${place * 300}, 0]`).join(", ")} }
`;
  const { screen } = await canvasOf(text, { width: 800, height: 800 });
  const leftOfFirst = () =>
    screen.getByRole("group", { name: "v0, Script vertex" }).element().getBoundingClientRect().left;
  const palette = screen.getByRole("group", { name: "Palette" });
  const gap = () => leftOfFirst() - palette.element().getBoundingClientRect().right;
  const showAll = () => userEvent.keyboard("1");
  await showAll();
  await expect.poll(gap).toBeLessThan(40);
  expect(gap()).toBeGreaterThan(0);
  const open = leftOfFirst();
  await screen.getByRole("button", { name: "Fold the palette" }).click();
  await showAll();
  await expect.poll(() => open - leftOfFirst()).toBeGreaterThan(30);
  expect(gap()).toBeGreaterThan(0);
});
