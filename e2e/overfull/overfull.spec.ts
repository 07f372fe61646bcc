import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { geometryProblems, type Limits } from "./geometry.ts";
import { makeOverfull, type Overfull } from "./make-overfull.ts";
import { OVERFULL_PAGES } from "./overfull-pages.ts";

const WIDE = { size: { width: 1440, height: 900 }, header: 0.3 };
const NARROW = { size: { width: 360, height: 740 }, header: 0.6 };
const MAX_ELEMENTS = 9_000;

// One page for all of them: what they show is made once, and the programs are loaded once.
test.describe.configure({ mode: "default" });

let context: BrowserContext;
let page: Page;
let made: Overfull;

test.beforeAll(async ({ browser, request }) => {
  made = await makeOverfull(request);
  context = await browser.newContext({ colorScheme: "light" });
  page = await context.newPage();
});

test.afterAll(() => context.close());

for (const { name, path, shown, parts = [] } of OVERFULL_PAGES)
  test(`${name}: with far too much data it stays in its place`, async () => {
    await page.setViewportSize(WIDE.size);
    await page.goto(path(made));
    await expect(shown(page).first()).toBeVisible();
    await expectInPlace(name);
    for (const part of parts) {
      await page.setViewportSize(WIDE.size);
      await part.open(page);
      await expect(part.shown(page).first()).toBeVisible();
      await expectInPlace(`${name}, ${part.name}`);
      await part.close?.(page);
    }
  });

/** On a wide and on a narrow screen. A page whose width was changed updates its layout in the next frames. */
async function expectInPlace(what: string): Promise<void> {
  for (const { header, size } of [WIDE, NARROW]) {
    await page.setViewportSize(size);
    const limits: Limits = { header, elements: MAX_ELEMENTS };
    await expect
      .poll(() => page.evaluate(geometryProblems, limits), { message: `${what}, ${size.width} px` })
      .toEqual([]);
  }
}
