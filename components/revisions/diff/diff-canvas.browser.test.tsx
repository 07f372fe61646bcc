import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placed } from "#components/canvas/layout/tidy.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { DiffCanvas } from "./diff-canvas.tsx";

function fileOf(text: string) {
  const read = readGraphText(`signalbox: 1\nname: g\n${text}`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return placed(read.file);
}
const A = fileOf("vertices: { a: { script: one }, b: {}, gone: {} }\nedges: [a -> b, b -> gone]\n");
const B = fileOf("vertices: { a: { script: two }, b: {}, fresh: {} }\nedges: [a -> b, b -> fresh]\n");

test("removed, added and changed vertices and edges are marked in words, and buttons go through what differs", async () => {
  await page.viewport(1280, 800);
  const screen = await render(<DiffCanvas a={A} b={B} before="@1" after="@2" />);
  const card = (name: string) => screen.getByRole("group", { name: `${name}, script vertex` });
  await expect.element(card("a")).toHaveTextContent("changed");
  await expect.element(card("gone")).toHaveTextContent("removed");
  await expect.element(card("fresh")).toHaveTextContent("added");
  await expect.element(card("b")).not.toHaveTextContent(/changed|removed|added/);
  await expect.poll(() => screen.container.querySelectorAll("g[data-diff=removed]").length).toBe(1);
  await expect.poll(() => screen.container.querySelectorAll("g[data-diff=added]").length).toBe(1);
  await expect.element(screen.getByText("3 vertices differ")).toBeVisible();
  await screen.getByRole("button", { name: "Next difference" }).click();
  await expect.element(screen.getByText("1 of 3")).toBeVisible();
  const beside = screen.getByRole("region", { name: "Differences", exact: true });
  await expect.element(beside).toHaveTextContent("vertex a");
  await expect.element(beside).toHaveTextContent("- one");
  await screen.getByRole("button", { name: "Previous difference" }).click();
  await expect.element(screen.getByText("3 of 3")).toBeVisible();
  await card("b").click();
  await expect.element(beside).toHaveTextContent("b -> fresh");
});
