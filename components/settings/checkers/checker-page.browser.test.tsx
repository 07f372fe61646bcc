import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import type { CheckerView } from "#contract/graphs/script-checks.ts";
import { CheckerPage } from "./checker-page.tsx";

const shown = (shellcheck: CheckerView) => {
  const views: readonly CheckerView[] = [
    { program: "bash", state: "ready", version: "5.2.15(1)-release" },
    { program: "sh", state: "no answer", version: null },
    shellcheck,
  ];
  return render(
    <ApiForTest answers={{ "system.checkers": () => views }}>
      <CheckerPage />
    </ApiForTest>,
  );
};

test.each([1280, 360])(
  "the page says which programs read scripts, and how the one that is missing is installed, at %i px",
  async (width) => {
    await page.viewport(width, 740);
    const missing = await shown({ program: "shellcheck", state: "missing", version: null });
    await expect.element(missing.getByText("5.2.15(1)-release")).toBeVisible();
    await expect.element(missing.getByText("Not installed")).toBeVisible();
    await expect.element(missing.getByText(/apt-get install shellcheck/)).toBeVisible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    await missing.unmount();
    const there = await shown({ program: "shellcheck", state: "ready", version: "0.9.0" });
    await expect.element(there.getByText("0.9.0")).toBeVisible();
    await expect.element(there.getByText(/apt-get/)).not.toBeInTheDocument();
    await there.unmount();
    const busy = await shown({ program: "shellcheck", state: "busy", version: null });
    await expect.element(busy.getByText("Busy with other scripts")).toBeVisible();
    await expect.element(busy.getByText("Does not answer")).toBeVisible();
  },
);
