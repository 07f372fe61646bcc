import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { GraphCanvas } from "./graph-canvas.tsx";
import { placedFile } from "./layout/placed-file.ts";

/** A chain of so many vertices, on a canvas of this width. */
async function drawn(count: number, width: number) {
  const names = Array.from({ length: count }, (_, place) => `step-${place}`);
  const file = placedFile({
    ...{ signalbox: 1, name: "g", edges: [names.join(" -> ")] },
    vertices: Object.fromEntries(names.map((name) => [name, { script: `echo ${name}` }])),
  } as never);
  const screen = await render(
    <div style={{ width, height: 500 }}>
      <GraphCanvas file={file} selected={[]} onSelect={() => undefined} />
    </div>,
  );
  const name = screen.getByText("step-0", { exact: true });
  await expect.element(name).toBeInTheDocument();
  const letters = () => {
    const element = name.element();
    const scale = element.getBoundingClientRect().height / (element as HTMLElement).offsetHeight;
    return Number.parseFloat(getComputedStyle(element).fontSize) * scale;
  };
  return { letters, script: screen.getByText("echo step-0", { exact: true }) };
}

test("where the small text of cards could not be read, their names are large, and the rest is for screen readers", async () => {
  const { letters, script } = await drawn(6, 700);
  await expect.poll(letters).toBeGreaterThan(7);
  expect(script.element().getBoundingClientRect().height).toBeLessThan(2);
});

test("a card whose small text can be read shows it", async () => {
  const { letters, script } = await drawn(2, 1_200);
  await expect.poll(letters).toBeGreaterThan(9);
  expect(script.element().getBoundingClientRect().height).toBeGreaterThan(5);
});
