import { type APIRequestContext, expect, type Locator, type Page, test } from "@playwright/test";
import { ask, call } from "./api.ts";

/** Two browsers edit one graph at random for most of a minute. What each of them does follows from the seed. */

const SEED = Number(process.env["SIGNALBOX_TWO_PEOPLE_SEED"] ?? 15);
const STEPS = 14;
/** Both write into these; each adds, connects and removes others. */
const SHARED = ["A", "B", "C"] as const;
const TOKEN = /typed-\w+-\d+/g;

/** Mulberry32. */
function randomBelow(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * end);
  };
}

/** One person with a browser, what they typed, and what of it may be gone: they took it back, or a choice was offered. */
class Person {
  readonly typed: string[] = [];
  readonly allowed = new Set<string>();
  private readonly page: Page;
  private readonly who: string;
  private readonly below: (end: number) => number;
  /** What the last steps typed, and where. Undo takes back those of the last script at most. */
  private steps: { readonly vertex: string; readonly token: string }[] = [];
  /** The vertices that were added here, and what was typed into each. */
  private readonly own: string[] = [];
  private readonly inOwn = new Map<string, readonly string[]>();

  constructor(page: Page, who: string, seed: number) {
    this.page = page;
    this.who = who;
    this.below = randomBelow(seed);
  }

  async act(): Promise<void> {
    await this.decide();
    const what = this.below(10);
    if (what < 5) await this.writeScript(SHARED[this.below(SHARED.length)] ?? "A");
    else if (what < 7) await this.add();
    else if (what < 8) await this.remove();
    else if (what < 9) await this.undo();
    else await this.openAgain();
  }

  /** Where both changed one place a person is asked: what the page offers then is not lost. */
  async decide(): Promise<void> {
    const conflict = this.page.getByRole("region", { name: "Conflict" });
    if ((await conflict.count()) === 0) return;
    for (const token of ((await conflict.textContent()) ?? "").match(TOKEN) ?? []) this.allowed.add(token);
    const side = this.below(2) === 0 ? "Mine for all" : "Theirs for all";
    await conflict.getByRole("button", { name: side }).click();
    await conflict.getByRole("button", { name: "Merge" }).click();
    await expect(conflict).toHaveCount(0);
    this.steps = [];
  }

  private token(vertex: string): string {
    const token = `typed-${this.who}-${this.typed.length}`;
    this.typed.push(token);
    this.steps.push({ vertex, token });
    this.inOwn.set(vertex, [...(this.inOwn.get(vertex) ?? []), token]);
    return token;
  }

  private async writeScript(name: string): Promise<void> {
    await this.select(name);
    const script = this.page.getByRole("textbox", { name: "Script", exact: true });
    await script.focus();
    await this.page.keyboard.press(this.below(2) === 0 ? "Control+End" : "Control+Home");
    const token = this.token(name);
    await this.page.keyboard.insertText(`echo ${token}\n`);
    await expect(script).toContainText(token);
    await this.page.keyboard.press("Escape");
  }

  /** Adds a vertex, gives it a name, writes into it and connects it. */
  private async add(): Promise<void> {
    const name = `${this.who}-${this.typed.length}`;
    await this.page.getByRole("button", { name: "Add script vertex" }).click();
    const field = this.page.getByRole("textbox", { name: "Vertex name", exact: true });
    await expect(field).not.toHaveValue("A");
    await field.fill(name);
    await field.press("Enter");
    this.own.push(name);
    await this.writeScript(name);
    await this.page.getByRole("tab", { name: "Outline" }).click();
    await this.page.getByRole("button", { name: `Connect ${name} to…` }).click();
    await this.page.keyboard.insertText("A");
    await this.page.keyboard.press("Enter");
    // Where they cannot be connected the list says why, and stays.
    await this.page.keyboard.press("Escape");
    await this.page.getByRole("tab", { name: "Inspector" }).click();
    this.steps = [];
  }

