import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { ask, launch } from "./api.ts";

const GRAPH = `signalbox: 1
name: pages
description: a little of everything that pages show
vertices:
  prepare: { script: "echo ready; echo warned >&2" }
  break:
    description: ends with an error
    script: exit 3
  ask:
    inputs:
      host: { type: string, required: true, description: where to }
      count: { type: integer, default: 3, min: 1 }
    script: "echo {host} {count}"
  after: { script: echo after }
edges: [prepare -> break, prepare -> ask, ask -> after]
onFailure: continue
`;

const LOOKS = [
  { name: "light", theme: "light", size: { width: 1280, height: 800 } },
  { name: "dark", theme: "dark", size: { width: 1280, height: 800 } },
  { name: "narrow", theme: "light", size: { width: 360, height: 740 } },
] as const;

let pipeline = 0;

test.beforeAll(async ({ request }) => {
  pipeline = await launch(request, GRAPH);
  const stateOf = async (vertex: string) => {
    const { tracks } = await ask<{ tracks: { vertex: string; state: string }[] }>(request, "pipelines.show", {
      id: pipeline,
    });
    return tracks.find((track) => track.vertex === vertex)?.state;
  };
  await expect.poll(() => stateOf("ask")).toBe("prompting");
  await expect.poll(() => stateOf("break")).toBe("failed");
});

const PAGES: readonly [name: string, path: () => string, shown: (page: Page) => Promise<void>][] = [
  ["home", () => "/", (page) => expect(page.getByRole("heading", { name: "Needs attention" })).toBeVisible()],
  ["graphs", () => "/graphs", (page) => expect(page.getByRole("link", { name: "pages" })).toBeVisible()],
  [
    "editor",
    () => "/graphs/pages",
    async (page) => {
      await page.getByRole("group", { name: "ask, script vertex" }).click();
      await expect(page.getByRole("textbox", { name: "Script", exact: true })).toBeVisible();
    },
  ],
  [
    "outline",
    () => "/graphs/pages",
    async (page) => {
      await page.getByRole("tab", { name: "Outline" }).click();
      await expect(page.getByRole("button", { name: "Remove the edge ask -> after" })).toBeVisible();
    },
  ],
  [
    "revision",
    () => "/graphs/pages?revision=1",
    (page) => expect(page.getByRole("heading", { name: "pages@1" })).toBeVisible(),
  ],
  [
    "revisions",
    () => "/graphs/pages/revisions",
    (page) => expect(page.getByRole("link", { name: "@1" })).toBeVisible(),
  ],
  [
    "differences",
    () => "/graphs/pages/diff?a=1",
    (page) => expect(page.getByText("No difference")).toBeVisible(),
  ],
  [
    "pipelines",
    () => "/pipelines",
    (page) => expect(page.getByRole("link", { name: "pages" }).first()).toBeVisible(),
  ],
  [
    "run",
    () => `/pipelines/${pipeline}?track=break`,
    (page) => expect(page.getByRole("button", { name: "Retry break" })).toBeVisible(),
  ],
  [
    "tracks",
    () => `/pipelines/${pipeline}`,
    (page) => expect(page.getByRole("list", { name: "Tracks" })).toContainText("Needs answer"),
  ],
  [
    "log",
    () => `/pipelines/${pipeline}?track=prepare&tab=log`,
    (page) => expect(page.getByRole("log")).toContainText("warned"),
  ],
  [
    "events",
    () => `/pipelines/${pipeline}?tab=events`,
    (page) => expect(page.getByRole("region", { name: "Events" })).toContainText("exit 3"),
  ],
  ["inbox", () => "/inbox", (page) => expect(page.getByRole("textbox", { name: "host" })).toBeVisible()],
  ["runners", () => "/runners", (page) => expect(page.getByRole("table", { name: "Runners" })).toBeVisible()],
  [
    "secrets",
    () => "/settings",
    (page) => expect(page.getByRole("heading", { name: "Secrets", exact: true })).toBeVisible(),
  ],
  ["not found", () => "/nowhere", (page) => expect(page.getByText("There is no such page")).toBeVisible()],
];

for (const [name, path, shown] of PAGES)
  for (const look of LOOKS)
    test(`${name}, ${look.name}: readable, reachable, quiet`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme: look.theme, viewport: look.size });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() !== "error" && message.type() !== "warning") return;
        // The browser itself says that an address was answered with 404.
        if (!/status of 404/.test(message.text())) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.goto(path());
      await shown(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, "the page is wider than the screen").toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(
        violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
        ),
      ).toEqual([]);
      expect(complaints).toEqual([]);
      await context.close();
    });
