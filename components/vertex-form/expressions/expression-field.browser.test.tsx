import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { ForeachSettings } from "../settings/foreach-settings.tsx";
import { RepeatSettings } from "../settings/repeat-settings.tsx";
import { formOf } from "./form-for-test.tsx";

test("an expression is completed, its fault is marked as it is typed, and its value in the last run is shown", async () => {
  const { screen, items } = await formOf(<ForeachSettings name="each" />);
  const field = screen.getByRole("textbox", { name: "Run for each" });
  await field.fill("params.none");
  expect(items()).toBe("params.none");
  await expect.element(screen.getByText(/there is no none/)).toBeVisible();
  await expect.poll(() => screen.container.querySelector(".cm-fault")?.textContent).toContain("none");
  await field.fill("params.ho");
  await userEvent.keyboard("{End}s");
  await screen.getByRole("option", { name: /params.hosts/ }).click();
  await expect.poll(items).toBe("params.hosts");
  await expect.element(screen.getByText('["web-1","web-2"]')).toBeVisible();
  await expect.element(screen.getByText("in pipeline #17")).toBeVisible();
  expect(screen.container.querySelector(".cm-fault")).toBeNull();
});

test("what can be read is chosen from a list by the keyboard, or by a click on a vertex upstream; Escape ends it", async () => {
  const { store, screen, items } = await formOf(<ForeachSettings name="each" />);
  const field = screen.getByRole("textbox", { name: "Run for each" });
  const open = screen.getByRole("button", { name: "Choose what it reads" });
  await open.click();
  const search = screen.getByRole("combobox", { name: "Find what it reads" });
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard("hosts");
  await expect.element(screen.getByRole("option")).toHaveTextContent('["web-1","web-2"]');
  await userEvent.keyboard("{Enter}");
  expect(items()).toBe("params.hosts");
  await expect.element(field).toHaveFocus();

  await open.click();
  await expect.element(search).toHaveFocus();
  const selected = store.getState().selection;
  store.getState().select({ vertices: new Set(["other"]), edges: new Set() });
  await expect.element(screen.getByText(/other is not upstream of here/)).toBeVisible();
  store.getState().select({ vertices: new Set(["build"]), edges: new Set() });
  await expect.element(screen.getByRole("option", { name: /outputs.build.undeclared/ })).toBeVisible();
  await expect.element(screen.getByRole("option", { name: /params/ })).not.toBeInTheDocument();
  expect(store.getState().selection).toBe(selected);
  await userEvent.keyboard("{Escape}");
  await expect.element(search).not.toBeInTheDocument();
  await expect.element(field).toHaveFocus();
  expect(store.getState().asking).toBeNull();
  store.getState().select({ vertices: new Set(["build"]), edges: new Set() });
  expect([...store.getState().selection.vertices]).toEqual(["build"]);
});

test("Escape in a list that is open above the picker closes that list, and not the picker", async () => {
  const { screen } = await formOf(
    <>
      <ForeachSettings name="each" />
      <div role="dialog" aria-label="Above">
        <input aria-label="Search" />
      </div>
    </>,
  );
  await screen.getByRole("button", { name: "Choose what it reads" }).click();
  const search = screen.getByRole("combobox", { name: "Find what it reads" });
  await expect.element(search).toHaveFocus();
  (screen.getByRole("textbox", { name: "Search" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{Escape}");
  await expect.element(search).toBeInTheDocument();
  (search.element() as HTMLElement).focus();
  await userEvent.keyboard("{Escape}");
  await expect.element(search).not.toBeInTheDocument();
});

test("undo in an expression is that of the draft", async () => {
  const { screen, store } = await formOf(<RepeatSettings name="each" />);
  const field = screen.getByRole("textbox", { name: "Repeat until" });
  await field.fill("index > 1");
  await expect.element(screen.getByLabelText("Maximum rounds")).toBeVisible();
  await field.click();
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.element(field).not.toHaveTextContent("index");
  expect(store.getState().draft.file.content.vertices.get("each")?.repeat).toBeUndefined();
});

test("who chooses in place of marked text types on behind it, also where the editor marks it as a fault", async () => {
  const { screen, items } = await formOf(<ForeachSettings name="each" />);
  const field = screen.getByRole("textbox", { name: "Run for each" });
  await field.fill("true");
  await field.click();
  await userEvent.keyboard("{Control>}a{/Control}");
  await screen.getByRole("button", { name: "Choose what it reads" }).click();
  await screen.getByRole("option", { name: /outputs.build.size/ }).click();
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard(" > 10");
  expect(items()).toBe("outputs.build.size > 10");
});
