import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { TrackLine } from "./track-line.tsx";

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
      }}
    />,
  );
  await expect.element(screen.getByText("in 29 min")).toBeVisible();
  await expect.element(screen.getByTitle(why)).toHaveTextContent("Waiting");
});
