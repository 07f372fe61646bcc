import { expect, type Locator, type Page } from "@playwright/test";

/** Makes a graph on the page of graphs, and opens its editor. */
export async function createGraph(page: Page, name: string): Promise<void> {
  await page.goto("/graphs");
  await page.getByRole("button", { name: "New graph" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New graph" });
  await dialog.getByLabel("Graph name").fill("no/slash");
  await expect(dialog.getByLabel("Graph name")).toHaveAccessibleDescription(/slash|\//);
  await dialog.getByLabel("Graph name").fill(name);
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(page).toHaveURL(new RegExp(`/graphs/${name}$`));
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

/** A vertex of the editor's canvas. */
export function vertex(page: Page, name: string): Locator {
  return page.getByRole("region", { name: "Canvas" }).getByRole("group", { name: `${name}, script vertex` });
}

/** A vertex of the run canvas. */
export function track(page: Page, name: string): Locator {
  return page
    .getByRole("region", { name: "Run canvas" })
    .getByRole("group", { name: `${name}, script vertex` });
}

/** Replaces the script of the selected vertex. */
export async function writeScript(page: Page, text: string): Promise<void> {
  const script = page.getByRole("textbox", { name: "Script", exact: true });
  await script.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}

/** Drags a vertex so that its upper left corner comes about here on the canvas. */
export async function place(page: Page, name: string, x: number, y: number): Promise<void> {
  const canvas = await boxOf(page.getByRole("region", { name: "Canvas" }));
  const card = await boxOf(vertex(page, name));
  await page.mouse.move(card.x + 40, card.y + 10);
  await page.mouse.down();
  await page.mouse.move(canvas.x + x + 40, canvas.y + y + 10, { steps: 6 });
  await page.mouse.up();
}

/**
 * Draws an edge from the output of one vertex to the input of another; `problem` is the text that is shown while
 * dragging.
 */
export async function edge(page: Page, tail: string, head: string, problem?: RegExp): Promise<void> {
  const from = await boxOf(page.getByRole("button", { name: `Output of ${tail}`, exact: true }));
  const to = await boxOf(page.getByRole("button", { name: `Input of ${head}`, exact: true }));
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
  if (problem !== undefined) await expect(page.getByText(problem).first()).toBeVisible();
  await page.mouse.up();
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("It is not on the screen.");
  return box;
}
