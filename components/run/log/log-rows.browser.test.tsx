import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { linesOf, MANY, MAX_ROWS_IN_PAGE, ShownLog } from "./shown-log-for-test.tsx";

test("a line has the colours and weights of its escape sequences, and no control character; what was erased is not there", async () => {
  const screen = await render(
    <ShownLog lines={linesOf("10 %\r\x1b[K\x1b[31;1mwrong\x1b[0m and right\x1b[2J\n")} />,
  );
  const wrong = screen.getByText("wrong", { exact: true });
  await expect.element(wrong).toHaveStyle({ fontWeight: "700" });
  expect(wrong.element().getAttribute("style")).toContain("var(--ansi-1)");
  expect(screen.getByRole("log").element().textContent).toContain("wrong and right");
  expect(screen.getByRole("log").element().textContent).not.toContain("\x1b");
  expect(screen.getByRole("log").element().textContent).not.toContain("10 %");
});

test.each(["light", "dark"])(
  "each of the first eight colours can be read on each of them, in the %s theme",
  async (theme) => {
    document.documentElement.style.colorScheme = theme;
    const colours = Array.from({ length: 8 }, (_, place) => place);
    const text = colours.flatMap((front) =>
      colours.map((back) => `\x1b[3${front};4${back}mtext ${front} on ${back}\x1b[0m\n`),
    );
    const screen = await render(<ShownLog lines={linesOf(text.join(""))} />);
    const log = screen.getByRole("log").element();
    const spans = [...log.querySelectorAll<HTMLElement>("span[style*=color-mix]")];
    expect(spans.length).toBeGreaterThan(8);
    const low = spans.filter((span) => {
      const { color, backgroundColor } = getComputedStyle(span);
      return contrastOf(color, backgroundColor) < 3;
    });
    document.documentElement.style.colorScheme = "";
    expect(low.map(({ textContent }) => textContent)).toEqual([]);
  },
);

/** The contrast of two colours as WCAG 2.2 defines it. */
function contrastOf(...colours: readonly [string, string]): number {
  const [first = 0, second = 0] = colours.map((colour) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (canvas === null) throw new Error("There is no canvas.");
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

test("of 10,000 lines only those near the view are in the page", async () => {
  const screen = await render(<ShownLog lines={linesOf(MANY)} />);
  await expect.element(screen.getByText("line 1", { exact: true })).toBeVisible();
  expect(screen.getByRole("log").element().querySelectorAll("[data-index]").length).toBeLessThan(
    MAX_ROWS_IN_PAGE,
  );
});

test("a log that is followed shows its last line", async () => {
  const screen = await render(<ShownLog lines={linesOf(MANY)} startsAtEnd />);
  await expect.element(screen.getByText("line 10000", { exact: true })).toBeVisible();
  expect(screen.getByRole("log").element().querySelectorAll("[data-index]").length).toBeLessThan(
    MAX_ROWS_IN_PAGE,
  );
});

test("a line that is linked to is brought into view and marked", async () => {
  const screen = await render(<ShownLog lines={linesOf(MANY)} />);
  await screen.getByText("Go to line 5000").click();
  const line = screen.getByText("line 5000", { exact: true });
  await expect.element(line).toBeVisible();
  expect(line.element().closest("[data-target]")).not.toBeNull();
});
