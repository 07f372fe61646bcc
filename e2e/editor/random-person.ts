import { readFile } from "node:fs/promises";
import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import type { RandomSource } from "../../server/simulation/random/random-source.ts";
import { GRAPH, type TypedTexts } from "./typed-texts.ts";

/** The kinds that are added, and the field of their forms that is typed into. */
const FIELDS: Readonly<Record<string, string>> = {
  Script: "Script",
  Approval: "Question",
  "HTTP request": "URL",
};
const KINDS = ["Script", "Script", "Approval", "HTTP request"] as const;
const ACTIONS = [
  ...["type", "type", "type", "type", "type", "add", "add", "add", "move", "drag", "connect", "connect"],
  ...["undo", "undoAndRedo", "remove", "offline", "reload"],
] as const;
type Action =
  | "type"
  | "add"
  | "move"
  | "drag"
  | "connect"
  | "undo"
  | "undoAndRedo"
  | "remove"
  | "offline"
  | "reload";
/** With more of them, the cards would leave the view. */
const MAX_VERTICES = 9;
/** So long a person looks for something that the other one may just have removed. */
const SOON = { timeout: 3_000 };

/** One of two people who edit a graph at random, in a browser of their own. */
export class RandomPerson {
  /** What was done, for the message of a failure. */
  readonly done: string[] = [];
  private readonly page: Page;
  private readonly name: string;
  private readonly random: RandomSource;
  private readonly typed: TypedTexts;
  private readonly context: BrowserContext;
  private readonly canvas: Locator;
  private readonly inspector: Locator;

  constructor(page: Page, name: string, random: RandomSource, typed: TypedTexts) {
    this.page = page;
    this.name = name;
    this.random = random;
    this.typed = typed;
    this.context = page.context();
    this.canvas = page.getByRole("region", { name: "Canvas" });
    this.inspector = page.getByRole("region", { name: "Inspector" });
  }

  /** Does one thing at random. What the other one removed meanwhile is left alone. */
  async act(): Promise<void> {
    await this.decide();
    const action = this.pick(ACTIONS) as Action;
    this.done.push(action);
    if (action === "offline") {
      await this.context.setOffline(true);
      try {
        for (let step = 0; step < 3; step += 1) await this.do(this.pick(["add", "type", "type", "move"]));
      } finally {
        await this.context.setOffline(false);
      }
    } else await this.do(action);
  }

  /** Chooses a side for each place that both changed, if that is asked. */
  async decide(): Promise<void> {
    const panel = this.page.getByRole("region", { name: "Conflict" });
    if ((await panel.count()) === 0) return;
    const side = this.pick(["Mine for all", "Theirs for all"]);
    this.done.push(side);
    try {
      // What comes in meanwhile is another question.
      const shown = (await panel.getByRole("group").allTextContents()).join("\n");
      await panel.getByRole("button", { name: side }).click(SOON);
      this.typed.offer(shown);
      await panel.getByRole("button", { name: "Merge", exact: true }).click(SOON);
    } catch {
      this.done.push("was not decided");
    }
  }

  /** The graph as this page has it, as a file. */
  async exported(): Promise<string> {
    await this.page.getByRole("button", { name: "File", exact: true }).click();
    const coming = this.page.waitForEvent("download");
    await this.page.getByRole("menuitem", { name: "Export file" }).click();
    return await readFile(await (await coming).path(), "utf8");
  }

  private async do(action: Exclude<Action, "offline">): Promise<void> {
    if (action === "reload") {
      await this.page.reload();
      await expect(this.page.getByRole("status", { name: "Save state" })).toBeVisible();
    } else if (action === "add") await this.add();
    else if (action === "type") await this.type();
    else if (action === "undo") await this.undo(false);
    else if (action === "undoAndRedo") await this.undo(true);
    else {
      const [one, other] = [this.pick(await this.vertices()), this.pick(await this.vertices())];
      if (one === undefined || other === undefined || !(await this.select(one.name))) return;
      if (action === "remove") {
        this.typed.remove(one.name);
        this.done.push(one.name);
        await this.page.keyboard.press("Delete");
      } else if (action === "move")
        await this.page.keyboard.press(this.pick(["ArrowRight", "ArrowUp", "ArrowDown"]));
      else if (action === "drag") await this.drag(one.name);
      else await this.connect(other.name);
    }
  }

