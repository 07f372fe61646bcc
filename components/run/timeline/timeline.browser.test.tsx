import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { changesForTest } from "./geometry/changes-for-test.ts";
import { LAUNCHED, ran, showTimeline } from "./timeline-for-test.tsx";

test("rows are in the order in which they began, and say what each track did and what decided the end", async () => {
  const retried = changesForTest(
    0,
    ["pending", LAUNCHED + 20_000],
    ["running", LAUNCHED + 21_000, 1],
    ["sleeping", LAUNCHED + 30_000, 1],
    ["pending", LAUNCHED + 40_000, 1],
    ["running", LAUNCHED + 40_000, 2],
    ["succeeded", LAUNCHED + 60_000, 2],
  );
  const { screen } = await showTimeline({
    vertices: 2,
    edges: "edges: [v1 -> v0]\n",
    changes: [...ran(1, 5_000, 20_000), ...retried],
    expected: [{ number: 1, ms: 12_000 }],
  });
  const options = screen.getByRole("treeitem");
  await expect
    .element(options.nth(0))
    .toHaveAccessibleName("v1, Succeeded, queued 5 s, ran 15 s, usually 12 s, on the critical path");
  await expect
    .element(options.nth(1))
    .toHaveAccessibleName(
      "v0, Succeeded, waited 20 s, queued 1 s, ran 29 s, paused 10 s, 2 attempts, on the critical path",
    );
  await expect.element(screen.getByText("Critical path: 2 tracks, 1 min")).toBeVisible();
  const bars = options.nth(1).getByTitle(/^Attempt/);
  await expect.poll(() => bars.all().length).toBe(2);
  await expect.element(bars.nth(0)).toHaveAttribute("title", "Attempt 1: running 9 s, then another attempt");
});

test("a name without enough room keeps its end, and each kind of bar is in the legend", async () => {
  const name = (number: number) => `${"made-by-a-program-".repeat(3)}${number}`;
  const { screen } = await showTimeline({ vertices: 2, name, changes: ran(0, 5_000, 20_000) });
  for (const number of [0, 1]) {
    const end = screen.getByTitle(name(number)).getByText(`gram-${number}`, { exact: true });
    const row = screen.getByRole("treeitem").nth(number).element().getBoundingClientRect();
    await expect.element(end).toBeVisible();
    expect(end.element().getBoundingClientRect().right).toBeLessThan(row.left + 260);
  }
  const legend = screen.getByRole("list", { name: "Legend" });
  await expect.element(legend.getByText("Waiting for a time or a call")).toBeVisible();
});

test("of five thousand tracks only the rows that are seen are in the page, and one question was asked", async () => {
  const changes = Array.from({ length: 5_000 }, (_, number) => ran(number, number, 60_000)).flat();
  const { screen, rows, asked } = await showTimeline({ vertices: 5_000, changes });
  await expect.element(screen.getByRole("treeitem").first()).toBeVisible();
  expect(screen.getByRole("treeitem").all().length).toBeLessThan(50);
  expect(rows.element().querySelectorAll("*").length).toBeLessThan(800);
  expect(asked).toEqual([{ id: 1, after: { rev: 0, n: 0 } }]);
  (rows.element() as HTMLElement).focus();
  await userEvent.keyboard("{End}");
  await expect.element(screen.getByRole("treeitem", { name: /^v4999,/ })).toBeVisible();
});

test("the keys go from row to row, select and zoom; a drag along the axis shows that part", async () => {
  const { screen, rows, chosen } = await showTimeline({
    vertices: 3,
    changes: [0, 1, 2].flatMap((n) => ran(n, n, 60_000)),
  });
  const tick = (text: string) => screen.getByTitle("Drag to show a part").getByText(text, { exact: true });
  await expect.element(tick("1 min")).toBeInTheDocument();
  (rows.element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  expect(chosen).toEqual(["v1"]);
  await userEvent.keyboard("{Escape}");
  expect(chosen).toEqual(["v1", null]);
  await userEvent.keyboard("+");
  await expect.element(tick("1 min")).not.toBeInTheDocument();
  await expect.element(screen.getByRole("button", { name: "Fit" })).toBeEnabled();
  await userEvent.keyboard("1");
  await expect.element(tick("1 min")).toBeInTheDocument();
  const axis = screen.getByTitle("Drag to show a part").element();
  const { left, width, top } = axis.getBoundingClientRect();
  const point = (type: string, share: number) =>
    axis.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        pointerId: 1,
        pointerType: "mouse",
        clientX: left + share * width,
        clientY: top + 5,
      }),
    );
  // The pointer of a test cannot be captured.
  Element.prototype.setPointerCapture = () => undefined;
  point("pointerdown", 0.5);
  point("pointermove", 0.6);
  point("pointermove", 1);
  point("pointerup", 1);
  await expect.element(tick("0 s")).not.toBeInTheDocument();
  await expect.element(tick("40 s")).toBeInTheDocument();
  expect(chosen).toEqual(["v1", null]);
});

test("a row that begins moves nothing that somebody looks at, and does not scroll back to the selected one", async () => {
  const begun = Array.from({ length: 100 }, (_, number) => ran(number, number, 60_000)).flat();
  const { screen, rows, change } = await showTimeline({
    vertices: 300,
    changes: begun,
    more: ran(299, 50_000, 60_000),
  });
  const row = (name: string) => screen.getByRole("treeitem", { name: new RegExp(`^${name},`) });
  await row("v5").click();
  await userEvent.unhover(rows);
  const area = rows.element().parentElement as HTMLElement;
  area.scrollTop = 150 * 28;
  await expect.element(row("v155")).toHaveAttribute("aria-posinset", "156");
  const { top } = row("v155").element().getBoundingClientRect();
  change();
  await expect.element(row("v155")).toHaveAttribute("aria-posinset", "157");
  expect(row("v155").element().getBoundingClientRect().top).toBeCloseTo(top, 0);
});

test("a time of the axis is shown whole or not at all", async () => {
  const { screen } = await showTimeline({ vertices: 1, changes: ran(0, 5_000, 60_000) });
  const axis = screen.getByTitle("Drag to show a part");
  await expect.element(axis.getByText("1 min", { exact: true })).toBeInTheDocument();
  const { right } = axis.element().getBoundingClientRect();
  const times = [...axis.element().querySelectorAll("span > span")];
  const shown = times.filter((time) => getComputedStyle(time).visibility === "visible");
  expect(shown.length).toBeGreaterThan(2);
  expect(shown.length).toBeLessThan(times.length);
  for (const time of shown) expect(time.getBoundingClientRect().right).toBeLessThanOrEqual(right);
});
