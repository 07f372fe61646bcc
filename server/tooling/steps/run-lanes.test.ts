import { expect, test } from "vitest";
import { runLanes } from "./run-lanes.ts";

test("lanes go beside each other, and the results stand in the order of the lanes", async () => {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const running = runLanes([["a1", "a2"], ["b1"]], async (step) => {
    begun.push(step);
    await new Promise<void>((resolve) => ends.set(step, resolve));
    return `${step} ended`;
  });
  expect(begun).toEqual(["a1", "b1"]);
  ends.get("b1")?.();
  ends.get("a1")?.();
  await expect.poll(() => begun).toEqual(["a1", "b1", "a2"]);
  ends.get("a2")?.();
  expect(await running).toEqual(["a1 ended", "a2 ended", "b1 ended"]);
});

test("a step that failed stops neither its own lane nor the other", async () => {
  const results = await runLanes([["fails", "after"], ["beside"]], async (step) => step !== "fails");
  expect(results).toEqual([false, true, true]);
});
