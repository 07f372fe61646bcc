import { AxeBuilder } from "@axe-core/playwright";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { ask, call, launch, promptOf } from "../api.ts";
import { signIn } from "../sign-in-once.ts";
import { complaintsOf } from "./complaints-of.ts";
import { GRAPH, LAUNCHER } from "./pages-graph.ts";
import { type ShownPage, table } from "./shown-page.ts";
import { prepareTrigger, TRIGGER_PAGES } from "./trigger-pages.ts";

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };
/** The accessibility levels that a page must meet: WCAG 2.2 AA and all below it. Nothing but violations is described. */
const RULES = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  resultTypes: ["violations" as const],
  selectors: false,
};

let pipeline = 0;
let prompt = 0;
/** One browser for all pages of a process: it has the programs of the first page for all that follow. */
let context: BrowserContext;

test.beforeAll(async ({ browser, request, playwright, baseURL }) => {
  context = await browser.newContext({ colorScheme: "light", viewport: WIDE });
  const { id } = await call<{ id: number }>(request, "people.add", {
    name: LAUNCHER,
    email: null,
    role: "admin",
  });
  const link = await call<{ url: string }>(request, "people.makeLink", { id });
  const launcher = await playwright.request.newContext({
    ...(baseURL !== undefined && { baseURL }),
    // A browser of its own: signing in ends the session that a browser had.
    storageState: { cookies: [], origins: [] },
  });
  await signIn(launcher, new URL(link.url).hash.slice(1));
  pipeline = await launch(launcher, GRAPH);
  await call(launcher, "schedules.save", {
    name: "pages-nightly",
    graph: "pages",
    cron: "30 2 * * *",
    zone: "Europe/Berlin",
    params: { where: "south\u202E" },
  });
  await call(launcher, "notices.save", {
    name: "pages-failed",
    graph: "pages",
    on: ["late"],
    late: "100d",
    to: { kind: "webhook", url: "https://hooks.example.com/x" },
  });
  await prepareTrigger(launcher);
  await launcher.dispose();
  const stateOf = async (vertex: string) => {
    const { tracks } = await ask<{ tracks: { vertex: string; state: string }[] }>(request, "pipelines.show", {
      id: pipeline,
    });
    return tracks.find((track) => track.vertex === vertex)?.state;
  };
  await expect.poll(() => stateOf("ask")).toBe("prompting");
  await expect.poll(() => stateOf("break")).toBe("failed");
  prompt = await promptOf(request, pipeline);
});

test.afterAll(() => context.close());

