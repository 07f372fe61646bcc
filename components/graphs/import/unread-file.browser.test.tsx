import { expect, test } from "vitest";
import { importPage, paste } from "./import-for-test.tsx";

test.each([
  ["the JSON of another system", '{"name": "My flow", "nodes": [], "connections": {}}'],
  ["the YAML of another system", "name: ci\non: push\njobs: {}\n"],
])("%s that cannot be read is told which systems can be", async (_, text) => {
  const { screen } = await importPage();
  paste(text);
  await expect
    .element(screen.getByRole("dialog"))
    .toHaveTextContent(
      "This is no graph file, and none of the definitions that can be imported: a process of orderlines, a pipeline_tree",
    );
});

test("a graph file with a mistake is told the mistake", async () => {
  const { screen } = await importPage();
  paste("signalbox: 2\nname: mine\nvertices: {}\n");
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("Line 1: Wanted signalbox: 1");
});
