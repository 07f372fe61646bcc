import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { isInFind } from "#components/canvas/editing/find/find-panel.tsx";
import { openFind } from "./find-for-test.tsx";

test("hits are gone through by Enter and F3: each is selected and shown, a script at its line; Escape goes back", async () => {
  await page.viewport(1100, 700);
  const { screen, card, field, chosen } = await openFind();
  const view = () => screen.container.querySelector<HTMLElement>(".react-flow__viewport")?.style.transform;
  const before = view();
  await userEvent.keyboard("NEEDLE");
  await expect.element(screen.getByText("6 hits. Enter shows the first one.")).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.poll(chosen).toBe("deployScript, line 81curl needle.example.com");
  const marked = () => screen.container.querySelector(".cm-found");
  await expect.poll(() => marked()?.textContent).toBe("needle");
  await expect.element(screen.container.querySelector(".cm-found") as HTMLElement).toBeInViewport();
  await expect.element(field).toHaveFocus();
  await expect.element(card("deploy")).toHaveClass(/selected/);
  await userEvent.keyboard("{F3}");
  await expect.poll(chosen).toBe("deployUndo scriptrm needle");
  await expect.poll(() => marked()?.closest(".cm-editor")?.textContent).toContain("rm needle");
  await userEvent.keyboard("{Escape}");
  await expect.element(field).not.toBeInTheDocument();
  await expect.poll(view).toBe(before);
  expect(screen.container.querySelector(".react-flow__node.selected")).toBeNull();
});

test("questions, conditions, frames and notes are found; the hits are a ring in both directions", async () => {
  await page.viewport(1100, 700);
  const { card, field, chosen, screen } = await openFind("outline");
  await field.fill("needle");
  await expect.element(screen.getByText("6 hits. Enter shows the first one.")).toBeVisible();
  await userEvent.keyboard("{Enter}{Enter}{Enter}");
  await expect.poll(chosen).toBe('askQuestionIs the "needle" there?');
  await expect.element(card("ask")).toHaveClass(/selected/);
  await userEvent.keyboard("{Enter}");
  await expect.poll(chosen).toBe('deploy -> askConditionoutputs.needle == "x"');
  await userEvent.keyboard("{Shift>}{Enter}{/Shift}{Shift>}{F3}{/Shift}");
  await expect.poll(chosen).toBe("deployUndo scriptrm needle");
  await userEvent.keyboard("{ArrowUp}{ArrowUp}");
  await expect.poll(chosen).toBe("NoteWhy no needle");
});

test("Ctrl Enter stays: a script gets the focus with what was found selected", async () => {
  await page.viewport(1100, 700);
  const { screen, field } = await openFind();
  await field.fill("curl");
  await expect.element(screen.getByRole("option").first()).toHaveTextContent("curl");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => screen.container.querySelector(".cm-found")?.textContent).toBe("curl");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(field).not.toBeInTheDocument();
  await expect.element(screen.getByRole("textbox", { name: "Script", exact: true })).toHaveFocus();
  await userEvent.keyboard("wget");
  await expect.element(screen.getByText("wget needle.example.com")).toBeInTheDocument();
});

test("beside the outline, hits are shown in the outline; a frame that was opened for a hit is closed again", async () => {
  await page.viewport(1100, 700);
  const { screen, field } = await openFind("outline");
  expect(isInFind()).toBe(true);
  await field.fill("v9");
  await expect.element(screen.getByRole("option").first()).toHaveTextContent("v9");
  await expect.element(screen.getByRole("group", { name: /^v9, / })).not.toBeInTheDocument();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("group", { name: /^v9, / })).toBeInTheDocument();
  await field.fill("v29");
  await expect.element(screen.getByRole("option").first()).toHaveTextContent("v29");
  await userEvent.keyboard("{Enter}");
  // Far from the view a row is not in the page.
  await expect
    .element(screen.getByRole("button", { name: "v29", exact: true }))
    .toHaveAttribute("aria-pressed", "true");
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByRole("group", { name: /^v9, / })).not.toBeInTheDocument();
});

test("a hit that is corrected while one goes through them lets none behind it be passed over", async () => {
  await page.viewport(1100, 700);
  const { screen, chosen } = await openFind();
  await userEvent.keyboard("needle");
  await expect.element(screen.getByText("6 hits. Enter shows the first one.")).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.poll(chosen).toBe("deployScript, line 81curl needle.example.com");
  const marked = () => screen.container.querySelector(".cm-found");
  await expect.poll(() => marked()?.textContent).toBe("needle");
  await userEvent.dblClick(marked() as HTMLElement);
  await userEvent.keyboard("pin");
  await expect.element(screen.getByText(/^5 hits/)).toBeVisible();
  await userEvent.keyboard("{F3}");
  await expect.poll(chosen).toBe("deployUndo scriptrm needle");
});
