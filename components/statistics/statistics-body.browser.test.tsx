import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { StatisticsBody } from "./statistics-body.tsx";
import { statisticsForTest } from "./statistics-for-test.ts";

test("charts are drawn again in the colours of another theme, each with its numbers as a table", async () => {
  const screen = await render(<StatisticsBody view={statisticsForTest()} of="7" />);
  await expect.element(screen.getByText("505", { exact: true })).toBeVisible();
  const boxes = screen.getByRole("img", { name: /^Chart: / });
  const canvases = () => boxes.elements().flatMap((box) => [...box.querySelectorAll("canvas")]);
  await expect.poll(canvases).toHaveLength(3);
  const before = canvases();
  document.documentElement.dataset["theme"] = "dark";
  await expect.poll(() => canvases().filter((canvas) => !before.includes(canvas))).toHaveLength(3);
  delete document.documentElement.dataset["theme"];
  await expect.element(screen.getByRole("link", { name: "nightly-etl" })).toBeVisible();
  await screen.getByText("Numbers").nth(1).click();
  const waits = screen.getByRole("table", { name: "Waiting for a runner" });
  await expect.element(waits.getByRole("columnheader", { name: "95 % claimed within" })).toBeVisible();
  expect(waits.getByRole("row").elements()).toHaveLength(145);
});

test("far too much fits a narrow screen; where nothing is known the page says so", async () => {
  await page.viewport(360, 740);
  const graphs = Array.from({ length: 50 }, (_, place) => ({
    ...{ id: place, name: `${"x".repeat(97)}${place}`, isDeleted: false },
    ...{ ended: 999_999, succeeded: 1, failed: 999_998 },
    ...{ median: 90_000_000, p95: 900_000_000 },
  }));
  const since = new Date("2026-03-01T10:00:00Z");
  const much = await render(
    <StatisticsBody view={statisticsForTest({ graphs, otherGraphs: 123_456, since })} of="7" />,
  );
  await expect.element(much.getByText(/123,456 more pipelines/)).toBeVisible();
  // In words, as everywhere: no machine's form of a time stands in a sentence.
  const sentence = much.getByText(/those that ended since \d{4}-\d\d-\d\d \d\d:\d\d are/);
  await expect.element(sentence).toBeVisible();
  await expect.poll(() => document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  await much.unmount();
  const none = await render(
    <StatisticsBody view={statisticsForTest({ ended: [], graphs: [], server: [] })} of="7" />,
  );
  await expect.element(none.getByText("Nothing has ended in this time")).toBeVisible();
  await expect.element(none.getByText("No samples yet")).toBeVisible();
  await page.viewport(1280, 800);
});

test("a graph that was deleted has a row beside the one that has its name now, and leads nowhere", async () => {
  const own = { name: "deploy", succeeded: 1, failed: 0, median: 1_000, p95: 1_000 };
  const graphs = [
    { ...own, id: 7, isDeleted: true, ended: 7 },
    { ...own, id: 8, isDeleted: false, ended: 8 },
  ];
  const screen = await render(<StatisticsBody view={statisticsForTest({ graphs })} of="7" />);
  const rows = screen.getByRole("table", { name: "Graphs" }).getByRole("row");
  await expect.element(rows.nth(1)).toHaveTextContent("deploy deleted7");
  expect(screen.getByRole("link", { name: "deploy" }).elements()).toHaveLength(1);
});

test("the page says whether traces are sent, and what to set where they are not", async () => {
  const screen = await render(<StatisticsBody view={statisticsForTest()} of="7" />);
  await expect.element(screen.getByText(/No traces are sent: .* OTEL_EXPORTER_OTLP_ENDPOINT/)).toBeVisible();
  await screen.rerender(<StatisticsBody view={statisticsForTest({ hasTraces: true })} of="7" />);
  await expect.element(screen.getByText(/is sent as a trace/)).toBeVisible();
});
