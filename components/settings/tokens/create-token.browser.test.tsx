import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { CreateTokenDialog } from "./create-token-dialog.tsx";

const VEIL = { x: 5, y: 5 };

test("Escape and a press beside the dialog ask before what was typed is lost, and before a token is that is shown once", async () => {
  const onClose = vi.fn();
  const answers = {
    "account.me": () => ({ email: "ann@example.org", grants: [{ folder: "", role: "admin" }] }),
    "folders.list": () => [{ path: "", acts: ["read"] }],
    "tokens.list": () => [],
    "tokens.create": () => ({ id: 1, token: "sbx_once" }),
  };
  const screen = await render(
    <ApiForTest answers={answers}>
      <CreateTokenDialog onClose={onClose} />
    </ApiForTest>,
  );
  const keep = screen.getByRole("button", { name: "Keep it open" });
  await screen.getByLabelText("Name").fill("nightly-build");
  await userEvent.keyboard("{Escape}");
  await keep.click();
  await expect.element(screen.getByLabelText("Name")).toHaveValue("nightly-build");
  await screen.getByRole("button", { name: "Create" }).click();
  await expect.element(screen.getByText("sbx_once")).toBeVisible();
  await userEvent.click(document.body, { position: VEIL, force: true });
  await expect.element(screen.getByText("What it shows is not shown again. Copy it first.")).toBeVisible();
  await keep.click();
  await expect.element(screen.getByText("sbx_once")).toBeVisible();
  expect(onClose).not.toHaveBeenCalled();
  await screen.getByRole("button", { name: "Close" }).last().click();
  expect(onClose).toHaveBeenCalledOnce();
});
