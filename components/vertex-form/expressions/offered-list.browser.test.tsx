import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { ForeachSettings } from "../settings/foreach-settings.tsx";
import { formOf } from "./form-for-test.tsx";

test("a click on the field offers what it can read, with last values: it is typed in as before, and a row is one click", async () => {
  const { store, screen, items } = await formOf(<ForeachSettings name="each" />);
  const field = screen.getByRole("textbox", { name: "Run for each" });
  const tree = screen.getByRole("listbox", { name: "What it can read" });
  await field.click();
  await expect.element(tree).toBeVisible();
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard("[[1] + ");
  expect(items()).toBe("[1] +");
  await expect.element(tree).toBeVisible();
  await expect.element(tree.getByRole("option", { name: /params.hosts/ })).toHaveTextContent("web-1");
  await tree.getByRole("option", { name: /params.hosts/ }).click();
  await expect.poll(items).toBe("[1] + params.hosts");
  await expect.element(tree).not.toBeInTheDocument();
  await expect.element(field).toHaveFocus();
  expect(store.getState().asking).toBeNull();

  // Escape ends the offer, and the focus stays.
  await field.click();
  await expect.element(tree).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(tree).not.toBeInTheDocument();
  await expect.element(field).toHaveFocus();
});

test("while it is offered, a vertex upstream shows its outputs, and a second click selects it", async () => {
  const { store, screen } = await formOf(<ForeachSettings name="each" />);
  await screen.getByRole("textbox", { name: "Run for each" }).click();
  const tree = screen.getByRole("listbox", { name: "What it can read" });
  await expect.element(tree).toBeVisible();
  const click = (name: string) => store.getState().select({ vertices: new Set([name]), edges: new Set() });
  click("build");
  await expect.element(screen.getByText("A second click selects build.")).toBeVisible();
  await expect.element(tree.getByRole("option", { name: /params/ })).not.toBeInTheDocument();
  expect([...store.getState().selection.vertices]).toEqual([]);
  click("build");
  await expect.element(tree).not.toBeInTheDocument();
  expect([...store.getState().selection.vertices]).toEqual(["build"]);
});

test("whoever leaves the field by the pointer meets what they clicked, although the list above it goes away then", async () => {
  const pressed: string[] = [];
  const { store, screen } = await formOf(
    <>
      <ForeachSettings name="each" />
      <button type="button" onClick={() => pressed.push("below")}>
        Below
      </button>
    </>,
  );
  const field = screen.getByRole("textbox", { name: "Run for each" });
  const tree = screen.getByRole("listbox", { name: "What it can read" });
  await field.click();
  await expect.element(tree).toBeVisible();
  await screen.getByRole("button", { name: "Below" }).click();
  await expect.element(tree).not.toBeInTheDocument();
  expect(pressed).toEqual(["below"]);
  expect(store.getState().asking).toBeNull();
  // By the keyboard it goes at once.
  await field.click();
  await expect.element(tree).toBeVisible();
  (screen.getByRole("button", { name: "Below" }).element() as HTMLElement).focus();
  await expect.element(tree).not.toBeInTheDocument();
});
