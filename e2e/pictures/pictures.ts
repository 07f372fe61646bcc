import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type APIRequestContext, type BrowserContext, chromium, type Page } from "@playwright/test";
import { browserProgram, QUIET_BROWSER } from "../../server/tooling/setup/browser-program.mjs";
import { ask, launch } from "../api.ts";
import { startOwnProduct } from "../product/own-product.ts";
import { signIn } from "../sign-in-once.ts";

const SIZE = { width: 1440, height: 810 };
const FOLDER = "docs/pictures";
const THEMES = ["light", "dark"] as const;
type Theme = (typeof THEMES)[number];

/** How long the pipeline has run, by the clock of the pages. */
const RUN_FOR_MS = 42_000;
/** Where each track stays until the product ends. */
const SETTLED: Readonly<Record<string, string>> = {
  "back-up": "running",
  "run-tests": "failed",
  "warm-caches": "succeeded",
  "go-live": "prompting",
  "switch-over": "waiting",
};
const PATIENCE_MS = 120_000;

type PipelineShown = {
  readonly pipeline: { readonly launchedAt: string };
  readonly tracks: readonly { readonly vertex: string; readonly state: string }[];
};

/** Makes every picture of the documents, in the themes that the documents use. Gives the exit code. */
export async function makePictures(): Promise<number> {
  // The process ends at once: what still runs then does not matter.
  process.env["SIGNALBOX_DRAIN"] = "0";
  const product = await startOwnProduct();
  const browser = await chromium.launch({
    executablePath: browserProgram() ?? undefined,
    args: QUIET_BROWSER,
  });
  try {
    const open = (colorScheme: Theme) =>
      browser.newContext({
        baseURL: product.url,
        viewport: SIZE,
        colorScheme,
        reducedMotion: "reduce",
        locale: "en-GB",
        timezoneId: "UTC",
      });
    const first = await open("light");
    await signIn(first.request, new URL(product.link).hash.slice(1));
    const session = await first.storageState();
    const text = await readFile("e2e/pictures/deploy-shop.yaml", "utf8");
    const id = await launch(first.request, text);
    const launchedAt = await settled(first.request, id);
    await first.close();
    for (const theme of THEMES) {
      const context = await open(theme);
      await context.addCookies(session.cookies);
      context.setDefaultTimeout(PATIENCE_MS);
      await photograph(context, id, new Date(launchedAt.getTime() + RUN_FOR_MS), theme);
      await context.close();
    }
    return 0;
  } finally {
    await browser.close();
    await product.end();
  }
}

/** Waits until every track is in its final state, and gives the time of the launch. */
async function settled(request: APIRequestContext, id: number): Promise<Date> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const shown = await ask<PipelineShown>(request, "pipelines.show", { id });
    const isThere = ({ vertex, state }: PipelineShown["tracks"][number]) =>
      (SETTLED[vertex] ?? state) === state;
    if (shown.tracks.every(isThere)) return new Date(shown.pipeline.launchedAt);
    if (Date.now() > giveUpAt) throw new Error(`Not settled: ${JSON.stringify(shown.tracks)}`);
  }
}

async function photograph(context: BrowserContext, id: number, now: Date, theme: Theme): Promise<void> {
  const page = await context.newPage();
  await page.clock.setFixedTime(now);
  await page.goto(`/pipelines/${id}?track=run-tests&tab=log`);
  await page.getByRole("log").getByText("wanted 1, found 2").waitFor();
  await take(page, "run", theme);
  // README shows the other pages in the light theme only.
  if (theme === "dark") return;
  await page.goto("/graphs/deploy-shop");
  await page.getByRole("group", { name: "run-tests, script vertex" }).click();
  await page.getByRole("region", { name: "Inspector" }).getByText("wanted 1, found 2").waitFor();
  await take(page, "editor", theme);
  await page.goto("/inbox");
  await page.getByRole("form", { name: "Answer for go-live" }).waitFor();
  await take(page, "inbox", theme);
}

/** The light picture has the name without a suffix. */
async function take(page: Page, name: string, theme: Theme): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const file = theme === "light" ? `${name}.png` : `${name}-${theme}.png`;
  await page.screenshot({ path: join(FOLDER, file), animations: "disabled", caret: "hide" });
  console.log(`${FOLDER}/${file}`);
}
