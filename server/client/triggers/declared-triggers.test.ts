import fc from "fast-check";
import { expect, test } from "vitest";
import type { ScheduleView } from "#contract/triggers/schedules.ts";
import { saveScheduleInput } from "#contract/triggers/schedules.ts";
import { saveTriggerInput, type TriggerView } from "#contract/triggers/triggers.ts";
import { writeScheduleText } from "#engine/schedules/write-schedule-text.ts";
import { readTriggerText, type TriggerFile, writeTriggerText } from "#engine/triggers/trigger-file.ts";
import { arbitraryScheduleFile, arbitraryTriggerFile } from "#testing/engine/arbitrary-triggers.ts";
import { declaredAct, type PresentTrigger, undeclared } from "./declared-triggers.ts";
import { saveInputOf as scheduleInputOf, fileOfView as scheduleOfView } from "./schedule-input.ts";
import { saveInputOf as triggerInputOf, fileOfView as triggerOfView } from "./trigger-input.ts";

/** A schedule as the server shows it after it was saved so. */
function scheduleView(input: ReturnType<typeof scheduleInputOf>): ScheduleView {
  const { cron, everyMs, at, params = {}, labels = {}, excludedDates = [], policy } = input;
  const rule =
    cron !== undefined
      ? { kind: "cron", cron }
      : everyMs !== undefined
        ? { kind: "interval", everyMs, anchor: 0 }
        : { kind: "once", at: at?.getTime() ?? 0 };
  return { ...input, rule, params, labels, excludedDates, policy, desired: "paused" } as never;
}

test("a schedule that was saved as a file says is given as that file", () => {
  fc.assert(
    fc.property(arbitraryScheduleFile, (file) => {
      const view = scheduleView(saveScheduleInput.parse(scheduleInputOf(file)));
      const { zone = "UTC" } = file;
      const wanted = { ...file, zone, state: "paused" as const };
      // What is as usual is left out, so it is compared with a text that was read.
      const given = scheduleOfView(view);
      expect(scheduleView(scheduleInputOf(given))).toEqual(view);
      expect(declaredAct({ of: "schedule", file: wanted }, present("schedule", given))).toMatch(
        /keep|change/,
      );
      expect(writeScheduleText(given)).toContain(`zone: ${zone}`);
    }),
    { numRuns: 100 },
  );
});

test("a trigger that was saved as a file says is given as that file", () => {
  fc.assert(
    fc.property(arbitraryTriggerFile, (given) => {
      const file = asRead(given);
      const view = {
        ...saveTriggerInput.parse(triggerInputOf(file)),
        state: "new",
      } as unknown as TriggerView;
      expect(writeTriggerText(triggerOfView(view))).toBe(writeTriggerText({ ...file, state: "new" }));
      const there = present("trigger", triggerOfView(view));
      const wanted = file.state === undefined || file.state === "new" ? "keep" : "change";
      expect(declaredAct({ of: "trigger", file }, there)).toBe(file.state === "removed" ? "remove" : wanted);
      expect(declaredAct({ of: "trigger", file: { ...file, graph: "other" } }, there)).toBe("other-graph");
      expect(declaredAct({ of: "trigger", file }, null)).toBe(file.state === "removed" ? "nothing" : "make");
      const schedule = { ...there, of: "schedule" } as PresentTrigger;
      expect(undeclared([there, schedule], [{ of: "trigger", file }])).toEqual([schedule]);
    }),
    { numRuns: 100 },
  );
});

function present(of: "schedule" | "trigger", file: object): PresentTrigger {
  return { of, file, graph: "load", version: 3 } as PresentTrigger;
}

/** As a file that says so is read: its labels in their order. */
function asRead(file: TriggerFile): TriggerFile {
  const read = readTriggerText(writeTriggerText(file));
  const [first] = read.ok ? read.documents : [];
  if (first === undefined) throw new Error("It was not read.");
  return first.file;
}
