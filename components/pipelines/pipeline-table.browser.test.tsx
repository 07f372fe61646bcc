import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { pipelineForTest } from "./pipeline-for-test.ts";
import { PipelineTable } from "./pipeline-table.tsx";

test("a priority that is not 0 is shown", async () => {
  const pipelines = [
    pipelineForTest({ id: 1, name: "usual" }),
    pipelineForTest({ id: 2, name: "urgent", priority: -30 }),
  ];
  const screen = await render(<PipelineTable label="Pipelines" pipelines={pipelines} />);
  const row = (name: string) => screen.getByRole("row").filter({ hasText: name });
  await expect.element(row("urgent")).toHaveTextContent("urgent #2, priority -30");
  await expect.element(row("usual")).not.toHaveTextContent("priority");
});

test("a success says which failures were handled, and is a warning while tracks are stale", async () => {
  const pipelines = [
    pipelineForTest({ id: 1, name: "plain", state: "succeeded" }),
    pipelineForTest({ id: 2, name: "saved", state: "succeeded", remarks: "1 failure handled" }),
    pipelineForTest({ id: 3, name: "old", state: "succeeded", staleTracks: 1, remarks: "1 stale" }),
  ];
  const screen = await render(<PipelineTable label="Pipelines" pipelines={pipelines} />);
  const row = (name: string) => screen.getByRole("row").filter({ hasText: name });
  await expect.element(row("saved")).toHaveTextContent("Succeeded · 1 failure handled");
  await expect.element(row("old")).toHaveTextContent("Succeeded · 1 stale");
  const colour = (name: string) =>
    getComputedStyle(row(name).element().querySelector("[data-state]") as Element).backgroundColor;
  expect(colour("saved")).toBe(colour("plain"));
  expect(colour("old")).not.toBe(colour("plain"));
});

test("a long name keeps room beside a graph with a long name", async () => {
  const long = "w".repeat(100);
  const pipelines = [pipelineForTest({ id: 1, name: long, graph: long, launchedBy: long })];
  const screen = await render(<PipelineTable label="Pipelines" pipelines={pipelines} />);
  const name = screen.getByRole("link", { name: long });
  await expect.element(name).toBeVisible();
  const cell = name.element().closest("td");
  expect(cell?.clientWidth).toBeGreaterThan(140);
});

test("labels lead to all pipelines that have them; many of them keep a row low and a narrow page narrow", async () => {
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`l${n}`, `${n}=${"w".repeat(198)}`]));
  const pipelines = [
    pipelineForTest({ id: 1, name: "plain", labels: { team: "a&b=c" } }),
    pipelineForTest({ id: 2, name: "many", labels: many }),
  ];
  await page.viewport(360, 740);
  const screen = await render(<PipelineTable label="Pipelines" pipelines={pipelines} />);
  const link = screen.getByRole("link", { name: "team=a&b=c" });
  await expect.element(link).toHaveAttribute("href", "/pipelines?label=team%3Da%26b%3Dc");
  await expect.element(screen.getByText("and 17 more")).toBeVisible();
  const [first] = screen.getByRole("list", { name: "Labels" }).elements();
  expect(
    Math.max(
      ...screen
        .getByRole("listitem")
        .elements()
        .map((each) => each.clientWidth),
    ),
  ).toBeLessThan(300);
  expect(first?.clientHeight).toBeLessThan(40);
  await screen.getByRole("button", { name: "and 17 more" }).click();
  await expect.element(screen.getByRole("link", { name: /^l19=/ })).toBeInTheDocument();
  // The button is gone: the focus goes on with the first label that was behind it.
  const all = screen.getByRole("list", { name: "Labels" }).last();
  await expect.element(all.getByRole("link").nth(3)).toHaveFocus();
  await page.viewport(1280, 740);
});

test("at 360 px the table fits, says how long each took, and no line begins with a dot", async () => {
  await page.viewport(360, 740);
  const pipelines = [
    pipelineForTest({
      id: 1,
      name: "release",
      state: "succeeded",
      remarks: "3 overrides · 1 failure handled",
      launchedAt: new Date(0),
      finishedAt: new Date(26_000),
    }),
  ];
  const action = ({ id }: { id: number }) => <button type="button">Acknowledge the failure of #{id}</button>;
  const screen = await render(<PipelineTable label="Pipelines" pipelines={pipelines} action={action} />);
  const table = screen.getByRole("table", { name: "Pipelines" }).element();
  const frame = table.parentElement as Element;
  await expect.element(screen.getByText("26 s").first()).toBeVisible();
  expect(frame.scrollWidth).toBeLessThanOrEqual(frame.clientWidth);
  await expect.element(screen.getByRole("button", { name: "Acknowledge the failure of #1" })).toBeVisible();
  const badge = table.querySelector("[data-state]") as Element;
  const remarks = badge.nextElementSibling?.firstChild as Text;
  const dot = document.createRange();
  dot.setStart(remarks, 0);
  dot.setEnd(remarks, 2);
  expect(dot.getBoundingClientRect().left).toBeGreaterThanOrEqual(badge.getBoundingClientRect().right - 1);
});
