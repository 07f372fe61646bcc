import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { scheduleForTest } from "./form/schedule-for-test.ts";
import { formOf } from "./schedule-form-for-test.tsx";

function refused(code: string, text: string, problems: readonly { path: string; text: string }[] = []) {
  const data = { refusal: { code, text, problems } };
  return Promise.reject(TRPCClientError.from({ error: { code: -32600, message: text, data } } as never));
}

type Screen = Awaited<ReturnType<typeof formOf>>["screen"];

async function choose(screen: Screen, field: string, search: string, option: string) {
  await screen.getByRole("combobox", { name: field }).fill(search);
  await screen.getByRole("option", { name: option }).click();
}

test("a zone is found by a few letters, and the preview shows its clock", async () => {
  const { screen } = await formOf(scheduleForTest());
  await choose(screen, "Time zone", "kathm", "Asia/Kathmandu");
  await expect.element(screen.getByText("Thu, 24 Dec 2026, 07:15")).toBeVisible();
  await expect.element(screen.getByRole("region", { name: "Preview" })).toHaveTextContent("At 02:30");
});

test("a new schedule is made, its graph by a few letters and Enter", async () => {
  const { screen, sent, saved } = await formOf(null);
  await screen.getByRole("textbox", { name: "Name", exact: true }).fill("nightly");
  await screen.getByRole("combobox", { name: "Graph" }).fill("back");
  await expect.element(screen.getByRole("option", { name: "back-up" })).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await screen.getByRole("textbox", { name: "Cron rule" }).fill("30 2 * * *");
  await screen.getByRole("textbox", { name: "env" }).fill("prod");
  await screen.getByRole("button", { name: "Create schedule" }).click();
  await expect.poll(() => saved).toEqual(["nightly"]);
  expect(sent).toMatchObject([{ name: "nightly", graph: "back-up", cron: "30 2 * * *", version: 0 }]);
  expect(sent[0]?.["params"]).toEqual({ env: "prod" });
});

test("nothing is sent while a field is wrong, and each says why", async () => {
  const { screen, sent } = await formOf(null);
  await choose(screen, "Graph", "back", "back-up");
  await expect.element(screen.getByRole("textbox", { name: "env" })).toBeVisible();
  await screen.getByRole("button", { name: "Create schedule" }).click();
  await expect.element(screen.getByText("Not saved: 3 fields have to be corrected.")).toBeVisible();
  await expect.element(screen.getByText("Required: enter a value.")).toBeVisible();
  await expect.element(screen.getByText(/^Required: enter a rule/)).toBeVisible();
  expect(sent).toEqual([]);
});

test("what the server says of the rule stands at its field while it is typed", async () => {
  const text = "Wanted five fields.";
  const { screen } = await formOf(null, {
    "schedules.preview": () => refused("bad-input", text, [{ path: "cron", text }]),
  });
  await screen.getByRole("textbox", { name: "Cron rule" }).fill("30 2");
  await expect
    .element(screen.getByRole("textbox", { name: "Cron rule" }))
    .toHaveAttribute("aria-invalid", "true");
  await expect.element(screen.getByText(text).first()).toBeVisible();
});

test("where somebody else paused a schedule meanwhile, a parameter that was typed is said to differ from theirs", async () => {
  const before = scheduleForTest({ name: "typed", params: { env: "prod" } });
  const { screen } = await formOf(before, {
    "schedules.show": () => ({
      schedule: { ...before, version: 9, desired: "paused", changedBy: "bob" },
    }),
    "schedules.save": () => refused("conflict", 'bob changed the schedule "typed" in between.'),
  });
  await expect.element(screen.getByRole("textbox", { name: "env" })).toHaveValue("prod");
  await screen.getByRole("textbox", { name: "env" }).fill("test");
  await screen.getByRole("button", { name: "Save", exact: true }).click();
  await expect
    .poll(() => screen.container.textContent)
    .toContain("Theirs differs from yours in: Parameters.");
});

test("somebody else's change keeps what was typed, says where it differs, and lets mine be saved over it", async () => {
  const before = scheduleForTest({ params: { env: "prod" } });
  const theirs = { ...before, version: 9, zone: "UTC", changedBy: "bob" };
  const sent: { version: number; jitterMs: number }[] = [];
  const { screen, saved } = await formOf(before, {
    "schedules.show": () => ({ schedule: theirs }),
    "schedules.save": (input) => {
      sent.push(input as (typeof sent)[number]);
      if (sent.length === 1) return refused("conflict", 'bob changed the schedule "nightly" in between.');
      return { name: "nightly", version: 10 };
    },
  });
  await screen.getByRole("textbox", { name: "Jitter" }).fill("2m");
  await expect.element(screen.getByRole("textbox", { name: "env" })).toHaveValue("prod");
  await screen.getByRole("button", { name: "Save", exact: true }).click();
  await expect.element(screen.getByText("Theirs differs from yours in: Time zone, Jitter.")).toBeVisible();
  await expect.element(screen.getByRole("textbox", { name: "Jitter" })).toHaveValue("2m");
  expect(saved).toEqual([]);
  await screen.getByRole("button", { name: "Save mine over it" }).click();
  await expect.poll(() => saved).toEqual(["nightly"]);
  expect(sent).toMatchObject([
    { version: 3, jitterMs: 120_000 },
    { version: 9, jitterMs: 120_000 },
  ]);
});
