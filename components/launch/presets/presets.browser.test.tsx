import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { tabTo } from "#components/ui/keys/tab-to-for-test.ts";
import { dialogForTest } from "../launch-for-test.tsx";

test("what stands in the form is saved under a name, shown again, updated and deleted; what does not belong to it is named", async () => {
  await page.viewport(360, 740);
  const { screen, sent, choose } = await dialogForTest("");
  await screen.getByLabelText("env").fill("prod");
  await screen.getByLabelText("size").fill("99");
  await expect
    .element(screen.getByRole("button", { name: "Save as preset…" }))
    .toHaveAccessibleDescription(/does not fit/);
  await screen.getByLabelText("size").fill("9");
  await screen.getByRole("button", { name: "Save as preset…" }).click();
  await screen.getByLabelText("Name of the preset").fill(" ");
  await userEvent.keyboard("{Enter}");
  await screen.getByRole("checkbox", { name: "For everybody who may launch it" }).click();
  await screen.getByLabelText("Name of the preset").fill(" prod ");
  await userEvent.keyboard("{Enter}");
  await expect
    .poll(() => sent)
    .toEqual([
      { graph: "g", revision: 2, name: "prod", isShared: true, params: { env: "prod", size: 9 }, inputs: {} },
    ]);
  await expect.element(screen.getByText("Saved prod.")).toBeVisible();
  await expect.element(screen.getByText("old", { exact: true })).toBeVisible();
  await expect.element(screen.getByText("token", { exact: true })).toBeVisible();
  await choose(/defaults/);
  await expect.element(screen.getByRole("button", { name: "Update prod" })).not.toBeInTheDocument();
  await choose(/Preset prod/);
  await screen.getByLabelText("size").fill("1");
  await screen.getByRole("button", { name: "Update prod" }).click();
  await expect.poll(() => sent[1]).toMatchObject({ edit: 1, params: { env: "prod", size: 1 } });
  await screen.getByRole("button", { name: "Show it as it is now" }).click();
  await expect.element(screen.getByLabelText("env")).toHaveValue("theirs");
  await expect.element(screen.getByLabelText("size")).toHaveValue("");
  await screen.getByRole("button", { name: "Update prod" }).click();
  await expect.poll(() => sent[2]).toMatchObject({ edit: 2, params: { env: "theirs" } });
  await expect.element(screen.getByText(/no values any more for what is not asked for: old/)).toBeVisible();
  await screen.getByRole("button", { name: /^Delete prod/ }).click();
  await screen.getByRole("button", { name: "Delete this preset" }).click();
  await expect.element(screen.getByText("Deleted prod.")).toBeVisible();
  await page.viewport(1280, 740);
});

test("what was typed over a preset stays when somebody saves it and the connection comes back", async () => {
  const { screen, sent, choose, savedByOthers } = await dialogForTest("");
  savedByOthers(1, "prod");
  await choose(/Preset prod/);
  await expect.element(screen.getByLabelText("env")).toHaveValue("prod");
  savedByOthers(2, "untouched");
  await expect.element(screen.getByLabelText("env")).toHaveValue("untouched");
  await screen.getByLabelText("size").fill("7");
  savedByOthers(3, "theirs");
  await expect.element(screen.getByText(/bob saved the preset prod in between/)).toBeVisible();
  await expect.element(screen.getByLabelText("env")).toHaveValue("untouched");
  await expect.element(screen.getByLabelText("size")).toHaveValue("7");
  await choose(/defaults/);
  await choose(/Preset prod/);
  await expect.element(screen.getByLabelText("size")).toHaveValue("7");
  await screen.getByRole("button", { name: "Update prod" }).click();
  await expect.poll(() => sent).toMatchObject([{ edit: 2, params: { env: "untouched", size: 7 } }]);
  await choose(/defaults/);
  await choose(/Preset prod/);
  await screen.getByRole("button", { name: "Show it as it is now" }).click();
  await expect.element(screen.getByLabelText("env")).toHaveValue("theirs");
  await expect.element(screen.getByLabelText("size")).toHaveValue("");
});

test("values are saved as a preset, chosen, changed and launched by keys alone", async () => {
  const { screen, sent } = await dialogForTest("");
  await tabTo(screen.getByLabelText("env"));
  await userEvent.keyboard("{Control>}a{/Control}prod");
  await tabTo(screen.getByRole("button", { name: "Save as preset…" }));
  await userEvent.keyboard("{Enter}");
  await tabTo(screen.getByLabelText("Name of the preset"));
  await userEvent.keyboard("prod{Enter}");
  await expect.element(screen.getByText("Saved prod.")).toBeVisible();
  const source = screen.getByRole("combobox", { name: "Values from" });
  await expect.element(source).toHaveTextContent("Preset prod");
  await expect.poll(() => document.activeElement?.closest("[role=dialog]") ?? null).not.toBe(null);
  await tabTo(source);
  await userEvent.keyboard("{Enter}");
  const defaults = screen.getByRole("option", { name: /defaults/ });
  await expect.element(screen.getByRole("option", { name: /Preset prod/ })).toHaveFocus();
  await userEvent.keyboard("{Home}");
  await expect.element(defaults).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(source).toHaveFocus();
  await tabTo(screen.getByLabelText("size"));
  await userEvent.keyboard("4");
  await tabTo(screen.getByRole("button", { name: "Launch", exact: true }));
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => sent[1]).toMatchObject({ params: { env: "prod", size: 4 } });
});
