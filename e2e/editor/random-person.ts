import { expect, type Locator, type Page } from "@playwright/test";
import type { RandomSource } from "../../server/simulation/random/random-source.ts";
import type { EditingRecord } from "./editing-record.ts";
import { EditorPage, SOON, textIn } from "./editor-page.ts";
import { mergeAsShown } from "./shown-conflict.ts";
import { beforeLetter } from "./slow-pages.ts";
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
  ...["undo", "undoAndRedo", "undoLate", "undoLate", "remove", "offline", "reload"],
  ...["typeWhileSaving", "typeWhileSaving", "reloadUnsaved", "reloadUnsaved"],
];
/** With more of them, the cards would leave the view. */
const MAX_VERTICES = 9;
/** So long a person waits for what the other one changes next. */
const NEWS = { timeout: 10_000 };
/** The request that saves a draft. */
const SAVE = /\/graphs\.save\b/;

/** One of two people who edit a graph at random, in a browser of their own. */
export class RandomPerson {
  /** What was done, for the message of a failure. */
  readonly done: string[] = [];
  private readonly editor: EditorPage;
  private readonly page: Page;
  private readonly name: string;
  private readonly random: RandomSource;
  private readonly typed: TypedTexts;
  private readonly record: EditingRecord;

  constructor(page: Page, name: string, random: RandomSource, typed: TypedTexts, record: EditingRecord) {
    this.record = record;
    this.editor = new EditorPage(page, (text) => this.tell(text));
    this.page = page;
    this.name = name;
    this.random = random;
    this.typed = typed;
  }

  /** Does one thing at random. What the other one removed meanwhile is left alone. */
  async act(): Promise<void> {
    await this.decide();
    const action = this.pick(ACTIONS);
    this.tell(action);
    if (action === "offline") {
      await this.editor.context.setOffline(true);
      try {
        for (let step = 0; step < 3; step += 1) await this.do(this.pick(["add", "type", "type", "move"]));
      } finally {
        await this.editor.context.setOffline(false);
      }
    } else await this.do(action);
  }

  /** Chooses a side for each place that both changed, if that is asked. */
  async decide(): Promise<void> {
    const panel = this.page.getByRole("region", { name: "Conflict" });
    if ((await panel.count()) === 0) return;
    const side = this.pick(["Choose mine in all", "Choose theirs in all", "each"]);
    this.tell(side);
    try {
      const forAll = panel.getByRole("button", { name: side });
      // Where there is one place only, nothing is offered for all.
      if (side === "each" || (await forAll.count()) === 0)
        for (const place of await panel.getByRole("group").all())
          await place.getByRole("radio", { name: this.pick(["Mine", "Theirs"]) }).check(SOON);
      else await forAll.click(SOON);
      const decided = await mergeAsShown(panel);
      if (decided === null) this.tell("has to decide more");
      for (const each of decided ?? []) {
        this.record.note(this.name, `decides ${JSON.stringify(each)}`);
        this.typed.choose(each.chosen, each.other);
      }
    } catch {
      this.tell("was not decided");
    }
  }

  /** The graph as this page has it, as a file. */
  exported(): Promise<string> {
    return this.editor.exported();
  }

  /** The names of the vertices that are drawn and may be typed into. */
  async names(): Promise<readonly string[]> {
    return (await this.vertices()).map(({ name }) => name);
  }

  /** Adds a vertex. Gives its name. */
  async addOne(): Promise<string> {
    const before = await this.names();
    await this.page.getByRole("button", { name: "Add Script vertex", exact: true }).click();
    const added = async () => (await this.names()).find((name) => !before.includes(name)) ?? "";
    await expect.poll(added).not.toBe("");
    return await added();
  }

  /** Types into a vertex, and keeps what was typed from the server while something else happens. */
  async typeUnsaved(name: string, meanwhile: () => Promise<void>): Promise<void> {
    const one = (await this.vertices()).find((each) => each.name === name);
    await this.page.route(SAVE, (route) => route.abort());
    try {
      if (!(await this.editor.select(name))) throw new Error(`There is no ${name}.`);
      await this.typeInto(name, this.editor.field(FIELDS[one?.kind ?? ""] ?? "Script"));
      await meanwhile();
    } finally {
      await this.page.unroute(SAVE);
    }
  }

  /** Removes a vertex, and waits until the server has it so. */
  async removeSaved(name: string): Promise<void> {
    const one = (await this.vertices()).find((each) => each.name === name);
    if (!(await this.editor.select(name))) throw new Error(`There is no ${name}.`);
    this.tell(`remove ${name}`);
    this.typed.remove(name, await this.editor.remove(FIELDS[one?.kind ?? ""] ?? "Script"));
    await expect.poll(() => this.names()).not.toContain(name);
    await expect(this.editor.saveState()).toHaveText("Saved");
  }

