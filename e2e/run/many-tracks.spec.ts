import { expect, type Page, type Request, test } from "@playwright/test";
import { call, promptOf } from "../api.ts";

const CHAINS = 249;
const HOSTS = Array.from({ length: 1_000 }, (_, place) => `host-${place}.example.com`);
const LONG = "x".repeat(2_000);
/** A page of a few tracks has about 700 elements. */
const MAX_ELEMENTS = 1_500;
/** What the page of a run may ask while it runs, however many of its tracks change. */
const MAX_ASKED = 5;

/** An approval, then 249 chains of two tracks side by side, then one that waits for all: 500 tracks. */
function graphText(): string {
  const places = Array.from({ length: CHAINS }, (_, place) => place + 1);
  return [
    "signalbox: 1",
    "name: many-tracks",
    "params: { hosts: { type: list, required: true } }",
    "vertices:",
    "  go: { kind: approval, prompt: { title: Go? } }",
    ...places.flatMap((place) => [
      `  build-${place}: { script: "true" }`,
      `  deploy-${place}: { script: "true" }`,
    ]),
    `  report: { script: "echo ${LONG}" }`,
    "edges:",
    ...places.map((place) => `  - go -> build-${place} -> deploy-${place} -> report`),
    "",
  ].join("\n");
}

/** The calls of a page from now on, but for streams, and for the number in the inbox's badge: that may follow any pipeline. */
function callsOf(page: Page): readonly string[] {
  const calls: string[] = [];
  page.on("request", (asked: Request) => {
    const [, path] = /\/api\/trpc\/([^?]+)/.exec(asked.url()) ?? [];
    if (path !== undefined && !/watch|^system\.overview$/.test(path)) calls.push(path);
  });
  return calls;
}

const stateOf = (page: Page) => page.getByRole("status", { name: "Pipeline state" });
const elementsOf = (page: Page) => page.evaluate(() => document.getElementsByTagName("*").length);

test("two browsers follow 500 tracks to the same end and ask nothing meanwhile; the page stays small, is used while they run, and shows long values in a line; the timeline has a row for each", async ({
  browser,
  page,
  request,
}) => {
  const { name } = await call<{ name: string }>(request, "graphs.applyText", { text: graphText() });
  const { id } = await call<{ id: number }>(request, "pipelines.launch", {
    graph: name,
    params: { hosts: HOSTS },
  });
  const prompt = await promptOf(request, id);
  const other = await (await browser.newContext()).newPage();
  const pages = [page, other];
  for (const each of pages) {
    await each.goto(`/pipelines/${id}?tab=tracks`);
    await expect(each.getByRole("list", { name: "Tracks" }).getByRole("button").first()).toBeVisible();
    await expect(each.getByRole("group", { name: "go, approval vertex" })).toBeVisible();
  }
  const header = page.locator("header").filter({ has: page.getByRole("heading", { level: 1 }) });
  const { height } = (await header.boundingBox()) ?? { height: Number.NaN };
  expect(height).toBeLessThan(250);
  const calls = pages.map(callsOf);
  await call(request, "prompts.answer", { id: prompt, values: {}, verdict: "approve" });

  // While they run.
  await page.getByRole("searchbox", { name: "Find tracks" }).fill("deploy-249");
  const found = page.getByRole("list", { name: "Tracks" }).getByRole("button");
  await expect(found).toHaveCount(1);
  await found.click();
  const track = page.getByRole("region", { name: "Track deploy-249" });
  await expect(track).toBeVisible();
  await page.getByRole("button", { name: "Show all parameters" }).click();
  const dialog = page.getByRole("dialog", { name: "Parameters" });
  await dialog.getByRole("searchbox", { name: "Find in the text" }).fill("host-999.");
  await expect(dialog.getByRole("status")).toHaveText("1 of 1");
  await dialog.getByRole("button", { name: "Close" }).click();
  expect(await stateOf(page).textContent()).toBe("Running");
  for (const each of pages) expect(await elementsOf(each)).toBeLessThan(MAX_ELEMENTS);

  // Their end.
  for (const each of pages) await expect(stateOf(each)).toHaveText("Succeeded", { timeout: 60_000 });
  await expect(page.getByRole("status", { name: "State of deploy-249" })).toHaveText("Succeeded");
  for (const each of pages) expect(await elementsOf(each)).toBeLessThan(MAX_ELEMENTS);
  for (const asked of calls) expect(asked.length, asked.join("\n")).toBeLessThanOrEqual(MAX_ASKED);
  await page.goto(`/pipelines/${id}?track=report`);
  const panel = page.getByRole("region", { name: "Track report" });
  await expect(panel).toBeVisible();
  expect(await panel.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  await page.goto(`/pipelines/${id}?view=timeline`);
  const rows = page.getByRole("tree", { name: "Tracks by start" }).getByRole("treeitem");
  await expect(rows.first()).toHaveAccessibleName(/^go, Succeeded,/);
  expect(await elementsOf(page)).toBeLessThan(MAX_ELEMENTS);
  await page.getByRole("tree", { name: "Tracks by start" }).press("End");
  await expect(rows.last()).toHaveAccessibleName(/^report, Succeeded,.*on the critical path$/);
  await expect(rows.last()).toBeInViewport();
  expect(await elementsOf(page)).toBeLessThan(MAX_ELEMENTS);
  await other.context().close();
});
