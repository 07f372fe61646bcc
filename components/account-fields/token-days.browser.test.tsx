import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { type Answers, ApiForTest } from "#components/api/api-for-test.tsx";
import { AddRunnerDialog } from "#components/runner/add-runner-dialog.tsx";
import { CreateTokenDialog } from "#components/settings/tokens/create-token-dialog.tsx";

const ANSWERS: Answers = {
  "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
  "folders.list": () => [],
  "tokens.list": () => [],
  "runners.tokens": () => [],
};

test("days that are no number are refused at their field, and no token is made", async () => {
  const sent: unknown[] = [];
  const create = (input: unknown) => {
    sent.push(input);
    return { token: "secret-words" };
  };
  const screen = await render(
    <ApiForTest answers={{ ...ANSWERS, "tokens.create": create }}>
      <CreateTokenDialog onClose={() => undefined} />
    </ApiForTest>,
  );
  const days = screen.getByRole("textbox", { name: "Days" });
  for (const wrong of ["30 days", "", "1.5", "0", "367"]) {
    await days.fill(wrong);
    await expect.element(days).toHaveAccessibleDescription(/Wanted a whole number of days, from 1 to 366\./);
    await screen.getByRole("button", { name: "Create" }).click();
  }
  expect(sent).toEqual([]);
  await days.fill(" 30 ");
  await screen.getByRole("button", { name: "Create" }).click();
  await expect.element(screen.getByText("secret-words")).toBeVisible();
  expect(sent).toMatchObject([{ days: 30 }]);
});

test("a runner's days may be left empty, and are a number else", async () => {
  const sent: unknown[] = [];
  const add = (input: unknown) => {
    sent.push(input);
    return { server: "http://here", code: "c" };
  };
  const screen = await render(
    <ApiForTest answers={{ ...ANSWERS, "runners.add": add }}>
      <AddRunnerDialog onClose={() => undefined} />
    </ApiForTest>,
  );
  const days = screen.getByRole("textbox", { name: "Days" });
  await days.fill("30 days");
  await screen.getByRole("button", { name: "Add" }).click();
  await expect.element(days).toHaveAccessibleDescription(/, or nothing\./);
  expect(sent).toEqual([]);
  await days.fill("");
  await screen.getByRole("button", { name: "Add" }).click();
  await expect.element(screen.getByRole("figure", { name: "Command" })).toBeVisible();
  expect(sent).toMatchObject([{ days: null }]);
});
