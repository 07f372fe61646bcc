import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { canvasOf } from "./canvas-for-test.tsx";

const ROWS = 20;
const names = Array.from({ length: 400 }, (_, at) => `v${at}`);
const LARGE = `signalbox: 1
name: large
vertices: { ${names.map((name) => `${name}: {}`).join(", ")} }
edges: [${names
  .slice(ROWS)
  .map((name, at) => `${names[at]} -> ${name}`)
  .join(", ")}]
layout: { ${names.map((name, at) => `${name}: [${Math.floor(at / ROWS) * 320}, ${(at % ROWS) * 120}]`).join(", ")} }
`;

/** A point of the canvas, as one of the screen from the corner of the drawing. */
function onScreen(root: Element, x: number, y: number) {
  const shown = root.querySelector<HTMLElement>(".react-flow__viewport");
  const { a, e, f } = new DOMMatrix(getComputedStyle(shown as Element).transform);
  return { x: x * a + e, y: y * a + f };
}

async function farCanvas(text = LARGE) {
  const { screen, store } = await canvasOf(text);
  const card = (name: string) => screen.getByRole("group", { name: `${name}, Script vertex` });
  const pointOf = (x: number, y: number) => onScreen(screen.container, x, y);
  const middleOf = (name: string) => {
    const at = names.indexOf(name);
    return pointOf(Math.floor(at / ROWS) * 320 + 110, (at % ROWS) * 120 + 40);
  };
  const pane = screen.getByRole("application");
  const selected = () => [...store.getState().selection.vertices].toSorted();
  await expect.element(card("v0")).toBeInViewport();
  // At once: the key makes it a movement, during which no place holds.
  await screen.getByRole("button", { name: "Fit everything into view" }).click();
  const picture = screen.getByRole("img", { name: /^400 vertices, drawn small/ });
  await expect.element(picture).toBeVisible();
  await expect.poll(() => screen.container.querySelectorAll(".react-flow__node").length).toBeLessThan(3);
  return { screen, store, card, pointOf, middleOf, pane, selected, picture };
}

test("from far away a large graph is one picture, in which cards and edges are pointed at and selected", async () => {
  const { screen, store, card, pointOf, middleOf, pane, selected, picture } = await farCanvas();
  await expect.poll(() => screen.container.querySelectorAll(".react-flow__edge").length).toBe(0);
  // Where a card is, the picture is not empty.
  await expect
    .poll(() => {
      const canvas = picture.element() as HTMLCanvasElement;
      const { x, y } = middleOf("v210");
      const box = canvas.getBoundingClientRect();
      const root = (screen.container.querySelector(".react-flow") as Element).getBoundingClientRect();
      const by = canvas.width / box.width;
      const at = [(x + root.x - box.x) * by, (y + root.y - box.y) * by] as const;
      return canvas.getContext("2d")?.getImageData(...at, 1, 1).data[3];
    })
    .toBe(255);
  await pane.hover({ position: middleOf("v150") });
  await expect.element(card("v150")).toBeInTheDocument();
  await card("v150").click();
  await expect.poll(selected).toEqual(["v150"]);
  // A press on an edge, between two cards.
  await pane.click({ position: pointOf(270, 40) });
  await expect.poll(() => [...store.getState().selection.edges]).toEqual(["v0 -> v20"]);
});

test("Tab goes through the cards of the picture, and Enter selects one", async () => {
  const { card, selected } = await farCanvas();
  card("v0").element().focus();
  await userEvent.tab();
  await expect.element(card("v1")).toHaveFocus();
  await userEvent.tab();
  await expect.element(card("v2")).toHaveFocus();
  await userEvent.tab({ shift: true });
  await expect.element(card("v1")).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.poll(selected).toEqual(["v1"]);
});

test("a card of the picture is moved", async () => {
  const { store, card, middleOf, pane } = await farCanvas();
  const { x, y } = middleOf("v399");
  await pane.hover({ position: { x, y } });
  await userEvent.dragAndDrop(card("v399"), pane, { targetPosition: { x: x - 40, y: y - 60 }, steps: 4 });
  await expect.poll(() => store.getState().draft.file.layout.get("v399")?.y).toBeLessThan(2200);
});

test("from far away two cards are connected by the mouse", async () => {
  const { screen, store, card, middleOf, pane } = await farCanvas();
  await pane.hover({ position: middleOf("v150") });
  await expect.element(card("v150")).toBeInTheDocument();
  const output = screen.getByRole("button", { name: "Output of v150" });
  await userEvent.dragAndDrop(output, pane, { targetPosition: middleOf("v193"), steps: 6 });
  await expect
    .poll(() => store.getState().draft.file.content.edges.map(({ tail, head }) => `${tail} -> ${head}`))
    .toContain("v150 -> v193");
  expect(store.getState().draft.file.content.edges).toHaveLength(381);
});

test("frames and notes are in the picture, behind and above the cards; their titles and notes can be pressed as ever", async () => {
  const frame = `frames: { f: { title: Middle, colour: blue, vertices: [v150, v151, v170, v171] } }`;
  const note = "notes: { n: { text: Look here, colour: amber, at: [0, -400] } }";
  const { screen, store, pointOf, picture } = await farCanvas(`${LARGE}${frame}\n${note}\n`);
  const root = screen.container.querySelector(".react-flow") as Element;
  const pixelAt = (x: number, y: number) => {
    const canvas = picture.element() as HTMLCanvasElement;
    const box = canvas.getBoundingClientRect();
    const point = pointOf(x, y);
    const by = canvas.width / box.width;
    const corner = root.getBoundingClientRect();
    const at = [(point.x + corner.x - box.x) * by, (point.y + corner.y - box.y) * by] as const;
    return [...(canvas.getContext("2d")?.getImageData(...at, 1, 1).data ?? [])];
  };
  // Between two cards of the frame, and between two others.
  const inside = () => pixelAt(7 * 320 + 270, 10 * 120 + 100)[3] ?? 0;
  await expect.poll(inside).toBeGreaterThan(100);
  expect(pixelAt(3 * 320 + 270, 4 * 120 + 100)[3]).toBe(0);
  await expect.poll(() => pixelAt(120, -380)[3]).toBe(255);
  const card = screen.getByRole("group", { name: "Note: Look here" });
  expect(card.element().childElementCount).toBe(0);
  await card.click();
  await expect.poll(() => [...store.getState().selection.annotations]).toEqual(["note:n"]);
  await screen.getByRole("button", { name: "Middle", exact: true }).click();
  await expect.poll(() => [...store.getState().selection.annotations]).toEqual(["frame:f"]);
});

test("when all that was removed comes back, no card and no edge of the picture becomes an element in between", async () => {
  const { screen, store, picture } = await farCanvas();
  store.getState().edit({ do: "remove", vertices: names, edges: [] });
  await expect.element(picture).not.toBeInTheDocument();
  let mounted = 0;
  const watch = new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes]))
      if (node instanceof Element)
        mounted += node.matches(".react-flow__edges > *, .react-flow__node") ? 1 : 0;
  });
  watch.observe(screen.container, { childList: true, subtree: true });
  store.getState().undo();
  await expect.element(picture).toBeVisible();
  watch.disconnect();
  expect(mounted).toBeLessThan(5);
});
