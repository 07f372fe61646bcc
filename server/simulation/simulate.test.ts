import { expect, test } from "vitest";
import { playSeed } from "./simulate.ts";

/** Other worlds in every run; a failure names its seed. */
const FIRST = Math.floor(Math.random() * 2 ** 31);
const WORLDS = 2_000;

test("crashes, freezes, lost answers and people at every step: every law holds, and every pipeline ends", () => {
  for (let seed = FIRST; seed < FIRST + WORLDS; seed += 1) expect(() => playSeed(seed)).not.toThrow();
}, 120_000);
