import type { Page } from "@playwright/test";
import type { RandomSource } from "../../server/simulation/random/random-source.ts";
import { ASKED } from "./editing-record.ts";

/**
 * How slow the pages of a test are, from the environment: `SIGNALBOX_SLOW_PAGES=4,1500,400` has a processor of a quarter of the
 * speed, up to 1,500 ms before a request arrives and again before its answer does, and up to 400 ms between two letters.
 */
const [cpu = 1, travelMs = 0, letterMs = 0] = (process.env["SIGNALBOX_SLOW_PAGES"] ?? "")
  .split(",")
  .filter(Boolean)
  .map(Number);
/** A test then takes some times as long. */
export const IS_SLOW = cpu > 1 || travelMs > 0 || letterMs > 0;

/** A browser says so itself, but not of a request that is sent for it. */
const OWN_PAGE = { "sec-fetch-site": "same-origin" };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Makes a page as slow as is asked for. A request that is under way arrives also where its page is left meanwhile. */
export async function slowDown(page: Page, random: RandomSource): Promise<void> {
  if (cpu > 1) {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  }
  if (travelMs === 0) return;
  await page.route(ASKED, async (route) => {
    const [there, back] = [random.between(0, travelMs), random.between(0, travelMs)];
    try {
      await pause(there);
      const isOnline = await page.evaluate(() => navigator.onLine).catch(() => true);
      if (!isOnline) return await route.continue();
      const headers = { ...(await route.request().allHeaders()), ...OWN_PAGE };
      const response = await route.fetch({ headers });
      await pause(back);
      await route.fulfill({ response });
    } catch {
      // The page was left.
      await route.abort().catch(() => undefined);
    }
  });
}

/** Waits before the next letter, as people do. */
export async function beforeLetter(random: RandomSource): Promise<void> {
  if (letterMs > 0) await pause(random.between(0, letterMs));
}
