import { type APIRequestContext, type Browser, expect, type Page, test } from "@playwright/test";
import { graphFileJson } from "../../server/engine/graph-file/graph-file-json.ts";
import { readGraphText } from "../../server/engine/graph-file/read-graph-text.ts";
import type { GraphFile } from "../../server/engine/model/graph-content.ts";
import { RandomSource } from "../../server/simulation/random/random-source.ts";
import { ask, call } from "../api.ts";
import { EditingRecord } from "./editing-record.ts";
import { RandomPerson } from "./random-person.ts";
import { IS_SLOW, slowDown } from "./slow-pages.ts";
import { TypedTexts } from "./typed-texts.ts";

/**
 * Two people in two browsers edit one graph at the same time, as chance has it.
 *
 * On 2026-11-28 faults were put into a copy of the product, one at a time, while the test still began with one vertex. It
 * passed without a fault with the seeds 1 to 4. With a fault it failed
 * - with seed 1, where the autosave forgot a change that came while another save was under way;
 * - with seed 1, where a merge took the other's text of a vertex without asking;
 * - with the seeds 1 and 3, but not 2, where undo went back to what was there before the other one's change;
 * - with seed 1, where a reload forgot what the browser had kept;
 * - with seed 1, where choosing theirs in all places also dropped changes that nobody was asked about;
 * - with seed 1, where a merge dropped vertices that only the other one had added;
 * - with seed 1, where what the other one saved was overwritten: the two never had the same graph.
 *
 * Under load it failed once with seed 1, most likely where a page was left again before it knew what became of its save: what the
 * other one had saved meanwhile was overwritten. `SIGNALBOX_SLOW_PAGES` (see `slow-pages.ts`) makes such times likelier,
 * `SIGNALBOX_FIRST_SEED` chooses the seed, and `two-people.txt` beside the results of a failure has all that happened.
 *
 * Chance did not show, with seed 1, that a vertex which one removed was gone without a question while the other one typed in it. So
 * that is done once at the end, on purpose.
 */

/** Each repetition (`--repeat-each`) has the next one. */
const FIRST_SEED = Number(process.env["SIGNALBOX_FIRST_SEED"] ?? 1);
const STEPS = 30;
/** Several vertices: who removes one early leaves something to both. */
const BEGIN = `description: first
vertices:
  first: { script: echo first }
  second: { script: echo second }
  third: { kind: approval, prompt: { title: Go on? } }
`;

/** Where a test fails, all that happened is written beside its other results. */
const recorded = test.extend<{ record: EditingRecord }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the fixtures that are used, and none is
  record: async ({}, use, info) => {
    const record = new EditingRecord();
    await use(record);
    if (info.status !== info.expectedStatus) await record.write(info);
  },
});

// An action that cannot be done ends the test with its seed, and not the time of the whole test without it.
recorded.use({ viewport: { width: 1440, height: 900 }, actionTimeout: 30_000 });

/** The page of a second person. */
async function colleague(browser: Browser, admin: APIRequestContext, name: string): Promise<Page> {
  const { id } = await call<{ id: number }>(admin, "people.add", { name, email: null, role: "admin" });
  const { url } = await call<{ url: string }>(admin, "people.makeLink", { id });
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  await call(context.request, "signIn.byLink", { token: new URL(url).hash.slice(1) });
  return await context.newPage();
}

function fileIn(text: string): GraphFile {
  const read = readGraphText(text);
  if (!read.ok) throw new Error(`It is no graph file: ${text}`);
  return read.file;
}

/** What a file says, whatever the order in it. */
function said(text: string) {
  return graphFileJson(fileIn(text));
}

recorded(
  "two people edit one graph at random: nothing typed is lost, and both end with the same graph",
  async ({ browser, page, request, record }, { repeatEachIndex }) => {
    test.setTimeout(IS_SLOW ? 1_800_000 : 300_000);
    const seed = FIRST_SEED + repeatEachIndex;
    const name = `two-people-${seed}`;
    const text = `signalbox: 1\nname: ${name}\n${BEGIN}`;
    await call(request, "graphs.applyText", { text });
    const theirs = await colleague(browser, request, `Colleague ${seed}`);
    await record.listen(page, "ann");
    await record.listen(theirs, "bob");
    for (const each of [page, theirs]) await slowDown(each, new RandomSource(seed + 2_000));
    const typed = new TypedTexts();
    const people = [
      new RandomPerson(page, "ann", new RandomSource(seed), typed, record),
      new RandomPerson(theirs, "bob", new RandomSource(seed + 1_000), typed, record),
    ];
    const told = () => `seed ${seed}\n${people.map(({ done }) => done.join(", ")).join("\n")}`;
    await Promise.all(
      [page, theirs].map(async (each) => {
        await each.goto(`/graphs/${name}`);
        await expect(each.getByRole("group", { name: "first, script vertex" })).toBeVisible();
      }),
    );
    const edit = async (person: RandomPerson) => {
      for (let step = 0; step < STEPS; step += 1)
        await person.act().catch((error: unknown) => {
          throw new Error(told(), { cause: error });
        });
    };
    await test.step("both edit", () => Promise.all(people.map(edit)));
    // Whoever decides a conflict may make one for the other.
    const settle = () =>
      expect(async () => {
        for (const person of people) await person.decide();
        for (const each of [page, theirs])
          await expect(each.getByRole("status", { name: "Save state" })).toHaveText("Saved", {
            timeout: 1_000,
          });
        const [ann = "", bob = ""] = [await people[0]?.exported(), await people[1]?.exported()];
        const { text: stored } = await ask<{ text: string }>(request, "graphs.export", { name });
        expect([said(ann), said(bob)], told()).toEqual([said(stored), said(stored)]);
      }).toPass({ timeout: 90_000 });
    await settle();
    await test.step("one removes a vertex while the other types in it", async () => {
      const [ann, bob] = people;
      if (ann === undefined || bob === undefined) throw new Error("There are two people.");
      // A canvas has the cards in view only, and each person looks at another part.
      const ofBob = await bob.names();
      const there = (await ann.names()).find((name) => ofBob.includes(name)) ?? (await ann.addOne());
      await expect.poll(() => bob.names()).toContain(there);
      await bob.typeUnsaved(there, () => ann.removeSaved(there));
    });
    await settle();
    const { text: stored } = await ask<{ text: string }>(request, "graphs.export", { name });
    expect(typed.lostIn(fileIn(stored)), told()).toEqual([]);
    expect(typed.count(), told()).toBeGreaterThan(5);
    await theirs.context().close();
  },
);
