import { expect, test } from "vitest";
import { old, showDeclared } from "./declared-for-test.tsx";

const FILE = `signalbox: 1
name: load
vertices:
  A: { script: echo A }
triggers:
  - name: nightly
    schedule: { cron: 30 6 * * 1-5, zone: Europe/Berlin }
    state: active
  - name: on-push
    webhook: { secret: hook-key }
  - name: orders
    stream: { stream: nothing }
`;

test("what applying would do is shown first; then each says what was done, or why not, with its line", async () => {
  const { screen, sent } = await showDeclared(FILE);
  const shown = screen.getByRole("dialog", { name: "Triggers of load.yaml" });
  await expect.element(shown).toHaveTextContent(/nightlyActiveSchedule: .*06:30.*Will be changed/);
  await expect.element(shown).toHaveTextContent(/on-pushNot publishedWebhook: .*hook-key.*Will be made/);
  await expect.element(shown).toHaveTextContent("Not in the file, and left as it is: old-<b>one</b>");
  expect(sent).toEqual([]);
  await shown.getByRole("checkbox").click();
  await shown.getByRole("button", { name: "Apply 3 triggers" }).click();
  await expect.element(shown).toHaveTextContent("Some of them were not applied.");
  await expect.element(shown).toHaveTextContent('Not done. Line 11: There is no stream "nothing".');
  // Nothing is removed where one was refused, and only what the dialog showed is changed or published.
  expect(sent.map(({ path }) => path)).toEqual([
    "schedules.save",
    "schedules.set",
    "triggers.save",
    "triggers.save",
  ]);
  expect(sent[0]?.input).toMatchObject({ name: "nightly", version: 4 });
  expect(sent[1]?.input).toEqual({ name: "nightly", desired: "active", version: 4 });
  expect(sent[2]?.input).toMatchObject({ name: "on-push", version: 0 });
});

test("others are removed only where that was asked for, after all were applied", async () => {
  const { screen, sent } = await showDeclared(FILE, false);
  const shown = screen.getByRole("dialog");
  await shown.getByRole("checkbox", { name: "Remove it as well" }).click();
  await shown.getByRole("button", { name: "Apply 3 triggers" }).click();
  await expect.element(shown).toHaveTextContent("All of them are applied.");
  const input = { name: old.name, desired: "removed", version: 1 };
  expect(sent.at(-1)).toEqual({ path: "schedules.set", input });
  const removed = shown.getByRole("list", { name: "Not in the file, to be removed" });
  await expect.element(removed).toHaveTextContent(/old-<b>one<\/b>Removed.*Removed$/);
  await expect.element(shown.getByRole("button", { name: "Apply 3 triggers" })).toBeDisabled();
  await expect.element(shown.getByRole("checkbox")).not.toBeInTheDocument();
});

test("what would be launched is shown, and that a name is taken by another graph, before anything is applied", async () => {
  const { screen } = await showDeclared(`signalbox: 1
name: load
params:
  shop: { type: string }
vertices:
  A: { script: echo A }
triggers:
  - name: taken
    webhook: { secret: hook-key }
    filter: body.kind == "<b>order</b>"
  - name: fixed
    schedule: { every: 1h, policy: { overlap: queue } }
    revision: 3
    params: { shop: north }
`);
  const shown = screen.getByRole("dialog");
  await expect.element(shown).toHaveTextContent("Launches another graph: will be refused");
  await expect.element(shown).toHaveTextContent('Filter: body.kind == "<b>order</b>"');
  await expect.element(shown).toHaveTextContent("Revision: 3Params: shop = northPolicy: overlap = queue");
});
