import { afterEach, expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";
import { CopyButton } from "./copy-button.tsx";

afterEach(() => vi.restoreAllMocks());

test("a button that copies says where the browser refuses, and can be pressed again", async () => {
  const write = vi.spyOn(navigator.clipboard, "writeText").mockRejectedValueOnce(new Error("no"));
  const screen = await render(<CopyButton text="abc" label="Copy the digest" />);
  await screen.getByRole("button", { name: "Copy the digest" }).click();
  write.mockResolvedValueOnce();
  await screen.getByRole("button", { name: "The browser refused to copy: select the text" }).click();
  await expect.element(screen.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(write).toHaveBeenLastCalledWith("abc");
});
