import { afterEach, expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";
import { Skeleton } from "#components/ui/states/skeleton.tsx";
import { useConnection } from "./connection.ts";
import { shownPart } from "./shown-part.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("in the place of a part that a newer version no longer has, the page says so and offers to reload, and the rest stays", async () => {
  vi.useFakeTimers();
  useConnection.setState({ state: "live" });
  const loading = shownPart<object>(() => Promise.reject(new Error("404")));
  await vi.advanceTimersByTimeAsync(10_000);
  const Part = await loading;
  vi.useRealTimers();
  const screen = await render(
    <>
      <input aria-label="Name" defaultValue="typed" />
      <Part />
    </>,
  );
  await expect.element(screen.getByRole("status")).toHaveTextContent("older version of the program");
  await expect.element(screen.getByRole("button", { name: "Reload" })).toBeVisible();
  await expect.element(screen.getByRole("textbox", { name: "Name" })).toHaveValue("typed");
});

test("a part that is there is what was loaded", async () => {
  expect(await shownPart(async () => Skeleton)).toBe(Skeleton);
});
