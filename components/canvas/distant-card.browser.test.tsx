import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import type { TrackCardState } from "./elements/track-card.ts";
import { GraphCanvas } from "./graph-canvas.tsx";
import { placedFile } from "./layout/placed-file.ts";

/** A chain of so many vertices, on a canvas of this width. */
async function drawn(count: number, width: number, useTrack?: () => TrackCardState) {
  const names = Array.from({ length: count }, (_, place) => `step-${place}`);
  const file = placedFile({
    ...{ signalbox: 1, name: "g", edges: [names.join(" -> ")] },
    vertices: Object.fromEntries(names.map((name) => [name, { script: `echo ${name}` }])),
  } as never);
  const screen = await render(
    <div style={{ width, height: 500 }}>
      <GraphCanvas file={file} selected={[]} onSelect={() => undefined} {...(useTrack && { useTrack })} />
    </div>,
  );
  const name = screen.getByText("step-0", { exact: true });
  await expect.element(name).toBeInTheDocument();
  const letters = () => {
    const element = name.element();
    const scale = element.getBoundingClientRect().height / (element as HTMLElement).offsetHeight;
    return Number.parseFloat(getComputedStyle(element).fontSize) * scale;
  };
  return { screen, letters, script: screen.getByText("echo step-0", { exact: true }) };
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

const useWaiting = (): TrackCardState => WAITING;

const WAITING: TrackCardState = {
  ...{ state: "reverting", word: "rolling back", attempt: 2, isStale: false },
  ...{ startedAt: new Date(0), finishedAt: null, dueAt: null, override: null },
  ...{ why: "Needs the lock db-main, held by deploy #41 / migrate.", queuedFor: "lock db-main" },
};

test.each([
  { at: "whose small text can be read", count: 2, width: 1_200 },
  { at: "of a narrow page", count: 3, width: 360 },
])("a card $at says what an undo waits for, within the card", async ({ count, width }) => {
  const { screen } = await drawn(count, width, useWaiting);
  const text = screen.getByText("lock db-main", { exact: true }).first();
  await expect.element(text).toBeVisible();
  const card = text.element().closest("[data-track]")?.getBoundingClientRect() ?? new DOMRect();
  const box = () => text.element().getBoundingClientRect();
  await expect.poll(() => box().height).toBeGreaterThan(3);
  expect(text.element().scrollWidth).toBeLessThanOrEqual(text.element().clientWidth);
  const edges = [box().top - card.top, card.bottom - box().bottom, card.right - box().right];
  expect(Math.min(...edges)).toBeGreaterThanOrEqual(0);
  const within = text.element().parentElement?.getBoundingClientRect() ?? new DOMRect();
  expect(box().top).toBeLessThan(within.bottom - 2);
});
