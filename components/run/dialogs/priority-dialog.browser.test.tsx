import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { PriorityDialog } from "./priority-dialog.tsx";

async function openDialog(priority: number) {
  const sent: unknown[] = [];
  let closed = 0;
  const answers = {
    "pipelines.setPriority": (input: unknown) => {
      sent.push(input);
      return {};
    },
  };
  const screen = await render(
    <ApiForTest answers={answers}>
      <PriorityDialog id={7} name="deploy" priority={priority} onClose={() => (closed += 1)} />
    </ApiForTest>,
  );
  return { screen, sent, closes: () => closed };
}

test("the priority is shown, explained and changed, with a reason", async () => {
  const { screen, sent, closes } = await openDialog(5);
  const field = screen.getByRole("textbox", { name: "Priority" });
  await expect.element(field).toHaveValue("5");
  await expect.element(screen.getByText(/A smaller number goes first/)).toBeVisible();
  await field.fill("-30");
  await screen.getByRole("textbox", { name: "Reason" }).fill("customer waits");
  await screen.getByRole("button", { name: "Change priority" }).click();
  await expect.poll(() => sent).toEqual([{ id: 7, priority: -30, reason: "customer waits" }]);
  await expect.poll(closes).toBe(1);
});

test("what is no priority is refused with the limits, and nothing is sent", async () => {
  const { screen, sent } = await openDialog(0);
  const field = screen.getByRole("textbox", { name: "Priority" });
  for (const text of ["", "1.5", "1001", "high"]) {
    await field.fill(text);
    await screen.getByRole("button", { name: "Change priority" }).click();
    await expect.element(screen.getByText("Enter a whole number from -1000 to 1000.")).toBeVisible();
  }
  expect(sent).toEqual([]);
});
