import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import type { TrackList } from "#contract/pipelines/track-list.ts";
import { trackForTest } from "../../store/track-for-test.ts";
import { changesForTest } from "../geometry/changes-for-test.ts";
import { LAUNCHED, ran, showTimeline } from "../timeline-for-test.tsx";
import { PAGE } from "./shown-rows.ts";

const ITEMS = 10_000;

/** A page of ten thousand items; the first of them failed after two attempts, and the next one runs pipeline 8. */
function itemsFrom({ id, skip }: { id: number; skip: number }): TrackList {
  const all = id === 7 ? ITEMS : 1;
  const numbers = Array.from({ length: Math.min(PAGE, all - skip) }, (_, place) => skip + place);
  const pipeline = pipelineForTest({ id, state: "failed", launchedAt: new Date(LAUNCHED + 10_000) });
  const times = { startedAt: new Date(LAUNCHED + 20_000), finishedAt: new Date(LAUNCHED + 30_000) };
  const tracks = numbers.map((number) => {
    const isFailed = number === 0 && id === 7;
    const child = number === 1 ? ({ id: 8, state: "succeeded", attempt: 1 } as const) : null;
    const vertex = id === 7 ? `item-${number}` : "deep";
    return trackForTest({
      ...times,
      vertex,
      number,
      state: isFailed ? "failed" : "succeeded",
      attempt: 1,
      child,
    });
  });
  const twice = changesForTest(
    0,
    ["pending", LAUNCHED + 10_000],
    ["running", LAUNCHED + 20_000, 1],
    ["sleeping", LAUNCHED + 24_000, 1],
    ["pending", LAUNCHED + 26_000, 1],
    ["running", LAUNCHED + 26_000, 2],
    ["failed", LAUNCHED + 30_000, 2],
  );
  const changes = numbers.flatMap((number) =>
    number === 0
      ? twice
      : changesForTest(number, ["running", LAUNCHED + 20_000, 1], ["succeeded", LAUNCHED + 30_000, 1]),
  );
  return { pipeline, tracks, matching: all, next: null, changes, past: null };
}

function showItems() {
  const changes = [...ran(0, 0, 20_000), ...ran(1, 1_000, 60_000)];
  return showTimeline({ vertices: 2, changes, child: { id: 7, list: itemsFrom } });
}

test("items are below their vertex, failed ones first, each attempt a bar of its own, on the axis of the run", async () => {
  const { screen, chosen } = await showItems();
  const item = screen.getByRole("treeitem");
  await expect.element(item.nth(1)).toHaveAttribute("aria-expanded", "false");
  await screen.getByRole("button", { name: "Show the tracks below v1" }).click();
  await expect.element(item.nth(1)).toHaveAttribute("aria-expanded", "true");
  await expect
    .element(item.nth(2))
    .toHaveAccessibleName(/^item-0, Failed, queued 10 s, ran 8 s, paused 2 s, 2 attempts$/);
  const bars = item.nth(2).getByTitle(/^Attempt/);
  await expect.poll(() => bars.all().length).toBe(2);
  await expect.element(bars.nth(1)).toHaveAttribute("title", "Attempt 2: running 4 s, failed");
  // The same moment is at the same place: the first of them began when v0 ended.
  const end = item
    .nth(0)
    .getByTitle(/^Attempt/)
    .element()
    .getBoundingClientRect().right;
  expect(Math.abs(bars.nth(0).element().getBoundingClientRect().left - end)).toBeLessThan(2);
  await expect.element(screen.getByText("Critical path: 1 track, 1 min")).toBeVisible();
  const link = item.nth(3).getByRole("link", { includeHidden: true });
  await expect.element(link).toHaveAttribute("href", "/pipelines/7?track=item-1");
  await screen.getByRole("button", { name: "Show the tracks below item-1" }).click();
  await expect
    .element(screen.getByRole("treeitem", { name: /^deep, Succeeded/ }))
    .toHaveAttribute("aria-level", "3");
  await screen.getByRole("button", { name: "Hide the tracks below v1" }).click();
  await expect.poll(() => item.all().length).toBe(2);
  expect(chosen).toEqual([]);
});

test("of ten thousand items only those that are seen are in the page and are asked for, and the keys go through them", async () => {
  const { screen, rows, asksBelow } = await showItems();
  (rows.element() as HTMLElement).focus();
  await userEvent.keyboard("{End}{ArrowRight}");
  await expect.element(screen.getByRole("treeitem", { name: /^item-0,/ })).toBeVisible();
  await expect
    .element(screen.getByRole("treeitem", { name: /^item-0,/ }))
    .toHaveAttribute("aria-setsize", "10000");
  await userEvent.keyboard("{End}");
  await expect.element(screen.getByRole("treeitem", { name: /^item-9999,/ })).toBeVisible();
  expect(rows.element().querySelectorAll("*").length).toBeLessThan(900);
  expect(new Set(asksBelow.map(({ skip }) => skip))).toEqual(new Set([0, ITEMS - PAGE]));
  await userEvent.keyboard("{Home}{ArrowDown}{ArrowLeft}");
  await expect.poll(() => screen.getByRole("treeitem").all().length).toBe(2);
});

test("on a narrow screen names of hundred characters keep the rows within the page", async () => {
  await page.viewport(360, 740);
  const long = (input: { id: number; skip: number }): TrackList => {
    const list = itemsFrom(input);
    return {
      ...list,
      tracks: list.tracks.map((track) => ({ ...track, vertex: `${"x".repeat(96)}${track.number}` })),
    };
  };
  const changes = [...ran(0, 0, 20_000), ...ran(1, 1_000, 60_000)];
  const { screen } = await showTimeline({
    ...{ vertices: 2, name: (number) => `${"y".repeat(60)}${number}`, changes },
    child: { id: 7, list: long },
  });
  await screen.getByRole("button", { name: /^Show the tracks below y+1$/ }).click();
  await expect.poll(() => screen.getByRole("treeitem").all().length).toBeGreaterThan(10);
  const area = screen.getByRole("tree").element().parentElement as HTMLElement;
  expect(area.scrollWidth).toBeLessThanOrEqual(area.clientWidth);
  await page.viewport(1280, 800);
});

test("while somebody points at the rows those below stay as they are, and are asked for again afterwards", async () => {
  const { screen, rows, asksBelow } = await showItems();
  await screen.getByRole("button", { name: "Show the tracks below v1" }).click();
  await expect.element(screen.getByRole("treeitem", { name: /^item-0,/ })).toBeVisible();
  const before = asksBelow.length;
  await userEvent.unhover(rows);
  await expect.poll(() => asksBelow.length).toBeGreaterThan(before);
});