  /** Removes a vertex that nobody else writes into. */
  private async remove(): Promise<void> {
    const name = this.own.pop();
    if (name === undefined) return;
    for (const token of this.inOwn.get(name) ?? []) this.allowed.add(token);
    await this.select(name);
    await this.page.keyboard.press("Delete");
    await expect(this.card(name)).toHaveCount(0);
    this.steps = [];
  }

  private card(name: string): Locator {
    return this.page
      .getByRole("region", { name: "Canvas" })
      .getByRole("group", { name: `${name}, script vertex` });
  }

  private async select(name: string): Promise<void> {
    await this.card(name).focus();
    await this.page.keyboard.press("Enter");
    await expect(this.page.getByRole("textbox", { name: "Vertex name", exact: true })).toHaveValue(name);
  }

  private async undo(): Promise<void> {
    const last = this.steps.at(-1);
    if (last === undefined) return;
    while (this.steps.at(-1)?.vertex === last.vertex) this.allowed.add(this.steps.pop()?.token ?? "");
    await this.page.getByRole("region", { name: "Canvas" }).focus();
    await this.page.keyboard.press("Control+z");
  }

  private async openAgain(): Promise<void> {
    await this.page.reload();
    await expect(this.page.getByRole("status", { name: "Save state" })).toBeVisible();
    this.steps = [];
  }

  async settled(): Promise<void> {
    await this.decide();
    await expect(this.page.getByRole("status", { name: "Save state" })).toHaveText("Saved");
  }
}

type Draft = {
  readonly edit: number;
  readonly file: { readonly vertices: ReadonlyMap<string, { script?: string }> };
};

async function draftOf(request: APIRequestContext, name: string): Promise<Draft> {
  return ask<Draft>(request, "graphs.show", { name });
}

test(`two people edit one graph at once, and nothing that they typed is lost (seed ${SEED})`, async ({
  browser,
  page,
  request,
}) => {
  const name = "two-people";
  const text = `signalbox: 1\nname: ${name}\nvertices:\n${SHARED.map((each) => `  ${each}: { script: "echo ${each}\\n" }\n`).join("")}`;
  await call(request, "graphs.applyText", { text });
  const other = await browser.newContext();
  const pages = [page, await other.newPage()];
  for (const each of pages) await each.goto(`/graphs/${name}`);
  // Two browsers of one person are there once.
  for (const each of pages)
    await expect(each.getByRole("button", { name: /here: you, 2 tabs/ })).toBeVisible();
  const people = pages.map((each, place) => new Person(each, place === 0 ? "ann" : "bob", SEED * 2 + place));
  await Promise.all(
    people.map(async (person) => {
      for (let step = 0; step < STEPS; step += 1) await person.act();
    }),
  );

  // Both are quiet, and no save is under way any more: then all three say the same.
  await expect
    .poll(
      async () => {
        for (const person of people) await person.settled();
        const { edit } = await draftOf(request, name);
        for (const person of people) await person.settled();
        return (await draftOf(request, name)).edit === edit;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  const { file } = await draftOf(request, name);
  const whole = [...file.vertices.values()].map(({ script = "" }) => script).join("\n");
  const lost = people
    .flatMap(({ typed }) => typed)
    .filter((token) => !whole.includes(token) && !people.some(({ allowed }) => allowed.has(token)));
  expect(lost).toEqual([]);
  // What each page shows is what the server has.
  for (const each of pages)
    for (const [vertex, { script = "" }] of file.vertices) {
      await each
        .getByRole("region", { name: "Canvas" })
        .getByRole("group", { name: `${vertex}, script vertex` })
        .focus();
      await each.keyboard.press("Enter");
      await expect(each.getByRole("textbox", { name: "Vertex name", exact: true })).toHaveValue(vertex);
      const shown = each.getByRole("textbox", { name: "Script", exact: true });
      for (const token of script.match(TOKEN) ?? []) await expect(shown).toContainText(token);
    }
  // Gone once its page is closed.
  await other.close();
  await expect(page.getByRole("button", { name: /here: you/ })).toHaveCount(0, { timeout: 60_000 });
});
