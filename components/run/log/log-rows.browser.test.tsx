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
