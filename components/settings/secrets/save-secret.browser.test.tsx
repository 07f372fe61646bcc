import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { SaveSecretDialog } from "./save-secret-dialog.tsx";

test("Enter sends a secret without the blanks around its name and without the line end that was pasted behind its value; a refusal keeps what was typed", async () => {
  const sent: { name: string; value: string; version: number }[] = [];
  let closed = 0;
  const save = (input: unknown) => {
    sent.push(input as (typeof sent)[number]);
    const text = "Wanted a name of letters.";
    const data = { refusal: { code: "bad-input", text, problems: [] } };
    return sent.length === 1
      ? Promise.reject(TRPCClientError.from({ error: { code: -32600, message: text, data } } as never))
      : { name: "deploy-token" };
  };
  const screen = await render(
    <ApiForTest
      answers={{
        "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
        "folders.list": () => [{ path: "", acts: ["administer"] }],
        "folders.admins": () => [],
        "secrets.save": save,
      }}
    >
      <ToastProvider>
        <SaveSecretDialog known={null} onClose={() => closed++} />
      </ToastProvider>
    </ApiForTest>,
  );
  await screen.getByRole("textbox", { name: "Value" }).fill("a long value\n");
  const name = screen.getByRole("textbox", { name: "Name" });
  await name.fill(" deploy-token ");
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByText("Wanted a name of letters.")).toBeVisible();
  await expect.element(name).toHaveValue(" deploy-token ");
  await expect.element(screen.getByRole("textbox", { name: "Value" })).toHaveValue("a long value\n");
  await name.click();
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => closed).toBe(1);
  // It must be new: what has this name already is not replaced.
  const asked = sent.map((each) => [each.name, each.value, each.version]);
  expect(asked).toEqual([
    ["deploy-token", "a long value", 0],
    ["deploy-token", "a long value", 0],
  ]);
});