  private async add(): Promise<void> {
    if ((await this.vertices()).length >= MAX_VERTICES) return;
    await this.page.getByRole("button", { name: `Add ${this.pick(KINDS)} vertex`, exact: true }).click();
  }

  private async drag(name: string): Promise<void> {
    const box = await this.card(name)
      .boundingBox(SOON)
      .catch(() => null);
    if (box === null) return;
    const { mouse } = this.page;
    await mouse.move(box.x + 40, box.y + 10);
    await mouse.down();
    await mouse.move(box.x + 40 + this.random.between(-60, 60), box.y + 10 + this.random.between(-60, 60), {
      steps: 4,
    });
    await mouse.up();
  }

  private async connect(head: string): Promise<void> {
    await this.page.keyboard.press("c");
    const list = this.page.getByRole("combobox", { name: /^Connect .+ to$/ });
    try {
      await list.fill(head, SOON);
      await this.page.keyboard.press("Enter");
      // A vertex that cannot be connected stays in the list with the reason.
      if ((await list.count()) > 0) await this.page.keyboard.press("Escape");
    } catch {
      this.done.push(`no edge to ${head}`);
    }
  }

  /** Types something and takes it back, perhaps to do it again. */
  private async undo(isRedone: boolean): Promise<void> {
    const place = await this.type();
    if (place === null) return;
    if (!isRedone) this.typed.takeBack(this.name, place);
    await this.tool("Undo");
    if (isRedone) await this.tool("Redo");
  }

  private async tool(label: "Undo" | "Redo"): Promise<void> {
    this.done.push(label);
    const button = this.page.getByRole("button", { name: label, exact: true });
    await expect(button).not.toHaveAttribute("aria-disabled", "true");
    await button.click();
  }

  /** Types a text behind another one. Gives where it stands; null where that was removed meanwhile. */
  private async type(): Promise<string | null> {
    const one = this.pick([...(await this.vertices()), null]);
    if (one === null || one === undefined) {
      const card = this.pick(await this.vertices());
      if (card !== undefined && !(await this.select(card.name))) return null;
      await this.page.keyboard.press("Escape");
      return await this.typeInto(GRAPH, "Description");
    }
    if (!(await this.select(one.name)) || this.typed.isRemoved(one.name)) return null;
    return await this.typeInto(one.name, FIELDS[one.kind] ?? "Script");
  }

  private async typeInto(place: string, label: string): Promise<string | null> {
    const field = this.inspector.getByRole("textbox", { name: label, exact: true });
    try {
      await field.focus(SOON);
    } catch {
      this.done.push(`no ${label}`);
      return null;
    }
    await this.page.keyboard.press("Control+End");
    const text = this.typed.note(this.name, place);
    this.done.push(`${text} into ${place}`);
    await this.page.keyboard.insertText("\n# ");
    await this.page.keyboard.type(text);
    return place;
  }

  /** The vertices that are drawn, but for those whose names mean two things. */
  private async vertices(): Promise<readonly { name: string; kind: string }[]> {
    const cards = this.canvas.getByRole("group", { name: / vertex$/ });
    const labels = await cards.evaluateAll((all) => all.map((each) => each.getAttribute("aria-label") ?? ""));
    return labels.flatMap((label) => {
      const [, name, kind] = /^(.+?), (.+) vertex$/.exec(label) ?? [];
      return name === undefined || kind === undefined || this.typed.isRemoved(name) ? [] : [{ name, kind }];
    });
  }

  private card(name: string): Locator {
    return this.canvas.getByRole("group", { name: new RegExp(`^${name}, .+ vertex$`) });
  }

  /** Selects a vertex by the keyboard. False where it is not there any more. */
  private async select(name: string): Promise<boolean> {
    try {
      await this.card(name).focus(SOON);
      await this.page.keyboard.press("Enter");
      await expect(this.inspector.getByLabel("Vertex name")).toHaveValue(name, SOON);
      return true;
    } catch {
      this.done.push(`no ${name}`);
      return false;
    }
  }

  private pick<Item>(items: readonly Item[]): Item {
    return this.random.pick(items) as Item;
  }
}
