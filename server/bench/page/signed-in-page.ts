import { chromium, type Page } from "@playwright/test";
import { browserProgram, QUIET_BROWSER } from "../../tooling/setup/browser-program.mjs";
import type { BenchProduct } from "../system/start-product.ts";
import { noteTasks } from "./watched-page.ts";

const SIZE = { width: 1_440, height: 900 };

/** A page of a real browser that is signed in and notes its long tasks. `close` ends the browser. */
export async function openSignedInPage({
  link,
}: BenchProduct): Promise<{ page: Page; close(): Promise<void> }> {
  const browser = await chromium.launch({
    executablePath: browserProgram() ?? undefined,
    args: QUIET_BROWSER,
  });
  const page = await browser.newPage({ viewport: SIZE, reducedMotion: "reduce" });
  page.setDefaultTimeout(0);
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "You are signed in" }).waitFor();
  await noteTasks(page);
  return { page, close: () => browser.close() };
}
