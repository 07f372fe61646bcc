import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { TrackLine } from "./track-line.tsx";

test("a queued track says on its card what it waits for, and the whole reason in its tooltip", async () => {
  const why = "Needs the lock db-main, held by deploy #41 / migrate; it is 2nd of 3 that wait for it.";
  const screen = await render(
    <TrackLine
      track={{
        state: "pending",
        word: "queued",
        attempt: 0,
        isStale: false,
        startedAt: null,
        finishedAt: null,
        dueAt: null,
        why,
        queuedFor: "lock db-main, 2nd of 3",
        override: null,
      }}
    />,
  );
  await expect.element(screen.getByText("lock db-main, 2nd of 3")).toBeVisible();
  await expect.element(screen.getByTitle(why)).toHaveTextContent("Queued");
});

test("a track that sleeps until a time says how much of it is left, and why it sleeps", async () => {
  const why = "Starts 30m after the begin of back-up, unless that has ended.";
  const screen = await render(
    <TrackLine
      track={{
        state: "sleeping",
        word: "waiting",
        attempt: 0,
        isStale: false,
        startedAt: null,
        finishedAt: null,
        dueAt: new Date(Date.now() + 29.5 * 60_000),
        why,
        queuedFor: null,
        override: null,
      }}
    />,
  );
  await expect.element(screen.getByText("in 29 min")).toBeVisible();
  await expect.element(screen.getByTitle(why)).toHaveTextContent("Waiting");
});

test("what has too little room beside the state ends in dots, and is not cut in the middle of a number", async () => {
  const screen = await render(
    <div style={{ display: "flex", width: "190px", fontSize: "11px" }}>
      <TrackLine
        track={{
          ...{ state: "sleeping", word: "waiting for its condition", attempt: 0, isStale: false },
          ...{ startedAt: null, finishedAt: null, dueAt: new Date(Date.now() + 51.5 * 60_000) },
          ...{ why: null, queuedFor: null, override: null },
        }}
      />
    </div>,
  );
  const time = screen.getByText(/^in 51 min/);
  await expect.element(time).toBeInTheDocument();
  const { clientWidth, scrollWidth } = time.element();
  expect(scrollWidth).toBeGreaterThan(clientWidth);
  expect(getComputedStyle(time.element()).textOverflow).toBe("ellipsis");
  const box = time.element().getBoundingClientRect();
  expect(box.right).toBeLessThanOrEqual(
    (time.element().parentElement as Element).getBoundingClientRect().right + 1,
  );
});
