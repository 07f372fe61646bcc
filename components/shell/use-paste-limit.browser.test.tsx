import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { usePasteLimit } from "./use-paste-limit.ts";

function Page() {
  usePasteLimit();
  return <TextField label="Name" defaultValue="before" />;
}

/** @returns whether the field may take it. */
function paste(target: Element, text: string): boolean {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  return target.dispatchEvent(
    new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }),
  );
}

test("a text of 5 MB is not pasted into a field, which is said; what is in the field stays", async () => {
  const screen = await render(
    <ToastProvider>
      <Page />
    </ToastProvider>,
  );
  const field = screen.getByRole("textbox", { name: "Name" });
  expect(paste(field.element(), "a name")).toBe(true);
  expect(paste(field.element(), "n".repeat(5_000_000))).toBe(false);
  await expect.element(screen.getByText(/5,000,000 characters/).first()).toBeVisible();
  await expect.element(field).toHaveValue("before");
});
