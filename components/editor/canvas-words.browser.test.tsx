import { expect, test } from "vitest";
import { canvasOf } from "./canvas-for-test.tsx";

test("an empty canvas says how to begin, until there is a vertex", async () => {
  const { screen } = await canvasOf("signalbox: 1\nname: g\nvertices: {}\nedges: []\n");
  await expect.element(screen.getByText("The canvas is empty.")).toBeInViewport();
  await screen.getByRole("button", { name: "Add Script vertex" }).click();
  await expect.element(screen.getByText("The canvas is empty.")).not.toBeInTheDocument();
});

test("two conditions with the same beginning can be told apart, and cover no card", async () => {
  const { screen } = await canvasOf(`signalbox: 1
name: g
vertices: { A: {}, B: {}, C: {} }
edges:
  - { tail: A, head: B, when: outputs.environment == "production" }
  - { tail: A, head: C, when: outputs.environment == "staging" }
`);
  for (const [end, head] of [
    ["production", "B"],
    ["staging", "C"],
  ] as const) {
    // The edge itself has the same words for the pointer.
    const label = screen.getByText(`outputs.environment == "${end}"`, { exact: true }).last();
    await expect.element(label).toBeInViewport();
    const { right, left } = label.element().getBoundingClientRect();
    expect(label.element().scrollHeight).toBeLessThanOrEqual(label.element().clientHeight + 1);
    const card = (name: string) =>
      screen
        .getByRole("group", { name: `${name}, Script vertex` })
        .element()
        .getBoundingClientRect();
    expect(left).toBeGreaterThanOrEqual(card("A").right);
    expect(right).toBeLessThanOrEqual(card(head).left);
  }
});
