import { expect } from "vitest";
import { type Locator, userEvent } from "vitest/browser";

/** Presses Tab until an element has the focus, as somebody without a mouse does. */
export async function tabTo(wanted: Locator, most = 60): Promise<void> {
  await expect.element(wanted).toBeInTheDocument();
  for (let at = 0; at < most && document.activeElement !== wanted.element(); at += 1)
    await userEvent.keyboard("{Tab}");
  await expect.element(wanted).toHaveFocus();
}
