import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { RunParams } from "./run-params.tsx";

test("short params are shown whole", async () => {
  const page = await render(<RunParams params={{ env: "prod", count: 3 }} />);
  await expect.element(page.getByText('with env = "prod", count = 3')).toBeVisible();
  expect(page.getByRole("button").elements()).toHaveLength(0);
});

test("a list of a thousand items takes a line of the header, and is whole in a dialog", async () => {
  const hosts = Array.from({ length: 1_000 }, (_, number) => `host-${number}`);
  const page = await render(<RunParams params={{ hosts }} />);
  expect(page.container.textContent?.length).toBeLessThan(200);
  await page.getByRole("button", { name: "Show all parameters" }).click();
  await expect.element(page.getByRole("dialog")).toHaveTextContent(/host-999/);
});

test("all parameters can be searched", async () => {
  const hosts = Array.from({ length: 1_000 }, (_, number) => `host-${number}`);
  const page = await render(<RunParams params={{ hosts }} />);
  await page.getByRole("button", { name: "Show all parameters" }).click();
  const search = page.getByRole("dialog").getByRole("searchbox", { name: "Find in the text" });
  await search.fill("HOST-99");
  await expect.element(page.getByRole("status").filter({ hasText: "of" })).toHaveTextContent("1 of 11");
  await search.click();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("status").filter({ hasText: "of" })).toHaveTextContent("2 of 11");
  await expect
    .element(page.getByRole("dialog").getByText("host-99", { exact: true }).nth(1))
    .toBeInViewport();
  await search.fill("no such host");
  await expect.element(page.getByText("not found")).toBeVisible();
});
