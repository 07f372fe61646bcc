import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { Lanes } from "./lanes.ts";

/** Work that ends when it is told to. */
function pieces() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (lane: string) => () => {
    begun.push(lane);
    return new Promise<void>((done) => ends.set(lane, done));
  };
  return {
    begun,
    due: (...lanes: string[]) => new Map(lanes.map((lane) => [lane, work(lane)])),
    end: (lane: string) => ends.get(lane)?.(),
  };
}

test("a lane that works is left alone, and the others go on", async () => {
  const lanes = new Lanes(3);
  const { begun, due, end } = pieces();
  lanes.begin(due("slow", "fast"));
  end("fast");
  // Its end is seen after two turns of the event loop at most.
  await setImmediate();
  lanes.begin(due("slow", "fast"));
  expect(begun).toEqual(["slow", "fast", "fast"]);
  end("slow");
  end("fast");
  await lanes.idle();
});

test("where there is no room for all, the lane that had its turn longest ago goes first", async () => {
  const lanes = new Lanes(1);
  const { begun, due, end } = pieces();
  for (const lane of ["a", "b", "c", "a"]) {
    lanes.begin(due("a", "b", "c"));
    lanes.begin(due("a", "b", "c"));
    end(lane);
    await lanes.idle();
  }
  expect(begun).toEqual(["a", "b", "c", "a"]);
});
