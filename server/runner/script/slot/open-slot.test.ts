import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { SETTINGS_FOR_TEST } from "../containment/levels-for-test.ts";
import { groupKind } from "../containment/slot-kinds.ts";
import { openSlot } from "./open-slot.ts";
import { SlotProblem } from "./slot.ts";

const directory = mkdtempSync(join(tmpdir(), "signalbox-open-slot-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** A kind whose command fails until it has been asked for `good` times. It also counts how often it was. */
function kindThatIsOutdated(good: number) {
  const kind = groupKind({ ...SETTINGS_FOR_TEST, wish: "process-group" });
  const asked = { count: 0 };
  const programFor: typeof kind.programFor = (...place) => {
    asked.count += 1;
    return asked.count < good ? ["false", `call ${asked.count}`] : kind.programFor(...place);
  };
  return { kind: { ...kind, programFor }, asked };
}

test("a slot is made again where what its command names has changed since", async () => {
  const { kind } = kindThatIsOutdated(5);
  const slot = await openSlot(kind, join(directory, "changed"));
  expect(slot.isGone).toBe(false);
  slot.close();
  await slot.gone;
});

test("a command that fails and is still the same is not tried again", async () => {
  const { kind } = kindThatIsOutdated(1);
  let calls = 0;
  const programFor: typeof kind.programFor = () => {
    calls += 1;
    return ["false", "always"];
  };
  await expect(openSlot({ ...kind, programFor }, join(directory, "same"))).rejects.toThrow(SlotProblem);
  // Once to execute it, once to compare.
  expect(calls).toBe(2);
});

test("a command that changes each time is not tried for ever", async () => {
  const { kind, asked } = kindThatIsOutdated(Number.POSITIVE_INFINITY);
  await expect(openSlot(kind, join(directory, "for-ever"))).rejects.toThrow(SlotProblem);
  expect(asked.count).toBeLessThan(20);
});
