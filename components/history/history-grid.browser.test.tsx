import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { refusalForTest } from "#components/api/refusal-for-test.ts";
import type { GraphHistory, HistoryCell } from "#contract/pipelines/graph-history.ts";
import { HistoryGrid } from "./history-grid.tsx";
import { HistoryPage } from "./history-page.tsx";

const START = Date.parse("2026-01-01T00:00:00Z");
const cell = (change: Partial<HistoryCell>): HistoryCell => ({
  ...{ state: "succeeded", attempts: 1, isFlaky: false },
  ...{ startedAt: new Date(START), finishedAt: new Date(START + 2_000) },
  ...change,
});
const runs: GraphHistory["runs"] = Array.from({ length: 30 }, (_, place) => ({
  ...{ id: place + 1, name: `run ${place}`, revision: 1, launchedAt: new Date(START) },
  state: place % 5 === 1 ? "failed" : "succeeded",
  finishedAt: new Date(START + 10_000 + ((place * 7_919) % 50_000)),
}));

test("each run has its duration as a bar, and what failed or succeeded late is a link to that track", async () => {
  const names = ["transform", "a-name-of-the-most-letters-that-a-vertex-may-have-which-is-sixty-4", "load"];
  const history: GraphHistory = {
    runs,
    vertices: names.map((name, row) => ({
      ...{ name, failed: row === 0 ? 6 : 0, flaky: row === 1 ? 6 : 0 },
      cells: runs.map((_run, place) => {
        if (row === 0 && place % 5 === 1) return cell({ state: "failed" });
        // Two clocks may differ.
        if (row === 0 && place === 3) return cell({ state: "lost", finishedAt: new Date(START - 400) });
        if (row === 0 && place === 4) return cell({ state: "lost", finishedAt: null });
        if (row === 1 && place % 5 === 2) return cell({ attempts: 2, isFlaky: true });
        return row === 2 && place < 3 ? null : cell({});
      }),
    })),
    hasMoreVertices: false,
    openFailures: 6,
  };
  const screen = await render(<HistoryGrid history={history} />);
  const bar = screen.getByRole("link", { name: "#2, revision 1: Failed after 17 s" });
  await expect.element(bar).toHaveAttribute("href", "/pipelines/2");
  const failed = screen.getByRole("link", { name: "transform in #2: Failed after 2 s", exact: true });
  await expect.element(failed).toHaveAttribute("href", "/pipelines/2?track=transform");
  const late = screen.getByRole("link", { name: /in #3: Succeeded after 2 s, attempt 2/ });
  await expect.element(late).toHaveTextContent("2");
  await expect.element(screen.getByRole("link", { name: "transform in #4: Lost after 0 ms" })).toBeVisible();
  await expect
    .element(screen.getByRole("link", { name: "transform in #5: Lost", exact: true }))
    .toBeVisible();
  // Thirty bars, six cells each of the two that are not as they should be, and two that are lost.
  expect(screen.getByRole("link").elements()).toHaveLength(44);
});

test("at 360 px the newest runs are seen first, and the names stay beside them", async () => {
  await page.viewport(360, 740);
  const name = "a-name-of-the-most-letters-that-a-vertex-may-have-which-is-sixty-4";
  const vertices = [{ name, failed: 0, flaky: 0, cells: runs.map(() => cell({})) }];
  const screen = await render(
    <HistoryGrid history={{ runs, vertices, hasMoreVertices: false, openFailures: 0 }} />,
  );
  const frame = screen.getByRole("region", { name: "Runs and tracks" }).element().getBoundingClientRect();
  const newest = screen.getByRole("link", { name: /^#30,/ });
  await expect.element(newest).toBeVisible();
  expect(newest.element().getBoundingClientRect().right).toBeLessThanOrEqual(frame.right + 1);
  const row = screen.getByRole("rowheader").element().getBoundingClientRect();
  expect(row.left).toBeGreaterThanOrEqual(frame.left);
  expect(row.width).toBeLessThan(frame.width / 2);
});

test("a graph that does not exist has no draft and no pipelines to open", async () => {
  const history = () => Promise.reject(refusalForTest("not-found", 'There is no graph "deploy".'));
  const screen = await render(
    <SearchParamsContext.Provider value={new URLSearchParams()}>
      <ApiForTest answers={{ "graphs.history": history }}>
        <HistoryPage name="deploy" />
      </ApiForTest>
    </SearchParamsContext.Provider>,
  );
  await expect.element(screen.getByText('There is no graph "deploy".')).toBeVisible();
  const links = screen.getByRole("link").elements();
  expect(links.map((each) => each.getAttribute("href"))).toEqual(["/graphs"]);
});
