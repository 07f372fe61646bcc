import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { PipelineTimeLeft } from "./pipeline-time-left.tsx";
import { trackForTest } from "./store/track-for-test.ts";
import { TrackTimeLeft } from "./track/track-time-left.tsx";

const MIN = 60_000;
const inMs = (ms: number) => new Date(Date.now() + ms);

test("the time left of a pipeline's timeout is shown", async () => {
  const dueAt = inMs(12 * MIN + 30_000);
  const screen = await render(
    <PipelineTimeLeft pipeline={pipelineForTest({ dueAt })} timeoutMs={30 * MIN} />,
  );
  await expect.element(screen.getByText("12 min left of 30 min")).toBeVisible();
});

test("the time left goes on while somebody looks at it", async () => {
  const track = trackForTest({ state: "sleeping", sleep: "poll", dueAt: inMs(20_500) });
  const screen = await render(<TrackTimeLeft track={track} />);
  const texts = new Set<string>();
  await expect
    .poll(
      () => {
        texts.add(screen.container.textContent ?? "");
        return texts.size;
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThan(1);
  for (const text of texts) expect(text).toMatch(/^Asks again in \d+ s\.$/);
});

test("a track says when it goes on and when it gives up, and nothing where no clock runs", async () => {
  const giveUpAt = inMs(14 * MIN + 30_000);
  const track = trackForTest({ state: "sleeping", sleep: "poll", dueAt: inMs(11 * MIN + 30_000), giveUpAt });
  const screen = await render(<TrackTimeLeft track={track} />);
  await expect.element(screen.getByText("Asks again in 11 min, gives up in 14 min.")).toBeVisible();
  await screen.rerender(<TrackTimeLeft track={trackForTest({ state: "running" })} />);
  await expect.element(screen.container).toHaveTextContent("");
});
