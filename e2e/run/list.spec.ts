import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { ask, call } from "../api.ts";

/** As many as a page of the list has. */
const PAGE = 50;

test("the list keeps its filters and its page in the address, Back goes back one, children are shown on wish; pipelines are cancelled, acknowledged and retried together, with a result for each", async ({
  page,
  request,
}) => {
  const name = `listed-${randomUUID().slice(0, 8)}`;
  const child = `signalbox: 1\nname: ${name}\nvertices:\n  hold: { kind: wait, wait: { for: 1s } }\n  load: { script: test $SIGNALBOX_ATTEMPT -gt 1 }\n`;
  const parent = `signalbox: 1\nname: ${name}-parent\nvertices:\n  below: { kind: graph, graph: ${name}@1 }\n`;
  const launchOne = async (graph: string, skips: readonly string[] = []) =>
    (await call<{ id: number }>(request, "pipelines.launch", { graph, skips })).id;
  const stateOf = async (id: number) =>
    (await ask<{ state: string }>(request, "pipelines.summary", { id })).state;
  await call(request, "graphs.applyText", { text: child });
  const first = await launchOne(name, ["hold"]);
  const second = await launchOne(name, ["hold"]);
  await call(request, "graphs.applyText", { text: parent });
  const waiting = `signalbox: 1\nname: ${name}-held\nvertices:\n  hold: { kind: wait, wait: { for: 1h } }\n`;
  await call(request, "graphs.applyText", { text: waiting });
  const held = [await launchOne(`${name}-held`), await launchOne(`${name}-held`)];
  const above = await launchOne(`${name}-parent`);
  for (let count = 2; count <= PAGE; count += 1) await launchOne(name, ["load"]);
  for (const id of [first, second, above]) await expect.poll(() => stateOf(id)).toBe("failed");

  await page.goto(`/pipelines?graph=${name}&state=failed`);
  const rows = page.getByRole("table", { name: "Pipelines" }).getByRole("row");
  const links = page.getByRole("table", { name: "Pipelines" }).getByRole("link", { name });
  await expect(rows).toHaveCount(1 + 2);
  await page.getByText("More filters").click();
  await page.getByRole("checkbox", { name: "Show child pipelines" }).click();
  await expect(page).toHaveURL(/children=1/);
  await expect(rows).toHaveCount(1 + 3);
  await page.goBack();
  await expect(page).toHaveURL(/state=failed$/);
  await expect(rows).toHaveCount(1 + 2);
  await page.getByRole("combobox", { name: "State" }).click();
  await page.getByRole("option", { name: "Any state" }).click();
  await expect(rows).toHaveCount(1 + PAGE);
  await page.getByRole("button", { name: "Older" }).click();
  await expect(rows).toHaveCount(1 + 1);
  await expect(links).toHaveAttribute("href", new RegExp(`/pipelines/${first}$`));
  await page.reload();
  await expect(links).toHaveAttribute("href", new RegExp(`/pipelines/${first}$`));
  await page.getByRole("button", { name: "Newer" }).click();
  await expect(rows).toHaveCount(1 + PAGE);
  await page.goBack();
  await expect(rows).toHaveCount(1 + 1);
  // What the server answers after the first draws of a page comes late: *Back* is pressed once more meanwhile.
  let answer = () => {};
  const late = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let asked = 0;
  await page.route(/\/pipelines\?graph=.*_rsc=/, async (route) => {
    asked += 1;
    if (asked > 1) await late;
    await route.continue();
  });
  await page.goBack();
  await expect(rows).toHaveCount(1 + PAGE);
  await page.goBack();
  await expect(page).toHaveURL(/state=failed$/);
  answer();
  await expect(rows).toHaveCount(1 + 2);
  await page.unrouteAll({ behavior: "wait" });

  const dialog = page.getByRole("dialog");
  const will = dialog.getByRole("list", { name: "What will happen" }).getByRole("listitem");
  const results = dialog.getByRole("list", { name: "Results" }).getByRole("listitem");
  const resultOf = (id: number) => results.filter({ hasText: `#${id}` });
  const all = page.getByRole("checkbox", { name: "Choose all pipelines of this page" });
  const chosen = page.getByRole("region", { name: "Chosen pipelines" });
  await all.click();
  await chosen.getByRole("button", { name: "Acknowledge" }).click();
  await expect(will).toContainText(["failed", "failed"]);
  await dialog.getByRole("button", { name: "Acknowledge" }).click();
  await expect(dialog.getByRole("status")).toHaveText("2 of 2 pipelines done.");
  for (const id of [first, second]) await expect(resultOf(id)).toContainText("Acknowledged");
  await page.keyboard.press("Escape");
  await chosen.getByRole("button", { name: "Retry failed" }).click();
  await expect(will).toContainText(["Runs now (1): load", "Runs now (1): load"]);
  // Somebody else is faster with one of them.
  await call(request, "pipelines.retryFailed", { id: first, reason: "" });
  await expect.poll(() => stateOf(first)).toBe("succeeded");
  await dialog.getByRole("button", { name: "Retry failed" }).click();
  await expect(dialog.getByRole("status")).toHaveText("1 of 2 pipelines done.");
  await expect(resultOf(first)).toContainText("Not done");
  await expect(resultOf(second)).toContainText("Retried: load");
  await page.keyboard.press("Escape");
  await expect.poll(() => stateOf(second)).toBe("succeeded");
  await expect(page.getByText("No matching pipelines")).toBeVisible();

  await page.goto(`/pipelines?graph=${name}-held`);
  await all.click();
  await chosen.getByRole("button", { name: "Cancel" }).click();
  const end = "Nothing runs any more after that.";
  await expect(will).toContainText([end, end]);
  // Somebody else is faster with one of them.
  const [faster = 0, other = 0] = held;
  const skipped = { id: faster, vertex: "hold", to: "succeeded", reason: "by hand" };
  await call(request, "tracks.force", skipped);
  await expect.poll(() => stateOf(faster)).toBe("succeeded");
  await dialog.getByRole("button", { name: "Cancel pipelines" }).click();
  await expect(dialog.getByRole("status")).toHaveText("1 of 2 pipelines done.");
  await expect(resultOf(faster)).toContainText("Not done");
  await expect(resultOf(other)).toContainText("Cancelled");
  expect(await stateOf(other)).toBe("cancelled");
});
