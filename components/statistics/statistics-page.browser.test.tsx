import { expect, onTestFinished, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { Address } from "#components/run/past/address-for-test.tsx";
import { withoutMouse } from "#components/ui/live/without-mouse-for-test.ts";
import { statisticsForTest } from "./statistics-for-test.ts";
import { StatisticsPage } from "./statistics-page.tsx";

const TIMES = { ended: 1, succeeded: 1, failed: 0, median: 1_000, p95: 1_000, isDeleted: false };
const DAY = [
  { id: 1, name: "old", ...TIMES },
  { id: 2, name: "both", ...TIMES },
];
const WEEK = [
  { id: 2, name: "both", ...TIMES },
  { id: 3, name: "slow", ...TIMES },
];

test("on a device without a mouse another time shows its own graphs in its own order, and none as gone", async () => {
  withoutMouse();
  const before = window.location.href;
  onTestFinished(() => window.history.replaceState(null, "", before));
  const screen = await render(
    <ApiForTest
      answers={{
        "statistics.show": (input) =>
          statisticsForTest({ graphs: (input as { days: number }).days === 1 ? DAY : WEEK }),
      }}
    >
      <Address>
        <StatisticsPage />
      </Address>
    </ApiForTest>,
  );
  const links = () =>
    screen
      .getByRole("table", { name: "Graphs" })
      .getByRole("link")
      .elements()
      .map(({ textContent }) => textContent);
  await expect.poll(links).toEqual(["old", "both"]);
  await screen.getByRole("button", { name: "7 days" }).click();
  await expect.poll(links).toEqual(["both", "slow"]);
  await expect.element(screen.getByText("No longer listed")).not.toBeInTheDocument();
});
