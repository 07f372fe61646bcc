import { readFile } from "node:fs/promises";
import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";

/** So long a person looks for something that the other one may just have removed. */
export const SOON = { timeout: 3_000 };
/** So far away from where it was pressed, the mouse has left any button. */
const OFF_BUTTON = 60;

/** The parts of the page of the editor that a random person uses. What is not there is told, and no failure. */
export class EditorPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** That something was not there, for the message of a failure. */
  private readonly tell: (text: string) => void;
  private readonly canvas: Locator;
  private readonly inspector: Locator;

  constructor(page: Page, tell: (text: string) => void) {
    this.page = page;
    this.tell = tell;
    this.context = page.context();
    this.canvas = page.getByRole("region", { name: "Canvas" });
    this.inspector = page.getByRole("region", { name: "Inspector" });
  }

  /** The vertices that are drawn. */
  async vertices(): Promise<readonly { name: string; kind: string }[]> {
    const cards = this.canvas.getByRole("group", { name: / vertex$/ });
    const labels = await cards.evaluateAll((all) => all.map((each) => each.getAttribute("aria-label") ?? ""));
    return labels.flatMap((label) => {
      const [, name, kind] = /^(.+?), (.+) vertex$/.exec(label) ?? [];
      return name === undefined || kind === undefined ? [] : [{ name, kind }];
    });
  }

  /** A field of what is selected. */
  field(label: string): Locator {
    return this.inspector.getByRole("textbox", { name: label, exact: true });
  }

  saveState(): Locator {
    return this.page.getByRole("status", { name: "Save state" });
  }

  /** Selects a vertex by the keyboard. False where it is not there any more. */
  async select(name: string): Promise<boolean> {
    try {
      const card = this.card(name);
      await card.focus(SOON);
      // Enter on a card that is selected already leads to its first field, some frames later: what is typed into another field by
      // then would go on there.
      const isSelected = await card.evaluate((focused) => focused.matches(".selected"), undefined, SOON);
      if (!isSelected) await this.page.keyboard.press("Enter");
      await expect(this.inspector.getByLabel("Vertex name")).toHaveValue(name, SOON);
      return true;
    } catch {
      this.tell(`no ${name}`);
      return false;
    }
  }

  async tool(label: "Undo" | "Redo"): Promise<void> {
    this.tell(label);
    const button = this.page.getByRole("button", { name: label, exact: true });
    await expect(button).not.toHaveAttribute("aria-disabled", "true");
    await button.click();
  }

  /**
   * Drags a card by so many pixels. Where something that is drawn over the card takes the press, the mouse leaves it before it is
   * released: it may be the button that takes out again what the other one changed.
   */
  async drag(name: string, way: readonly [number, number]): Promise<void> {
    const card = this.card(name);
    const box = await card.boundingBox(SOON).catch(() => null);
    if (box === null) return;
    const { mouse } = this.page;
    const [x, y] = [box.x + 40, box.y + 10];
    await mouse.move(x, y);
    await mouse.down();
    const isPressed = await card
      .evaluate((pressed) => pressed.matches(":active"), undefined, SOON)
      .catch(() => false);
    if (!isPressed) this.tell(`covered ${name}`);
    const [right, down] = isPressed ? way : [0, -OFF_BUTTON];
    await mouse.move(x + right, y + down, { steps: 4 });
    await mouse.up();
  }

  /** Draws an edge from the selected vertex. */
  async connect(head: string): Promise<void> {
    await this.page.keyboard.press("c");
    const list = this.page.getByRole("combobox", { name: /^Connect .+ to$/ });
    try {
      await list.fill(head, SOON);
      await this.page.keyboard.press("Enter");
      // A vertex that cannot be connected stays in the list with the reason.
      if ((await list.count()) > 0) await this.page.keyboard.press("Escape");
    } catch {
      this.tell(`no edge to ${head}`);
    }
  }

  /** Removes the selected vertex. Gives the text that the field showed in the moment of the key. */
  async remove(label: string): Promise<string> {
    try {
      await this.field(label).evaluate((field) => {
        const seen = (event: KeyboardEvent) => {
          if (event.key !== "Delete") return;
          removeEventListener("keydown", seen, true);
          document.body.dataset["seen"] = "value" in field ? String(field.value) : (field.textContent ?? "");
        };
        addEventListener("keydown", seen, true);
      }, SOON);
      await this.page.keyboard.press("Delete");
    } catch {
      this.tell(`no ${label}`);
      return "";
    }
    return await this.page.evaluate(() => document.body.dataset["seen"] ?? "");
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await expect(this.saveState()).toBeVisible();
  }

  /** The graph as this page has it, as a file. */
  async exported(): Promise<string> {
    await this.page.getByRole("button", { name: "File", exact: true }).click();
    const coming = this.page.waitForEvent("download");
    await this.page.getByRole("menuitem", { name: "Export file" }).click();
    return await readFile(await (await coming).path(), "utf8");
  }

  private card(name: string): Locator {
    return this.canvas.getByRole("group", { name: new RegExp(`^${name}, .+ vertex$`) });
  }
}

/** What a field shows. */
export async function textIn(field: Locator): Promise<string> {
  return await field.evaluate(
    (shown) => ("value" in shown ? String(shown.value) : (shown.textContent ?? "")),
    SOON,
  );
}
