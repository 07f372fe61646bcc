import { expect, test } from "@playwright/test";
import { createGraph, edge, place, track, vertex, writeScript } from "../drawing.ts";

test.use({ viewport: { width: 1440, height: 900 } });

/**
 * The main use of the product, as a person does it: draw test1 by hand, seal it, launch it, answer, watch it finish.
 */
test("test1 is drawn by hand, sealed, launched and answered, and finishes", async ({ page }) => {
  await createGraph(page, "test1");

  const canvas = page.getByRole("region", { name: "Canvas" });
  const places = { A: [40, 240], B: [560, 240], C: [300, 120], D: [560, 400] } as const;
  for (const [name, [x, y]] of Object.entries(places)) {
    // A new vertex stands behind the chosen one.
    if (name !== "A") await vertex(page, "A").click();
    await page.getByRole("button", { name: "Add script vertex" }).click();
    await expect(canvas.getByRole("group", { name: `${name}, script vertex` })).toBeVisible();
    await writeScript(page, name === "A" ? 'echo "test1.A"\ngetent ahosts {ip}' : `echo ${name}`);
    await place(page, name, x, y);
  }

  await edge(page, "A", "B");
  await edge(page, "A", "C");
  await edge(page, "C", "B");
  await edge(page, "B", "D");

  await vertex(page, "A").click();
  await page.getByRole("button", { name: "Make {ip} an input" }).click();
  const input = page.getByRole("group", { name: "Input ip" });
  await expect(input.getByRole("checkbox", { name: "Required" })).toBeChecked();
  await input.getByRole("textbox", { name: "Default" }).fill("127.0.0.1");
  await expect(page.getByRole("status", { name: "Save state" })).toHaveText("Saved");
  await expect(page.getByRole("region", { name: "Problems" })).toContainText("No problems");

  await page.reload();
  await expect(vertex(page, "D")).toBeVisible();
  await expect(canvas.getByRole("group", { name: /^Edge from/ })).toHaveCount(4);

  await page.getByRole("button", { name: "Seal", exact: true }).click();
  const seal = page.getByRole("dialog", { name: "Seal test1" });
  await expect(seal).toContainText("This becomes revision 1");
  await seal.getByRole("button", { name: "Seal" }).click();
  await expect(seal).toContainText("Sealed as revision 1.");
  await seal.getByRole("button", { name: "Close" }).last().click();

  await page.getByRole("button", { name: "Launch", exact: true }).click();
  const launch = page.getByRole("dialog", { name: "Launch test1" });
  await launch.getByRole("button", { name: "Launch" }).click();
  await expect(page).toHaveURL(/\/pipelines\/\d+/);

  const state = page.getByRole("status", { name: "Pipeline state" });
  await expect(state).toHaveText("Running");
  await expect(track(page, "A")).toContainText("Waiting for input");
  await expect(track(page, "B")).toContainText("Waiting");
  const run = page.url();

  await page.getByRole("link", { name: /Inbox/ }).click();
  const prompts = page.getByRole("list", { name: "Open prompts" });
  await prompts.getByRole("button", { name: /test1 #/ }).click();
  const question = page.getByRole("article", { name: "Question of A" });
  await expect(question.getByRole("textbox", { name: "ip" })).toHaveValue("127.0.0.1");
  await question.getByRole("textbox", { name: "ip" }).fill("127.0.0.2");
  await question.getByRole("button", { name: "Answer" }).click();
  await page.getByRole("button", { name: "Send now" }).click();
  await expect(page.getByText("Answered: A of test1 goes on.")).toBeVisible();

  await page.goto(run);
  await expect(state).toHaveText("Succeeded");
  for (const name of ["A", "B", "C", "D"]) await expect(track(page, name)).toContainText("Succeeded");
  await track(page, "A").click();
  await page.getByRole("tab", { name: "Log" }).click();
  await expect(page.getByRole("log", { name: "Log of A" })).toContainText("127.0.0.2");
  await page.getByRole("tab", { name: "Track A" }).click();
  await expect(page.getByLabel("Inputs", { exact: true }).first()).toContainText("127.0.0.2");
});

test("an edge that is not allowed says why while it is dragged, and is not drawn", async ({ page }) => {
  await createGraph(page, "refusals");
  for (const _name of ["A", "B"]) await page.getByRole("button", { name: "Add script vertex" }).click();
  await place(page, "A", 160, 120);
  await place(page, "B", 160, 360);
  await edge(page, "A", "B");
  const canvas = page.getByRole("region", { name: "Canvas" });
  const edges = canvas.getByRole("group", { name: /^Edge from/ });
  await expect(edges).toHaveCount(1);
  await edge(page, "B", "A", /A -> B -> A|cycle/);
  await edge(page, "A", "B", /already|twice/);
  await expect(edges).toHaveCount(1);
});

test("undo reverts an edit, and redo does it again", async ({ page }) => {
  await createGraph(page, "steps");
  await page.getByRole("button", { name: "Add script vertex" }).click();
  await expect(vertex(page, "A")).toBeVisible();
  await vertex(page, "A").focus();
  await page.keyboard.press("Delete");
  await expect(vertex(page, "A")).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(vertex(page, "A")).toBeVisible();
  await page.keyboard.press("Control+Shift+z");
  await expect(vertex(page, "A")).toHaveCount(0);
});
