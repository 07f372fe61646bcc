import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import type { Json } from "../../server/engine/json/json.ts";
import { writeJson } from "../../server/engine/json/write-json.ts";
import { ask, launch } from "../api.ts";

/** Both numbers have a digit that JavaScript would drop. */
const PRICES = `signalbox: 1
name: far-away
vertices:
  A:
    labels: [far-away-label]
    inputs: { price: { type: number, default: 3.10 } }
    outputs: { dear: { type: number } }
    script: echo "dear={price}0" >> "$SIGNALBOX_OUTPUT"
`;

test("a runner is added by the command that the page shows, connects, and executes what has its label, with all digits of numbers", async ({
  page,
  request,
}) => {
  await page.goto("/runners");
  await page.getByRole("button", { name: "Add a runner" }).click();
  await page.getByLabel("Name").fill("far-away");
  await page.getByRole("textbox", { name: "Labels" }).fill("far-away-label");
  await page.getByLabel("Days").fill("30");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const command = await page.getByRole("figure", { name: "Command" }).textContent();
  await page.getByRole("button", { name: "Close", exact: true }).first().click();
  const added = page.getByRole("table", { name: "Added runners" }).getByRole("row", { name: /far-away/ });
  await expect(added).toContainText("Waits for its runner");
  await expect(added).toContainText(/\d{4}-\d\d-\d\d/);
  const words = /npx signalbox (.+--enroll \S+)/.exec(command ?? "")?.[1]?.split(" ") ?? [];
  const dataDir = await mkdtemp(join(tmpdir(), "far-away-"));
  const { PATH } = process.env;
  const runner = spawn(process.execPath, ["server/cli/bin.mjs", ...words], {
    env: { PATH, SIGNALBOX_DATA: dataDir, NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    await expect(added).toContainText("Enrolled");
    // A list in which somebody is reading holds new rows back.
    await page.reload();
    const row = page
      .getByRole("table", { name: "Runners", exact: true })
      .getByRole("row", { name: /far-away/ });
    await expect(row).toContainText("Ready");
    const id = await launch(request, PRICES);
    const seen = async () => {
      const { pipeline, tracks } = await ask<{
        pipeline: { state: string };
        tracks: { outputs: Readonly<Record<string, Json>> | null }[];
      }>(request, "pipelines.show", { id });
      return [pipeline.state, writeJson(tracks[0]?.outputs?.["dear"] ?? null)];
    };
    await expect.poll(seen).toEqual(["succeeded", "3.100"]);
    await added.getByRole("button", { name: "Revoke far-away" }).click();
    await page
      .getByRole("dialog", { name: "Revoke far-away?" })
      .getByRole("button", { name: "Revoke" })
      .click();
    await expect(added).toContainText("Revoked");
    await expect.poll(() => runner.exitCode, { timeout: 40_000 }).toBe(1);
  } finally {
    runner.kill("SIGKILL");
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
});

test("a label is bound to a folder on the runners page, and freed again", async ({ page }) => {
  await page.goto("/runners");
  await page.getByRole("button", { name: "Bind a label" }).click();
  await page.getByRole("textbox", { name: "Label" }).fill("bound-here");
  await page.getByRole("button", { name: "Bind", exact: true }).click();
  const bound = page.getByRole("table", { name: "Bound labels" }).getByRole("row", { name: /bound-here/ });
  await expect(bound).toContainText("All graphs");
  await bound.getByRole("button", { name: "Free bound-here" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Free bound-here" }).click();
  await expect(bound).toHaveCount(0);
});