  private async do(action: string): Promise<void> {
    switch (action) {
      case "reload":
        return await this.editor.reload();
      case "reloadUnsaved":
        return await this.reloadUnsaved();
      case "add":
        return await this.add();
      case "type":
        await this.type();
        return;
      case "typeWhileSaving":
        return await this.typeWhileSaving();
      case "undo":
        return await this.undo(false);
      case "undoAndRedo":
        return await this.undo(true);
      case "undoLate":
        return await this.undoLate();
    }
    const all = await this.vertices();
    const [first, other] = [this.pick(all), this.pick(all)];
    // What the other one is typing may not be here yet.
    const typedIn = this.typed.lastPlaceOfOther(this.name);
    const one = action === "remove" ? (all.find(({ name }) => name === typedIn) ?? first) : first;
    if (one === undefined || other === undefined || !(await this.editor.select(one.name))) return;
    this.record.note(this.name, `${action} ${one.name}, ${other.name}`);
    if (action === "remove") {
      this.tell(one.name);
      this.typed.remove(one.name, await this.editor.remove(FIELDS[one.kind] ?? "Script"));
    } else if (action === "move")
      await this.page.keyboard.press(this.pick(["ArrowRight", "ArrowUp", "ArrowDown"]));
    else if (action === "drag")
      await this.editor.drag(one.name, [this.random.between(-60, 60), this.random.between(-60, 60)]);
    else await this.editor.connect(other.name);
  }

  private async add(): Promise<void> {
    if ((await this.vertices()).length >= MAX_VERTICES) return;
    await this.page.getByRole("button", { name: `Add ${this.pick(KINDS)} vertex`, exact: true }).click();
  }

  /** Loads the page again before the server has what was typed. */
  private async reloadUnsaved(): Promise<void> {
    await this.page.route(SAVE, (route) => route.abort());
    try {
      await this.type();
      await this.editor.reload();
    } finally {
      await this.page.unroute(SAVE);
    }
  }

  /** Types on while a save is under way, and loads the page again as soon as it says that all is saved. */
  private async typeWhileSaving(): Promise<void> {
    const sent = this.page.waitForRequest(SAVE, SOON).catch(() => null);
    const typed = await this.type();
    if ((await sent) === null || typed === null) return;
    await this.typeInto(typed.place, typed.field);
    try {
      await expect(this.editor.saveState()).toHaveText("Saved", SOON);
    } catch {
      this.tell("not saved");
      return;
    }
    await this.editor.reload();
  }

  /** Types something and takes it back, perhaps to do it again. */
  private async undo(isRedone: boolean): Promise<void> {
    const typed = await this.type();
    if (typed === null) return;
    const others = async () => this.typed.othersIn(this.name, await textIn(typed.field)).join();
    const before = await others();
    this.typed.takeBack(this.name, typed.place);
    await this.step("Undo", typed.field);
    if (!isRedone) return;
    await this.step("Redo", typed.field);
    // Where the other one wrote there in between, theirs may have to stay.
    if (before === (await others())) this.typed.bringBack(this.name);
    else this.tell("not alone");
  }

  /** Types something, and takes it back after the other one's next change has come. */
  private async undoLate(): Promise<void> {
    const note = this.page.getByRole("status", { name: "Updated" });
    if ((await note.count()) > 0)
      await note
        .getByRole("button", { name: "OK" })
        .click(SOON)
        .catch(() => this.tell("no note"));
    const typed = await this.type();
    if (typed === null) return;
    await expect(note)
      .toBeVisible(NEWS)
      .catch(() => this.tell("no news"));
    this.typed.takeBack(this.name, typed.place);
    await this.step("Undo", typed.field);
  }

  private async step(label: "Undo" | "Redo", field: Locator): Promise<void> {
    const shown = async () => JSON.stringify(await textIn(field).catch(() => null));
    const before = await shown();
    await this.editor.tool(label);
    this.record.note(this.name, `${label} from ${before} to ${await shown()}`);
  }

  /** Types a text behind another one. Gives where it stands; null where that was removed meanwhile. */
  private async type(): Promise<{ place: string; field: Locator } | null> {
    const one = this.pick([...(await this.vertices()), null]);
    if (one === null || one === undefined) {
      const card = this.pick(await this.vertices());
      if (card !== undefined && !(await this.editor.select(card.name))) return null;
      await this.page.keyboard.press("Escape");
      return await this.typeInto(GRAPH, this.editor.field("Description"));
    }
    if (!(await this.editor.select(one.name)) || this.typed.isRemoved(one.name)) return null;
    return await this.typeInto(one.name, this.editor.field(FIELDS[one.kind] ?? "Script"));
  }

  private async typeInto(place: string, field: Locator): Promise<{ place: string; field: Locator } | null> {
    try {
      await field.focus(SOON);
    } catch {
      this.tell("no field");
      return null;
    }
    await this.page.keyboard.press("Control+End");
    const text = this.typed.note(this.name, place);
    this.tell(`${text} into ${place}`);
    await this.page.keyboard.insertText("\n# ");
    for (const letter of text) {
      await beforeLetter(this.random);
      await this.page.keyboard.type(letter);
    }
    const shown = await textIn(field).catch(() => "no field");
    this.record.note(this.name, `typed ${text} into ${JSON.stringify(place)}: ${JSON.stringify(shown)}`);
    return { place, field };
  }

  /** The vertices that are drawn, but for those whose names mean two things. */
  private async vertices(): Promise<readonly { name: string; kind: string }[]> {
    return (await this.editor.vertices()).filter(({ name }) => !this.typed.isRemoved(name));
  }

  private tell(text: string): void {
    this.done.push(text);
    this.record.note(this.name, text);
  }

  private pick<Item>(items: readonly Item[]): Item {
    return this.random.pick(items) as Item;
  }
}
