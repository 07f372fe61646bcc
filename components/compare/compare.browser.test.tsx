import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { trackForTest } from "#components/run/store/track-for-test.ts";
import type { ComparedTrackView, TracksSideBySide } from "#contract/pipelines/comparison.ts";
import { ComparedTracks } from "./compared-tracks.tsx";
import { comparisonAsked } from "./comparison-asked.ts";
import { COMPARE_LOOK_MS, TrackSideBySide } from "./track-side-by-side.tsx";

const SIDES = { a: 7, b: 5 };

function side(track: Parameters<typeof trackForTest>[0], script: string, log: string): ComparedTrackView {
  return { track: trackForTest({ vertex: "load", ...track }), script, log: { text: log, isCut: false } };
}

async function showTracks(found: TracksSideBySide) {
  return render(
    <ApiForTest answers={{ "pipelines.compareTracks": () => found }}>
      <TrackSideBySide sides={SIDES} vertex="load" isFirst isPicked={false} isRunning={false} />
    </ApiForTest>,
  );
}

test("the tracks of a vertex show the values, scripts and lines of logs that differ, and times only on demand", async () => {
  const failed = { state: "failed", inputs: { day: "tuesday", same: 1 } } as const;
  const screen = await showTracks({
    a: side(failed, "load --fast", "12:00:01 begins\nno space left"),
    b: side({ state: "succeeded", inputs: { day: "monday", same: 1 } }, "load", "09:59:59 begins\ndone"),
  });
  const inputs = screen.getByRole("region", { name: "Inputs" });
  await expect.element(inputs.getByText("- monday")).toBeVisible();
  await expect.element(inputs.getByText("+ tuesday")).toBeVisible();
  await expect.element(inputs).not.toHaveTextContent("same");
  await expect.element(screen.getByText("+ load --fast")).toBeVisible();
  const logs = screen.getByRole("region", { name: "Logs" });
  await expect.element(logs.getByText("+ no space left")).toBeVisible();
  await expect.element(logs.getByText("+ 12:00:01 begins")).not.toBeInTheDocument();
  await logs.getByRole("checkbox", { name: "Ignore dates, times and durations" }).click();
  await expect.element(logs.getByText("+ 12:00:01 begins")).toBeVisible();
});

test("a log that retention has removed is not compared as an empty one", async () => {
  const a = side({ state: "failed" }, "load", "no space left");
  const removed = { text: "", isCut: false, removedAt: new Date("2026-03-04T05:06:07Z") };
  const screen = await showTracks({ a, b: { ...side({ state: "failed" }, "load", ""), log: removed } });
  await expect.element(screen.getByText("#5: The log was removed by retention on 2026-03-04.")).toBeVisible();
  await expect.element(screen.getByText("no space left")).not.toBeInTheDocument();
});

test("while one of the two goes on its track is asked for again, and once more after the end", async () => {
  const good = side({ state: "succeeded" }, "load", "done");
  const states = ["running", "failed"] as const;
  let asked = 0;
  const answer = () => {
    const state = states[Math.min(asked, 1)] ?? "failed";
    asked += 1;
    return { a: side({ state }, "load", state === "failed" ? "no space left" : "begins"), b: good };
  };
  const screen = await render(
    <ApiForTest answers={{ "pipelines.compareTracks": answer }}>
      <TrackSideBySide sides={SIDES} vertex="load" isFirst isPicked={false} isRunning={false} />
    </ApiForTest>,
  );
  await expect.element(screen.getByText("+ begins")).toBeVisible();
  await expect.element(screen.getByText("+ no space left"), { timeout: 2 * COMPARE_LOOK_MS }).toBeVisible();
  expect(asked).toBe(2);
}, 20_000);

test("a vertex that only one of them has says so", async () => {
  const screen = await showTracks({ a: side({ state: "succeeded" }, "", ""), b: null });
  await expect.element(screen.getByText("It does not have this vertex.")).toBeVisible();
});

test("each track has a row with both states and durations, and its difference; one is chosen by a press", async () => {
  const asked: unknown[] = [];
  const chosen: string[] = [];
  const screen = await render(
    <ComparedTracks
      found={{
        a: pipelineForTest({ id: 7 }),
        b: pipelineForTest({ id: 5 }),
        ...{ isSameGraph: true, isSameContent: true, params: [], vertices: 300, differing: 150, first: null },
        tracks: [
          {
            vertex: "load",
            a: { state: "failed", attempt: 2, exitCode: 3, durationMs: 34_000 },
            b: { state: "succeeded", attempt: 1, exitCode: 0, durationMs: 10_000 },
            differs: ["state", "attempts"],
          },
        ],
        matching: 150,
      }}
      asked={comparisonAsked(new Map())}
      of=""
      chosen={null}
      onAsk={(words) => asked.push(words)}
      onChoose={(vertex) => chosen.push(vertex)}
    />,
  );
  const row = screen.getByRole("row", { name: /load/ });
  for (const text of [
    "state, attempts",
    "Failed",
    "2 attempts",
    "Succeeded",
    "34 s",
    "10 s",
    "24 s longer, 3.4×",
  ])
    await expect.element(row).toHaveTextContent(text);
  await screen.getByRole("button", { name: "load" }).click();
  expect(chosen).toEqual(["load"]);
  await screen.getByRole("button", { name: "Next page" }).click();
  await screen.getByRole("checkbox", { name: "Also tracks that do not differ" }).click();
  await screen.getByRole("checkbox", { name: "First those whose durations differ most" }).click();
  expect(asked).toEqual([{ page: "2" }, { all: "1", page: null }, { order: "duration", page: null }]);
});
