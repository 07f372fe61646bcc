import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { useState } from "react";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { Navigation } from "./navigation.tsx";

let name = "ada";
const ANSWERS = {
  "account.show": () => ({ name }),
  "system.overview": () => ({ openPrompts: 8_888, scheduleStop: null }),
};

const ROUTER = { push: () => undefined, prefetch: () => undefined } as never;

function Folding({ startsFolded = false }: { startsFolded?: boolean }) {
  const [isFolded, setFolded] = useState(startsFolded);
  return (
    <AppRouterContext value={ROUTER}>
      <ApiForTest answers={ANSWERS}>
        <div
          style={{
            display: "grid",
            height: "700px",
            gridTemplateColumns: window.innerWidth <= 640 ? "1fr" : isFolded ? "56px 1fr" : "200px 1fr",
          }}
        >
          <Navigation path="/inbox" theme="light" isFolded={isFolded} onFold={setFolded} />
        </div>
      </ApiForTest>
    </AppRouterContext>
  );
}

const isOver = (one: DOMRect, other: DOMRect) =>
  one.left < other.right - 0.5 &&
  other.left < one.right - 0.5 &&
  one.top < other.bottom - 0.5 &&
  other.top < one.bottom - 0.5;

/** What is drawn in the links and lies over another drawn thing. */
function overlaps(): string[] {
  const drawn = [...document.querySelectorAll("nav a > svg, nav a > span, nav a > bdi")].filter(
    (each) => each.getBoundingClientRect().width > 1,
  );
  return drawn.flatMap((one, at) =>
    drawn
      .slice(at + 1)
      .filter((other) => isOver(one.getBoundingClientRect(), other.getBoundingClientRect()))
      .map((other) => `${one.outerHTML.slice(0, 60)} over ${other.textContent}`),
  );
}

test("the navigation folds to icons that keep their names, and unfolds again", async () => {
  await page.viewport(1280, 800);
  const screen = await render(<Folding />);
  const graphs = screen.getByRole("link", { name: "Graphs" });
  await expect.element(screen.getByText("8888")).toBeVisible();
  expect(graphs.element().getBoundingClientRect().width).toBeGreaterThan(150);
  await screen.getByRole("button", { name: "Fold the navigation" }).click();
  await expect.poll(() => graphs.element().getBoundingClientRect().width).toBeLessThan(50);
  await graphs.hover();
  await expect.element(page.getByText("Graphs").last()).toBeVisible();
  await expect.element(screen.getByRole("link", { name: "ada" })).toBeVisible();
  expect(overlaps()).toEqual([]);
  await screen.getByRole("button", { name: "Unfold the navigation" }).click();
  await expect.poll(() => graphs.element().getBoundingClientRect().width).toBeGreaterThan(150);
});

test.each([false, true])(
  "a number of four digits covers nothing at 360 px (folded: %s)",
  async (startsFolded) => {
    await page.viewport(360, 740);
    const screen = await render(<Folding startsFolded={startsFolded} />);
    await expect.element(screen.getByText("8888")).toBeVisible();
    expect(overlaps()).toEqual([]);
  },
);

test("at 360 px no page is cut off: those without a place in the bar are in its menu", async () => {
  await page.viewport(360, 740);
  const screen = await render(<Folding />);
  const bar = screen.getByRole("list");
  await expect.element(screen.getByText("8888")).toBeVisible();
  await expect.poll(() => bar.element().scrollWidth - bar.element().clientWidth).toBe(0);
  for (const name of ["Home", "Graphs", "Pipelines", "Inbox"])
    await expect.element(screen.getByRole("link", { name })).toBeVisible();
  const more = screen.getByRole("button", { name: "More" }).element().getBoundingClientRect();
  expect(bar.element().getBoundingClientRect().right - more.right).toBeLessThan(30);
  await screen.getByRole("button", { name: "More" }).click();
  const item = page.getByRole("menuitem", { name: "Runners" });
  await expect.element(item).toHaveAttribute("href", "/runners");
});

test("the longest name of an account ends inside the navigation, and is told whole", async () => {
  await page.viewport(1280, 800);
  name = "Wm".repeat(50);
  const screen = await render(<Folding />);
  const link = screen.getByRole("link", { name });
  await expect.element(link).toBeVisible();
  const right = screen.getByRole("navigation").element().getBoundingClientRect().right;
  for (const each of [link, link.getByText(name)])
    expect(each.element().getBoundingClientRect().right).toBeLessThanOrEqual(right);
  await expect.element(link.getByText(name)).toHaveAttribute("title", name);
});

test("at 360 px the button of more pages has the font of the links beside it", async () => {
  await page.viewport(360, 740);
  const screen = await render(<Folding />);
  const fontOf = (text: string) => {
    const { fontSize, fontWeight } = getComputedStyle(screen.getByText(text, { exact: true }).element());
    return { fontSize, fontWeight };
  };
  await expect.element(screen.getByRole("button", { name: "More" })).toBeVisible();
  expect(fontOf("More")).toEqual(fontOf("Home"));
});
