import { expect, test } from "vitest";
import { canvasOf } from "./canvas-for-test.tsx";

const CHAIN = `signalbox: 1
name: chain
vertices:
  build: { script: make }
  test: { script: make test }
edges: [build -> test]
`;

test("a press on the label of a condition selects its edge, at its ends, too", async () => {
  const when = "outputs.build.size == 'small'";
  const { screen, store } = await canvasOf(
    CHAIN.replace("[build -> test]", `[{ tail: build, head: test, when: "${when}" }]`),
  );
  const label = screen.getByText(when).last();
  const { height } = label.element().getBoundingClientRect();
  for (const y of [3, height - 3]) {
    store.getState().select({});
    await label.click({ position: { x: 6, y } });
    await expect.poll(() => [...store.getState().selection.edges]).toEqual(["build -> test"]);
  }
});

test("a click with Shift selects one vertex more, and a second one takes it out", async () => {
  const { screen, store } = await canvasOf(CHAIN);
  const selected = () => [...store.getState().selection.vertices];
  await screen.getByRole("group", { name: "build, Script vertex" }).click();
  const test = screen.getByRole("group", { name: "test, Script vertex" });
  await test.click({ modifiers: ["Shift"] });
  await expect.poll(selected).toEqual(["build", "test"]);
  await test.click({ modifiers: ["Shift"] });
  await expect.poll(selected).toEqual(["build"]);
});
