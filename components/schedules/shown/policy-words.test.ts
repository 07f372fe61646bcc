import { expect, test } from "vitest";
import { USUAL_POLICY } from "#engine/schedules/decide-fires.ts";
import { policySentences } from "./policy-words.ts";

test("the usual policy is said in sentences", () => {
  expect(policySentences(USUAL_POLICY)).toEqual([
    "At most one pipeline of it runs at a time: beyond that, a further time is skipped, and noted as skipped.",
    "A time that is late by at most 5 min is still launched.",
    "Later ones are noted as missed and not made up for.",
    "Times that are due together become one launch.",
  ]);
});

test("who catches up with all times is not told that they become one", () => {
  const said = policySentences({ ...USUAL_POLICY, overlap: "queue", maxRunning: 3, catchUp: "all" });
  expect(said).toEqual([
    "At most 3 pipelines of it run at a time: beyond that, a further launch waits until one of them has ended.",
    "A time that is late by at most 5 min is still launched.",
    "Later ones are made up for one by one, at most 10 of them, the latest.",
  ]);
});
