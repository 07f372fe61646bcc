import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { canvasOf } from "./canvas-for-test.tsx";

const GRAPH = "signalbox: 1\nname: g\nvertices: { a: {}, b: {} }\nedges: [a -> b]\n";

function paste(text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.body.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
  );
}

test("a paste of what is no graph file says to everybody why nothing came, with the line, until something is edited", async () => {
  const { screen, store } = await canvasOf(GRAPH);
  const said = screen.getByRole("status", { name: "Last change" });
  paste("signalbox: 1\nname: g\nvertices: [");
  await expect.element(said).toHaveTextContent(/^Not pasted. This is no graph file. Line \d/);
  expect(said.element().getBoundingClientRect().width).toBeGreaterThan(100);
  paste("signalbox: 1\nname: h\nvertices: { c: {} }\n");
  await expect.poll(() => store.getState().draft.file.content.vertices.size).toBe(3);
  await expect.poll(() => said.element().getBoundingClientRect().width).toBe(1);
});

test("an edge that cannot be drawn says to everybody why; what is typed into a field only tells it there", async () => {
  const { screen, store } = await canvasOf(GRAPH);
  const said = screen.getByRole("status", { name: "Last change" });
  const width = () => said.element().getBoundingClientRect().width;
  const edge = { tail: "a", head: "b" };
  store.getState().edit({ do: "connect", edge }, "head of a");
  await expect.poll(() => said.element().textContent).not.toBe("");
  expect(width()).toBe(1);
  store.getState().edit({ do: "connect", edge });
  await expect.poll(width).toBeGreaterThan(100);
});

test("after the card that has the focus is removed the canvas has it", async () => {
  const { screen, store } = await canvasOf(GRAPH);
  const card = screen.container.querySelector<HTMLElement>(".react-flow__node[data-id='a']");
  await expect.poll(() => card).not.toBeNull();
  card?.focus();
  await userEvent.keyboard("{Enter}");
  await userEvent.keyboard("{Delete}");
  await expect.poll(() => store.getState().draft.file.content.vertices.has("a")).toBe(false);
  await expect.poll(() => document.activeElement?.getAttribute("aria-label")).toBe("Canvas");
});
