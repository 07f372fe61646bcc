import { expect, test } from "vitest";
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
