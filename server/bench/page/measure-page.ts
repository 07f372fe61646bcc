import type { Page } from "@playwright/test";
import type { Database } from "#platform/database/db.ts";
import { showSummary } from "#services/pipelines/read/show-summary.ts";
import { withBenchSystem } from "../system/bench-system.ts";
import { launchPausedGraph } from "../system/run-shape.ts";
import { startProduct } from "../system/start-product.ts";
import { openSignedInPage } from "./signed-in-page.ts";
import { type PageNotes, stateShown, takeNotes } from "./watched-page.ts";

/** One phase of a run page: while it opens, while its tracks run, and opened again after the end. */
export type PageFigures = PageNotes & {
  readonly tracks: number;
  readonly phase: "opens" | "runs" | "opens ended" | "used";
  readonly ms: number;
  /** From the time of the pipeline's end in the database until the page showed it, in milliseconds. */
  readonly endSeen: number;
};

/** Runs graphs of so many tracks with a real runner, before the page of each in a real browser. */
export function measurePage(sizes: readonly number[]): Promise<PageFigures[]> {
  return withBenchSystem({ areTripsCounted: false }, async ({ database, url }) => {
    const product = await startProduct(url);
    const { page, close } = await openSignedInPage(product);
    try {
      const figures: PageFigures[] = [];
      for (const tracks of sizes)
        figures.push(...(await measureRun(page, database, product.address, tracks)));
      return figures;
    } finally {
      await close();
      await product.stop();
    }
  });
}

async function measureRun(
  page: Page,
  database: Database,
  address: string,
  tracks: number,
): Promise<PageFigures[]> {
  const id = await launchPausedGraph(database, wideGraph(tracks));
  const phase = async (name: PageFigures["phase"], work: () => Promise<number>): Promise<PageFigures> => {
    const began = performance.now();
    const endSeen = await work();
    const ms = performance.now() - began;
    return { tracks, phase: name, ms, endSeen, ...(await takeNotes(page)) };
  };
  const open = (word: string) => async () => {
    await page.goto(`${address}/pipelines/${id}`);
    await stateShown(page, word);
    await page.locator(".react-flow__node").first().waitFor();
    return Number.NaN;
  };
  return [
    await phase("opens", open("Paused")),
    await phase("runs", async () => {
      await page.getByRole("button", { name: "Resume pipeline" }).click();
      const seenAt = await stateShown(page, "Succeeded");
      const { finishedAt } = await showSummary(database.queries, id);
      return seenAt - (finishedAt?.getTime() ?? Number.NaN);
    }),
    await phase("opens ended", open("Succeeded")),
    await phase("used", () => usePage(page)),
  ];
}

/** Scrolls the list of tracks from end to end, opens a track, and shows the whole graph. */
async function usePage(page: Page): Promise<number> {
  await page.getByRole("list", { name: "Tracks" }).hover();
  for (let step = 0; step < 20; step += 1) await page.mouse.wheel(0, 4_000);
  await page.getByRole("list", { name: "Tracks" }).getByRole("button").last().click();
  await page.getByRole("button", { name: "Fit everything into view" }).click();
  await page.getByRole("tab", { name: "Tracks" }).click();
  return Number.NaN;
}

/** A vertex, then chains of two side by side, then one that waits for all of them. */
function wideGraph(tracks: number): string {
  const chains = Array.from({ length: Math.floor((tracks - 2) / 2) }, (_, place) => place + 1);
  const vertices = ["prepare", ...chains.flatMap((place) => [`build-${place}`, `deploy-${place}`]), "report"];
  return [
    "signalbox: 1",
    `name: page-${tracks}`,
    "vertices:",
    ...vertices.map((name) => `  ${name}: { script: "true" }`),
    "edges:",
    ...chains.map((place) => `  - prepare -> build-${place} -> deploy-${place} -> report`),
    "",
  ].join("\n");
}
