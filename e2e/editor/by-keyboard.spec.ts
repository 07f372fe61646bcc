import { randomUUID } from "node:crypto";
import { expect, type Locator, type Page, test } from "@playwright/test";

test.use({ viewport: { width: 1440, height: 900 } });

/** Shorter than the page looks for a field that is to have the focus: after that it takes what is there (`focusSoon`). */
const SOON = { timeout: 12_000 };

/**
 * A person without a mouse draws a branch, an approval and an undo script, seals, launches and approves. They know what the page
 * says: the keys on the empty canvas, the command list, the buttons of findings.
 */
test("a branch with an approval and an undo script is drawn, sealed, launched and approved by keyboard alone", async ({
  page,
}) => {
  const { keyboard } = page;
  const keys = async (...all: readonly string[]) => {
    for (const each of all) await keyboard.press(each);
  };
  const card = (name: string, kind = "Script") =>
    page.getByRole("group", { name: `${name}, ${kind} vertex` });
  const script = page.getByRole("textbox", { name: "Script", exact: true });
  const name = `by-keys-${randomUUID().slice(0, 8)}`;
  await page.goto("/graphs");
  await expect(page.getByRole("heading", { name: "Graphs", level: 1 })).toBeVisible();
  await goByName(page, "new graph");
  await expect(page.getByLabel("Graph name")).toBeFocused();
  await keyboard.type(name);
  await keys("Enter");
  await expect(page.getByRole("region", { name: "Canvas" })).toBeFocused();

  // A name that is no kind makes a script of that name; Enter edits it, and Escape leads back.
  await add(page, "measure", "");
  await expect(card("measure")).toBeFocused();
  await expect(script).toBeVisible();
  await keys("Enter");
  await expect(script).toBeFocused(SOON);
  await keyboard.insertText('echo "free=42" >> "$SIGNALBOX_OUTPUT"');
  await back(page, card("measure"));
  await add(page, "appr", " after measure");
  await expect(card("A", "Approval")).toBeFocused();
  await keys("F2");
  await expect(page.getByLabel("Vertex name")).toBeFocused();
  await keyboard.type("approve");
  await keys("Enter");
  await expect(card("approve", "Approval")).toBeFocused();
  await keys("Enter");
  await expect(page.getByRole("textbox", { name: "Question" })).toBeFocused(SOON);
  await keyboard.type("Only a little is free. Deploy?");
  await back(page, card("approve", "Approval"));
  await add(page, "deploy", " after approve");
  await expect(card("deploy")).toBeFocused();
  await keys("Enter");
  await expect(script).toBeFocused(SOON);
  await keyboard.insertText("echo deploy");
  await goByName(page, "undo script");
  await expect(page.getByRole("textbox", { name: "Undo script" })).toBeFocused(SOON);
  await keyboard.insertText("echo back");
  await goByName(page, "measure", "Vertex");
  await expect(card("measure")).toBeFocused();
  await add(page, "report", " after measure");
  await expect(card("report")).toBeFocused();
  await keys("Enter");
  await expect(script).toBeFocused(SOON);
  await keyboard.insertText("echo report");

  // The two ways of the branch, and what check says of the first one.
  await goByName(page, "measure approve", "Edge");
  await expect(page.getByRole("group", { name: "Edge from measure to approve" })).toBeFocused();
  await keys("Enter");
  await expect(page.getByRole("combobox", { name: "Follow this edge when" })).toBeFocused(SOON);
  await keys("Enter");
  await expect(page.getByRole("option", { name: "measure succeeded" })).toBeFocused();
  await keyboard.type("ex");
  await expect(page.getByRole("option", { name: "Expression" })).toBeFocused();
  await keys("Enter");
  await expect(page.getByRole("textbox", { name: "Expression" })).toBeFocused(SOON);
  await keyboard.insertText("outputs.measure.free < 50");
  const fix = page
    .getByRole("region", { name: "Inspector" })
    .getByRole("button", { name: "Declare free of measure as integer" });
  await expect(fix).toBeVisible();
  await keys("Escape", "Tab");
  for (let more = 0; more < 4 && !(await isFocused(fix)); more += 1) await keys("Tab");
  await keys("Enter");
  await expect(fix).toHaveCount(0);
  await goByName(page, "measure report", "Edge");
  await expect(page.getByRole("group", { name: "Edge from measure to report" })).toBeFocused();
  await keys("Enter");
  await expect(page.getByRole("combobox", { name: "Follow this edge when" })).toBeFocused(SOON);
  await keys("Enter");
  await expect(page.getByRole("option", { name: "measure succeeded" })).toBeFocused();
  await keyboard.type("other");
  await expect(page.getByRole("option", { name: /^Otherwise/ })).toBeFocused();
  await keys("Enter");
  await expect(page.getByRole("region", { name: "Problems" })).toContainText("Ready to seal");
  await expect(page.getByRole("status", { name: "Save state" })).toHaveText("Saved");

  await goByName(page, "seal");
  await expect(page.getByRole("textbox", { name: "Note" })).toBeFocused();
  await keyboard.type("First");
  await keys("Control+Enter");
  const launch = page.getByRole("button", { name: "Launch @1" });
  await expect(launch).toBeVisible();
  for (let more = 0; more < 3 && !(await isFocused(launch)); more += 1) await keys("Tab");
  await keys("Enter");
  await expect(page.getByRole("dialog", { name: `Launch ${name}@1` })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Start at" })).toBeFocused();
  await keys("Control+Enter");
  await expect(page).toHaveURL(/\/pipelines\/\d+/);

  const state = page.getByRole("status", { name: "Pipeline state" });
  await expect(page.getByText("Needs attention: 1 prompt")).toBeVisible();
  await goByName(page, "prompt of this pipeline", "Pipeline");
  const approve = page.getByRole("button", { name: "Approve", exact: true });
  await expect(approve).toBeVisible();
  for (let more = 0; more < 15 && !(await isFocused(approve)); more += 1) await keys("Tab");
  await keys("Enter");
  await expect(state).toHaveText("Succeeded");
});

/** Chooses the first entry of the command list that fits, as soon as it is there. */
async function goByName(page: Page, text: string, note = ""): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(page.getByPlaceholder(/^An action/)).toBeFocused();
  await page.keyboard.type(text);
  const chosen = page.getByRole("dialog").getByRole("option", { selected: true });
  await expect(chosen).toContainText(new RegExp(text.split(" ").join(".*"), "i"));
  await expect(chosen).toContainText(note);
  await page.keyboard.press("Enter");
}

/** Adds what fits first; the list says behind which vertex. */
async function add(page: Page, text: string, where: string): Promise<void> {
  await page.keyboard.press("a");
  await expect(page.getByRole("combobox", { name: `Add a vertex${where}`, exact: true })).toBeFocused();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

/** Escape leads from a field back to the card; in a script the first one lets Tab leave it. */
async function back(page: Page, card: Locator): Promise<void> {
  for (let keys = 0; keys < 3 && !(await isFocused(card)); keys += 1) await page.keyboard.press("Escape");
  await expect(card).toBeFocused();
}

function isFocused(button: Locator): Promise<boolean> {
  return button.evaluate((element) => element === document.activeElement);
}