const PAGES: readonly ShownPage[] = [
  { name: "home", path: () => "/", shown: (page) => page.getByRole("heading", { name: "Needs attention" }) },
  // Contrast takes longest, and takes as long for each text: other tests fill the lists.
  {
    name: "graphs",
    path: () => "/graphs?search=pages",
    shown: (page) => page.getByRole("link", { name: "pages" }),
  },
  {
    name: "editor",
    path: () => "/graphs/pages",
    open: (page) => page.getByRole("group", { name: "ask, script vertex" }).click(),
    shown: (page) => page.getByRole("textbox", { name: "Script", exact: true }),
  },
  {
    name: "outline",
    path: () => "/graphs/pages",
    open: (page) => page.getByRole("tab", { name: "Outline" }).click(),
    shown: (page) => page.getByRole("button", { name: "Remove the edge ask -> after" }),
  },
  {
    name: "revision",
    path: () => "/graphs/pages?revision=1",
    shown: (page) => page.getByRole("heading", { name: "pages@1" }),
  },
  {
    name: "revisions",
    path: () => "/graphs/pages/revisions",
    shown: (page) => page.getByRole("link", { name: "@1" }),
  },
  {
    name: "history",
    path: () => "/graphs/pages/history",
    shown: (page) => page.getByRole("region", { name: "Runs and tracks" }),
    says: "break",
  },
  {
    name: "differences",
    path: () => "/graphs/pages/diff?a=1",
    shown: (page) => page.getByText("No difference"),
  },
  {
    name: "pipelines",
    path: () => "/pipelines?graph=pages",
    shown: (page) => page.getByRole("link", { name: "pages" }).first(),
  },
  {
    name: "run",
    path: () => `/pipelines/${pipeline}?track=break`,
    shown: (page) => page.getByRole("button", { name: "Retry break" }),
  },
  {
    name: "tracks",
    path: () => `/pipelines/${pipeline}?tab=tracks`,
    shown: (page) => page.getByRole("list", { name: "Tracks" }),
    says: "Waiting for input",
  },
  {
    name: "log",
    path: () => `/pipelines/${pipeline}?track=prepare&tab=log`,
    shown: (page) => page.getByRole("log"),
    says: "warned",
  },
  {
    name: "comparison",
    path: () => `/pipelines/${pipeline}/compare/${pipeline}?all=1&track=prepare`,
    shown: table("Compared tracks"),
  },
  { name: "all logs", path: () => `/pipelines/${pipeline}/logs`, shown: (page) => page.getByRole("log") },
  {
    name: "events",
    path: () => `/pipelines/${pipeline}?tab=events`,
    shown: (page) => page.getByRole("region", { name: "Events" }),
    says: "exit 3",
  },
  {
    name: "inbox",
    // By its id: the inbox begins with any prompt of any test.
    path: () => `/inbox?prompt=${prompt}`,
    shown: (page) => page.getByRole("textbox", { name: "host" }),
  },
  {
    name: "schedules",
    path: () => "/schedules?search=pages",
    shown: table("Schedules"),
    says: "pages-nightly",
  },
  {
    name: "schedule",
    path: () => "/schedules/pages-nightly",
    shown: (page) => page.getByRole("region", { name: "Settings" }),
    says: "At most one pipeline",
  },
  {
    name: "form of a schedule",
    path: () => "/schedules/pages-nightly?edit=1",
    shown: (page) => page.getByRole("form", { name: "Edit pages-nightly" }),
    says: "which side",
  },
  {
    name: "statistics",
    path: () => "/statistics?days=7",
    shown: (page) => page.getByRole("heading", { name: "Pipelines that ended" }),
  },
  ...TRIGGER_PAGES,
  { name: "runners", path: () => "/runners", shown: table("Runners") },
  {
    name: "secrets",
    path: () => "/settings",
    shown: (page) => page.getByRole("heading", { name: "Secrets", exact: true }),
  },
  {
    name: "connections",
    path: () => "/settings/connections",
    shown: (page) => page.getByRole("heading", { name: "Connections", exact: true }),
  },
  {
    name: "notices",
    path: () => "/settings/notices",
    shown: table("Rules"),
    says: "pages-failed",
  },
  {
    name: "rule of notices",
    path: () => "/settings/notices/pages-failed",
    shown: (page) => page.getByRole("region", { name: "Settings" }),
    says: "hooks.example.com",
  },
  {
    name: "form of a rule of notices",
    path: () => "/settings/notices/pages-failed?edit=1",
    shown: (page) => page.getByRole("form", { name: "Edit pages-failed" }),
  },
  {
    name: "retention",
    path: () => "/settings/retention",
    shown: table("Retention"),
    says: "Everything is kept",
  },
  {
    name: "script checks",
    path: () => "/settings/checkers",
    shown: table("Programs that read scripts"),
    says: "Ready",
  },
  { name: "account", path: () => "/settings/account", shown: table("Sessions"), says: "this one" },
  { name: "people", path: () => "/settings/people", shown: table("People"), says: "signs in by links" },
  { name: "not found", path: () => "/nowhere", shown: (page) => page.getByText("There is no such page") },
];

for (const { name, path, open, shown, says = "" } of PAGES)
  test(`${name}: readable in both themes and on a narrow screen, and the console is quiet`, async () => {
    // The page before was left dark.
    await context.clearCookies({ name: "theme" });
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    const expectReadable = async () => {
      await expect(shown(page)).toBeVisible();
      await expect(shown(page)).toContainText(says);
      await expectNoSidewaysScroll(page);
      await expectIsolated(page);
      await expectNoViolations(page);
    };
    await page.goto(path());
    await open?.(page);
    await expectReadable();
    await page.getByRole("button", { name: "Dark theme" }).click();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await page.setViewportSize(NARROW);
    await expectReadable();
    expect(complaints).toEqual([]);
    await page.close();
  });

/** A page whose width was changed updates its layout in the next frames. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(overflow, { message: "the page is wider than the screen" }).toBeLessThanOrEqual(0);
}

/**
 * A text of a person may be written from right to left, or turn what follows around. So it stands alone in an element that isolates
 * it: a `bdi`, or a block.
 */
async function expectIsolated(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const exposed = new Set<string>();
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const element = text.parentElement;
      if (element === null || !/[\u05D0-\u05EA\u202A-\u202E\u2066-\u2069]/.test(text.textContent ?? ""))
        continue;
      if (element.closest("script, style, textarea") !== null) continue;
      const { display, unicodeBidi } = getComputedStyle(element);
      const isAlone = element.textContent === text.textContent;
      if (
        !isAlone ||
        (display === "inline" && !unicodeBidi.includes("isolate") && unicodeBidi !== "plaintext")
      )
        exposed.add(element.outerHTML.slice(0, 160));
    }
    return [...exposed];
  });
  expect(found, "a text that turns what follows it around is not isolated").toEqual([]);
}

async function expectNoViolations(page: Page): Promise<void> {
  // A colour that is changing from one theme to the other must not be measured.
  await page.waitForFunction(
    () => !document.getAnimations().some((animation) => animation instanceof CSSTransition),
  );
  // No page has frames of other sites, so the rules can run in the page itself, which saves a second page each time.
  const { violations } = await new AxeBuilder({ page }).options(RULES).setLegacyMode().analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`),
  ).toEqual([]);
}
