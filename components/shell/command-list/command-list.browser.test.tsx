import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { commandsNow } from "#components/commands/command-registry.ts";
import { asked, gone, LatePart, openPage } from "./page-for-test.tsx";

beforeEach(async () => {
  await page.viewport(1280, 800);
  window.localStorage.clear();
  asked.length = 0;
  gone.length = 0;
});

test("an action, a page, a vertex, a graph and a pipeline are found and chosen by the keyboard alone", async () => {
  const { done, screen } = await openPage();
  const field = screen.getByRole("textbox", { name: "Name" });
  await field.click();
  await userEvent.keyboard("{Control>}k{/Control}");
  const box = screen.getByRole("combobox", { name: "Find an action or a page" });
  await expect.element(box).toHaveFocus();
  expect(screen.getByRole("option").elements().length).toBeLessThanOrEqual(40);
  await userEvent.keyboard("dupl");
  await expect.element(screen.getByRole("option").first()).toHaveTextContent("DuplicateCanvasCtrl D");
  await userEvent.keyboard("{Enter}");
  expect(done).toEqual(["duplicate"]);
  await expect.element(field).toHaveFocus();

  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(box).toHaveFocus();
  // What was chosen last comes first.
  await expect.element(screen.getByRole("option").first()).toHaveTextContent("Duplicate");
  await userEvent.keyboard("v1999{Enter}");
  expect(done).toEqual(["duplicate", "v1999"]);

  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(box).toHaveFocus();
  await userEvent.keyboard("retention{Enter}");
  expect(gone).toEqual(["/settings/retention"]);

  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(box).toHaveFocus();
  await userEvent.keyboard("17");
  await expect.poll(() => asked).toContainEqual({ text: "#17", limit: 8, children: true });
  await screen.getByRole("option", { name: /nightly #17/ }).click();
  expect(gone.at(-1)).toBe("/pipelines/17");

  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(box).toHaveFocus();
  await userEvent.keyboard("shop");
  // What the first letter found is in the list before.
  await expect.poll(() => asked).toContainEqual({ search: "shop", limit: 8 });
  await screen.getByRole("option", { name: /deploy/ }).click();
  expect(gone.at(-1)).toBe(`/graphs/${encodeURIComponent("deploy\u202Eshop")}`);
});

test("a refused action is listed with the reason and does nothing; Escape closes and gives the focus back", async () => {
  const { done, screen } = await openPage();
  await screen.getByRole("textbox", { name: "Name" }).click();
  await userEvent.keyboard("{Control>}k{/Control}");
  const box = screen.getByRole("combobox", { name: "Find an action or a page" });
  await expect.element(box).toHaveFocus();
  await userEvent.keyboard("launch");
  const launch = screen.getByRole("option", { name: /Launch/ });
  await expect.element(launch).toHaveTextContent("Fix 1 error to seal.");
  await userEvent.keyboard("{Enter}");
  await expect.element(box).toBeVisible();
  expect(done).toEqual([]);
  await userEvent.keyboard("{Escape}");
  await expect.element(box).not.toBeInTheDocument();
  await expect.element(screen.getByRole("textbox", { name: "Name" })).toHaveFocus();
});

test.each(["approver", "viewer"] as const)(
  "where prompts are open, the next one is gone to by whoever may answer: %s",
  async (role) => {
    const { screen } = await openPage(role);
    await expect.poll(() => commandsNow().get("answer-prompt")?.refused != null).toBe(role === "viewer");
    await userEvent.keyboard("{Control>}k{/Control}");
    await expect.element(screen.getByRole("combobox")).toHaveFocus();
    await userEvent.keyboard("answer{Enter}");
    if (role === "viewer")
      await expect
        .element(screen.getByRole("option").first())
        .toHaveTextContent("This needs the role approver");
    expect(gone).toEqual(role === "viewer" ? [] : ["/inbox"]);
  },
);

test("? shows the keys of the page from the same table, also those that the browser handles", async () => {
  const { done, screen } = await openPage();
  await userEvent.keyboard("?");
  const dialog = screen.getByRole("dialog", { name: "Keys of this page" });
  await expect.element(dialog.getByText("Duplicate")).toBeVisible();
  await expect.element(dialog.getByText("Ctrl D")).toBeVisible();
  await expect.element(dialog.getByText("Ctrl C", { exact: true })).toBeVisible();
  await expect.element(dialog.getByText("Undo")).not.toBeInTheDocument();
  // In the order of the table, whichever part of the page came first.
  const terms = Array.from(dialog.getByRole("term").elements(), ({ textContent }) => textContent);
  expect(terms.indexOf("Copy")).toBeLessThan(terms.indexOf("Duplicate"));
  await expect
    .element(dialog.getByRole("region", { name: "Canvas, with the mouse" }))
    .toHaveTextContent(/Zoom.*Wheel/);
  // A key that is meant for the dialog does nothing to the page.
  await userEvent.keyboard("{Control>}d{/Control}");
  expect(done).toEqual([]);
});

test("F6 goes from region to region and back, to where the focus was in each", async () => {
  const { screen } = await openPage();
  const field = screen.getByRole("textbox", { name: "Name" });
  await field.click();
  await userEvent.keyboard("{F6}");
  await expect.element(screen.getByRole("region", { name: "Problems" })).toHaveFocus();
  await userEvent.keyboard("{F6}");
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard("{Shift>}{F6}{/Shift}");
  await expect.element(screen.getByRole("region", { name: "Problems" })).toHaveFocus();
});

test("what fits best is in view, however far down the chosen entry stood before", async () => {
  const { screen } = await openPage();
  await userEvent.keyboard("{Control>}k{/Control}");
  const box = screen.getByRole("combobox", { name: "Find an action or a page" });
  await expect.element(box).toHaveFocus();
  await userEvent.keyboard("{ArrowUp}");
  await userEvent.keyboard("e");
  const list = () => screen.getByRole("listbox").element();
  await expect.poll(() => list().querySelectorAll("[role='option']").length).toBeGreaterThan(3);
  await expect.poll(() => list().scrollTop).toBe(0);
});

test("a new graph is begun from any page", async () => {
  const { screen } = await openPage();
  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(screen.getByRole("combobox", { name: "Find an action or a page" })).toHaveFocus();
  await userEvent.keyboard("new graph{Enter}");
  expect(gone.at(-1)).toBe("/graphs?new=1");
});

test("an action of a part that is drawn after the list was opened is found", async () => {
  const { done, screen } = await openPage();
  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(screen.getByRole("combobox", { name: "Find an action or a page" })).toHaveFocus();
  await userEvent.keyboard("roll");
  await expect.element(screen.getByText("Nothing has this name.")).toBeVisible();
  await render(<LatePart done={done} />);
  await expect.element(screen.getByRole("option").first()).toHaveTextContent("Roll back");
  await userEvent.keyboard("{Enter}");
  expect(done).toEqual(["roll back"]);
});
