import { expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";
import type { LogChunk } from "#contract/pipelines/pipelines.ts";
import { logStore } from "./log-store.ts";
import { PanelForTest } from "./shown-panel-for-test.tsx";

const LINES_A_CHUNK = 100;

/** Chunk 1 has the lines 1 to 100, chunk 2 those from 101. */
function chunk(seq: number): LogChunk {
  const first = (seq - 1) * LINES_A_CHUNK + 1;
  const lines = Array.from({ length: LINES_A_CHUNK }, (_, place) => `text ${first + place}\n`);
  return { seq, stream: "merged", text: lines.join(""), at: new Date(seq) };
}

/** A log of 100,000 lines of which the first chunks have come. */
async function longLog(hash: string, place: { after: number; first: number }) {
  window.history.replaceState(null, "", `${window.location.pathname}${hash}`);
  const store = logStore("A", 1);
  const come = (from: number, to: number, isComplete: boolean) => {
    const chunks = Array.from({ length: to - from + 1 }, (_, at) => chunk(from + at));
    store.getState().take({ vertex: "A", attempt: 1, next: to, isComplete, chunks });
  };
  come(1, 2, false);
  const answers = {
    "pipelines.attempts": () => [],
    "pipelines.attempt": () => null,
    "pipelines.findLogLine": () => ({ attempt: 1, ...place, line: place.first, lines: 100_000 }),
    "pipelines.readLog": () => ({
      ...{ vertex: "A", attempt: 1, next: place.after + 2, isComplete: false },
      chunks: [chunk(place.after + 1), chunk(place.after + 2)],
    }),
  };
  const screen = await render(<PanelForTest log={store} answers={answers} />);
  return { screen, come };
}

test("the end of a long log is shown before what is in front of it has come, with its numbers", async () => {
  const { screen, come } = await longLog("", { after: 998, first: 99_801 });
  await expect.element(screen.getByText("text 100000", { exact: true })).toBeVisible();
  await expect.element(screen.getByRole("link", { name: "Line 100000" })).toBeVisible();
  await expect.element(screen.getByText("100,000 lines")).toBeVisible();
  come(3, 1_000, true);
  await expect.element(screen.getByText("Loading the others", { exact: false })).not.toBeInTheDocument();
  await expect.element(screen.getByText("text 100000", { exact: true })).toBeVisible();
});

test("a line that is linked to is shown first, and stays where it is when the rest comes", async () => {
  const { screen, come } = await longLog("#L50000", { after: 498, first: 49_801 });
  const line = screen.getByText("text 50000", { exact: true });
  await expect.element(line).toBeVisible();
  expect(line.element().closest("[data-target]")).not.toBeNull();
  const isInView = () => {
    const [box, row] = [screen.getByRole("log"), line].map((each) => each.element().getBoundingClientRect());
    return box !== undefined && row !== undefined && row.top >= box.top && row.bottom <= box.bottom;
  };
  await vi.waitFor(() => expect(isInView()).toBe(true));
  come(3, 1_000, true);
  await expect.element(screen.getByText("Loading the others", { exact: false })).not.toBeInTheDocument();
  await vi.waitFor(() => expect(isInView()).toBe(true));
});
