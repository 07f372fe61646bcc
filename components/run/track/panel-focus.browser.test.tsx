import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { tabTo } from "#components/ui/keys/tab-to-for-test.ts";
import { runOf } from "../run-for-test.tsx";

test.each([
  ["Approve", {}],
  ["Answer", { approval: null, fields: [{ name: "host", spec: { type: "string" } as const }] }],
])(
  "whoever answers in the page of a run by the keyboard goes on at what became of the prompt: %s",
  async (action, asks) => {
    const { screen } = await runOf({}, { state: "prompting", prompt: 41 }, asks);
    await tabTo(screen.getByRole("button", { name: action }));
    await userEvent.keyboard("{Enter}");
    const prompt = screen.getByRole("region", { name: "Prompt" });
    await expect.element(prompt).toHaveTextContent(/Ada (approved|answered) it/);
    await expect.element(prompt).toHaveFocus();
    await userEvent.tab();
    await expect.element(screen.getByRole("button", { name: "Rerun A" })).toHaveFocus();
  },
);

test("whoever marks a track by the keyboard goes on in its panel, where the button is no more", async () => {
  const { screen, sent } = await runOf({}, { state: "failed" });
  await tabTo(screen.getByRole("button", { name: "Mark as succeeded A" }));
  await userEvent.keyboard("{Enter}");
  await screen.getByRole("textbox", { name: "Reason" }).fill("by hand");
  await tabTo(screen.getByRole("dialog").getByRole("button", { name: "Mark as succeeded" }));
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => sent.length).toBe(1);
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
  await expect.element(screen.getByRole("region", { name: "Track A" })).toHaveFocus();
});
