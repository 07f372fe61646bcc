import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { geometryProblems, type Limits } from "./geometry.ts";
import { madeOverfull } from "./made-overfull.ts";
import type { Overfull } from "./make-overfull.ts";
import { OVERFULL_PAGES, type OverfullPage } from "./overfull-pages.ts";

const WIDE = { size: { width: 1440, height: 900 }, header: 0.3 };
const NARROW = { size: { width: 360, height: 740 }, header: 0.6 };
type Screen = typeof WIDE;
const MAX_ELEMENTS = 9_000;

const GROUPS = 3;

// Three workers share the pages. Each opens its own in one page, so that the programs are loaded once.
for (let group = 0; group < GROUPS; group += 1)
  test.describe(`pages ${group + 1} of ${GROUPS}`, () => {
    test.describe.configure({ mode: "default" });
    let context: BrowserContext;
    let page: Page;
    let made: Overfull;

    test.beforeAll(async ({ browser }, { project }) => {
      made = await madeOverfull(project);
      context = await browser.newContext({ colorScheme: "light" });
      page = await context.newPage();
    });

    test.afterAll(() => context.close());

    for (const each of OVERFULL_PAGES.filter((_, place) => place % GROUPS === group))
      test(`${each.name}: with far too much data it stays in its place`, () => visit(page, made, each));
  });

async function visit(page: Page, made: Overfull, { name, path, shown, parts = [] }: OverfullPage) {
  await page.setViewportSize(WIDE.size);
  await page.goto(path(made));
  await expect(shown(page).first()).toBeVisible();
  await expectInPlace(page, name, [WIDE, NARROW]);
  for (const part of parts) {
    await page.setViewportSize(WIDE.size);
    await part.open(page);
    await expect(part.shown(page).first()).toBeVisible();
    // A dialog that has its place on a narrow screen has it on a wide one: the test must stay short.
    await expectInPlace(page, `${name}, ${part.name}`, [NARROW]);
    await part.close?.(page);
  }
}

/** On each of these screens. A page whose width was changed updates its layout in the next frames. */
async function expectInPlace(page: Page, what: string, screens: readonly Screen[]): Promise<void> {
  for (const { header, size } of screens) {
    await page.setViewportSize(size);
    const limits: Limits = { header, elements: MAX_ELEMENTS };
    await expect
      .poll(() => page.evaluate(geometryProblems, limits), { message: `${what}, ${size.width} px` })
      .toEqual([]);
  }
}
