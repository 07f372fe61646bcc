import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import type { ForecastView } from "#contract/pipelines/forecasts.ts";
import { ForecastSection } from "./forecast-section.tsx";

const track = { kind: "running", dependsOn: null, isUnknown: false, state: "succeeded" } as const;
const FORECAST: ForecastView = {
  graph: "deploy",
  revision: 3,
  runs: 7,
  refused: null,
  ms: 720_000,
  slowMs: 1_860_000,
  timeoutMs: null,
  tracks: [
    { ...track, name: "build", readyAt: 0, queuedAt: 0, startedAt: 0, endedAt: 240_000, isCritical: true },
    {
      ...track,
      name: "roll",
      readyAt: 240_000,
      queuedAt: 240_000,
      startedAt: 300_000,
      endedAt: 720_000,
      isCritical: true,
    },
    {
      ...track,
      name: "new",
      readyAt: 0,
      queuedAt: 0,
      startedAt: 0,
      endedAt: 0,
      isCritical: false,
      isUnknown: true,
    },
  ],
  path: { count: 2, names: ["build", "roll"] },
  asks: [{ vertex: "ok", what: "approval", at: 240_000, slowAt: 540_000, dependsOn: null }],
  queues: [{ vertex: "roll", at: 240_000, ms: 60_000, because: "needs the lock prod" }],
  graphQueue: null,
  hasNoRunner: false,
  unserved: [],
  fails: [],
  isUndone: false,
  unknown: { count: 1, names: ["new"] },
  undecided: { count: 0, names: [] },
  isCut: false,
};

test("a forecast says how long it takes, who is needed when, and what queues, by the keyboard alone", async () => {
  const asked: unknown[] = [];
  const answers = {
    "pipelines.forecast": (input: unknown) => {
      asked.push(input);
      return FORECAST;
    },
  };
  const screen = await render(
    <ApiForTest answers={answers}>
      <div style={{ height: 200, overflow: "auto" }}>
        <div style={{ height: 190 }}>A long form</div>
        <ForecastSection read={() => ({ graph: "deploy", params: { env: "prod" } })} />
      </div>
    </ApiForTest>,
  );
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await expect
    .element(screen.getByText("About 12 min (up to 31 min), by the last 7 succeeded runs."))
    .toBeInViewport();
  expect(asked).toEqual([{ graph: "deploy", params: { env: "prod" } }]);
  const section = screen.getByRole("region", { name: "Forecast" });
  await expect.element(section).toHaveTextContent("ok: approve or reject, in about 4 min (up to 9 min)");
  await expect.element(section).toHaveTextContent("roll: 1 min, needs the lock prod");
  const rows = screen.getByRole("list", { name: "Expected timeline" }).getByRole("listitem");
  await expect
    .element(rows.nth(1))
    .toHaveTextContent("begins after 5 min, takes 7 min, on the critical path");
  await expect.element(rows.nth(2)).toHaveTextContent("takes not known how long");
});
