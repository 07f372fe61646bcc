import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import type { Answers } from "#components/api/api-for-test.tsx";
import { scheduleForTest } from "./form/schedule-for-test.ts";
import { formOf } from "./schedule-form-for-test.tsx";

test("what was typed is there again when somebody comes back to the form, until it is discarded or saved", async () => {
  const away = await formOf(scheduleForTest({ name: "kept" }));
  await away.screen.getByRole("textbox", { name: "Cron rule" }).fill("15 4 * * *");
  await away.screen.unmount();
  const back = await formOf(scheduleForTest({ name: "kept" }));
  const rule = back.screen.getByRole("textbox", { name: "Cron rule" });
  await expect.element(rule).toHaveValue("15 4 * * *");
  await back.screen.getByRole("button", { name: "Discard it" }).click();
  await expect.element(rule).toHaveValue("30 2 * * *");
  await expect.element(back.screen.getByText(/What you typed before/)).not.toBeInTheDocument();
  await back.screen.unmount();
  const again = await formOf(scheduleForTest({ name: "kept" }));
  await expect.element(again.screen.getByRole("textbox", { name: "Cron rule" })).toHaveValue("30 2 * * *");
});

test("what was saved is not there again as unsaved, and who left the form before it was done stays where they are", async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((done) => {
    release = done;
  });
  let isSaved = false;
  let looks = 0;
  const answers: Answers = {
    "schedules.preview": async () => {
      if (isSaved) {
        looks++;
        await held;
      }
      return { ruleText: "At 02:30", next: [], clockChanges: [] };
    },
    "schedules.save": () => {
      isSaved = true;
      return { name: "saved", version: 4 };
    },
  };
  const away = await formOf(scheduleForTest({ name: "saved" }), answers);
  await away.screen.getByRole("textbox", { name: "env" }).fill("prod");
  await away.screen.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => looks).toBeGreaterThan(0);
  await away.screen.unmount();
  release();
  const back = await formOf(scheduleForTest({ name: "saved", version: 4 }));
  await expect.element(back.screen.getByRole("textbox", { name: "Cron rule" })).toHaveValue("30 2 * * *");
  expect(back.screen.getByText(/What you typed before/).query()).toBeNull();
  expect(away.saved).toEqual([]);
});

test("what was typed of an older version is sent as of that version, so that nobody's change is overwritten unseen", async () => {
  const away = await formOf(scheduleForTest({ name: "older", version: 3 }));
  await away.screen.getByRole("textbox", { name: "Cron rule" }).fill("15 4 * * *");
  await away.screen.unmount();
  const back = await formOf(scheduleForTest({ name: "older", version: 4 }));
  await back.screen.getByRole("textbox", { name: "env" }).fill("prod");
  await back.screen.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => back.sent).toMatchObject([{ cron: "15 4 * * *", version: 3 }]);
  await expect.poll(() => back.saved).toEqual(["nightly"]);
});

test("a date of which a part is missing is said, and no schedule is saved without its end", async () => {
  const { screen, sent } = await formOf({ ...scheduleForTest(), endsAt: new Date("2027-01-01T11:30:00Z") });
  const end = screen.getByLabelText("End");
  const save = screen.getByRole("button", { name: "Save" });
  const problem = screen.getByText("Enter the whole date with its time, or clear it.");
  await end.click();
  await userEvent.keyboard("{Backspace}");
  await save.click();
  await expect.element(problem).toBeVisible();
  await end.fill("2027-02-03T12:30");
  await expect.element(problem).not.toBeInTheDocument();
  await end.clear();
  // Half a date in a field that was empty.
  await end.click();
  await userEvent.keyboard("0");
  await userEvent.keyboard("3");
  await save.click();
  await expect.element(problem).toBeVisible();
  expect(sent).toEqual([]);
});
