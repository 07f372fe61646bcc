import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { inboxOf, itemOf } from "./inbox-for-test.tsx";

const [FIRST, SECOND, THIRD] = [itemOf(1), itemOf(2), itemOf(3)];

test("a prompt that is answered elsewhere stays, says who answered, and keeps what was typed", async () => {
  const { screen, sent, close, refresh, approve } = await inboxOf([FIRST, SECOND]);
  await screen.getByLabelText("Comment").fill("looks good to me");
  close(1, { state: "answered", answeredBy: "Ada", values: { verdict: "reject" }, comment: "not today" });
  await refresh([SECOND]);
  await expect.element(screen.getByText(/^Ada rejected it/)).toBeVisible();
  await expect.element(screen.getByText("Your answer was not sent. This is what you entered:")).toBeVisible();
  await expect.element(screen.getByLabelText("Comment")).toHaveValue("looks good to me");
  await expect.element(screen.getByLabelText("Comment")).toHaveFocus();
  await expect.element(screen.getByRole("heading", { name: "gate-1" })).toBeVisible();
  expect(approve.elements()).toHaveLength(0);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.getByRole("button", { name: "Next prompt" }).click();
  await expect.element(screen.getByRole("heading", { name: "gate-2" })).toBeVisible();
  await expect.element(screen.getByLabelText("Comment")).toHaveValue("");
  expect(sent).toEqual([]);
});

test("a prompt whose pipeline was cancelled says so, and what was typed is there also after a look at another one", async () => {
  const { screen, form, close, refresh } = await inboxOf([THIRD, SECOND]);
  await screen.getByLabelText("Comment").fill("half a sentence");
  await screen.getByRole("button", { name: /^gate-2/ }).click();
  await expect.element(screen.getByLabelText("Comment")).toHaveValue("");
  await screen.getByRole("button", { name: /^gate-3/ }).click();
  await expect.element(screen.getByLabelText("Comment")).toHaveValue("half a sentence");
  close(3, { state: "withdrawn", whyWithdrawn: "The pipeline was cancelled by Ada: wrong machine." });
  await refresh([SECOND]);
  await expect.element(screen.getByText(/cancelled by Ada: wrong machine/)).toBeVisible();
  await expect.element(form("gate-3")).toHaveTextContent("Go live?");
  await expect.element(screen.getByLabelText("Comment")).toHaveValue("half a sentence");
});

test("rows that are pointed at stay in place: closed ones are marked, new ones are counted", async () => {
  const { screen, close, refresh } = await inboxOf([FIRST, SECOND]);
  const rows = () =>
    screen
      .getByRole("list", { name: "Open prompts" })
      .getByRole("button")
      .elements()
      .map(({ textContent }) => textContent?.slice(0, 6));
  await screen.getByRole("button", { name: /^gate-2/ }).hover();
  close(1, { state: "withdrawn" });
  await refresh([THIRD, SECOND]);
  await expect.poll(rows).toEqual(["gate-1", "gate-2"]);
  await expect.element(screen.getByRole("button", { name: /^gate-1.*Closed/ })).toBeVisible();
  await screen.getByRole("button", { name: "1 new" }).click();
  // The first is still being read.
  await expect.poll(rows).toEqual(["gate-1", "gate-3", "gate-2"]);
  await screen.getByRole("button", { name: /^gate-2/ }).click();
  await screen.getByLabelText("Comment").hover();
  await expect.poll(rows).toEqual(["gate-3", "gate-2"]);
});

test("j and k go through the list under a Greek layout, too", async () => {
  const { form } = await inboxOf([FIRST, SECOND]);
  const press = (key: string, code: string) =>
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true }));
  await expect.element(form("gate-1")).toBeVisible();
  press("ξ", "KeyJ");
  await expect.element(form("gate-2")).toBeVisible();
  press("κ", "KeyK");
  await expect.element(form("gate-1")).toBeVisible();
});

test("on a narrow screen there is the list, then one prompt with large buttons, and a way back", async () => {
  await page.viewport(360, 740);
  const { screen, approve } = await inboxOf([FIRST, SECOND]);
  const row = screen.getByRole("button", { name: /^gate-1/ });
  await expect.element(row).toBeInViewport({ ratio: 1 });
  expect(row.element().getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
  await row.click();
  await expect.element(approve).toBeInViewport({ ratio: 1 });
  expect(approve.element().getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
  expect(row.elements()).toHaveLength(0);
  await screen.getByRole("button", { name: "All prompts" }).click();
  await expect.element(row).toBeVisible();
  await page.viewport(1280, 800);
});

test("where nothing is open the inbox says that it is empty", async () => {
  const { screen } = await inboxOf([]);
  await expect.element(screen.getByText("Inbox is empty")).toBeVisible();
});

test("letters that are typed while somebody else closes the prompt go into the field, and are no keys of the page", async () => {
  const { screen, form, close, refresh } = await inboxOf([itemOf(61), itemOf(62), itemOf(63)]);
  await screen.getByRole("button", { name: /^gate-62/ }).click();
  await expect.element(form("gate-62")).toBeVisible();
  await screen.getByLabelText("Comment").click();
  close(62, { state: "answered", answeredBy: "Ada", values: { verdict: "approve" } });
  await refresh([itemOf(61), itemOf(63)]);
  await expect.element(screen.getByText(/^Ada approved it/)).toBeVisible();
  await userEvent.keyboard("kaju");
  await expect.element(screen.getByLabelText("Comment")).toHaveValue("kaju");
  await expect.element(screen.getByText("Your answer was not sent. This is what you entered:")).toBeVisible();
  await expect.element(screen.getByRole("heading", { name: "gate-62" })).toBeVisible();
  await expect.element(screen.getByText(/not sent yet|sent in/)).not.toBeInTheDocument();
});

test("where somebody else closes the prompt, the keyboard stays there and its keys answer nothing", async () => {
  const { screen, sent, close, refresh, approve, undo } = await inboxOf([itemOf(71), itemOf(72)]);
  await expect.element(approve).toBeEnabled();
  (approve.element() as HTMLElement).focus();
  close(71, { state: "withdrawn" });
  await refresh([itemOf(72)]);
  await expect.element(screen.getByRole("heading", { name: "gate-71" })).toHaveFocus();
  await userEvent.keyboard("are{Control>}{Enter}{/Control}");
  await expect.element(screen.getByRole("heading", { name: "gate-71" })).toHaveFocus();
  expect(undo.elements()).toHaveLength(0);
  await userEvent.keyboard("j");
  await expect.element(screen.getByRole("heading", { name: "gate-72" })).toBeVisible();
  expect(sent).toEqual([]);
});

test("Shift and A, and Ctrl and Enter outside of a field, answer nothing", async () => {
  const { screen, sent, form, approve, undo } = await inboxOf([itemOf(81), itemOf(82)]);
  await expect.element(approve).toBeEnabled();
  await userEvent.keyboard("{Shift>}a{/Shift}{Shift>}r{/Shift}{Control>}{Enter}{/Control}");
  (screen.getByRole("heading", { name: "gate-81" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(form("gate-81")).toBeVisible();
  expect(undo.elements()).toHaveLength(0);
  // The keys work.
  await userEvent.keyboard("a");
  await expect.element(undo).toBeVisible();
  expect(sent).toEqual([]);
});
