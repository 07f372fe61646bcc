import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { dialogForTest } from "./launch-for-test.tsx";

test("a launch takes the values of an earlier one, and what was typed over the defaults is still there", async () => {
  const { screen, sent, choose } = await dialogForTest("");
  await screen.getByLabelText("env").fill("test");
  await choose(/#12, launched 2 h ago by ann/);
  await expect.element(screen.getByLabelText("env")).toHaveValue("prod");
  await expect.element(screen.getByLabelText("keep")).toHaveValue("5");
  await expect.element(screen.getByText("gone", { exact: true })).toBeVisible();
  await choose(/defaults/);
  await expect.element(screen.getByLabelText("env")).toHaveValue("test");
  await choose(/#12/);
  await screen.getByLabelText("size").fill("7");
  await screen.getByRole("button", { name: "Launch" }).click();
  await expect
    .poll(() => sent)
    .toMatchObject([{ params: { env: "prod", size: 7 }, inputs: { "back-up": { keep: 5 } }, revision: 2 }]);
});

test("Escape and a press beside the dialog close it at once, and ask once something was typed", async () => {
  const { screen, closed } = await dialogForTest("");
  const env = screen.getByLabelText("env");
  await expect.element(env).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => closed.length).toBe(1);
  await env.fill("test");
  await userEvent.keyboard("{Escape}");
  const stay = screen.getByRole("button", { name: "Keep it open" });
  await expect.element(stay).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(stay).not.toBeInTheDocument();
  await expect.element(env).toHaveValue("test");
  await userEvent.click(document.elementFromPoint(2, 2) ?? document.body, { position: { x: 2, y: 2 } });
  expect(closed.length).toBe(1);
  await screen.getByRole("button", { name: "Close it" }).click();
  expect(closed.length).toBe(2);
});

test("of a draft the save that was seen is launched, and no other", async () => {
  const { screen, sent } = await dialogForTest("", { revision: null, edit: 7 });
  await screen.getByRole("button", { name: "Launch" }).click();
  await expect.poll(() => sent).toMatchObject([{ graph: "g", edit: 7 }]);
});

test("a link fills the form; what does not fit is said, and nothing is launched before it is corrected", async () => {
  const { screen, sent } = await dialogForTest("?launch=1&param.size=12&param.nothing=1&start=back-up");
  await expect.element(screen.getByLabelText("size")).toHaveValue("12");
  await expect.element(screen.getByText("nothing", { exact: true })).toBeVisible();
  await screen.getByRole("button", { name: "Launch" }).click();
  await expect.element(screen.getByLabelText("size")).toHaveAttribute("aria-invalid", "true");
  expect(sent).toEqual([]);
  await screen.getByLabelText("size").fill("9");
  await screen.getByRole("button", { name: "Launch" }).click();
  await expect.poll(() => sent).toMatchObject([{ params: { size: 9 }, from: "back-up" }]);
});
