import { expect, test } from "vitest";
import { renderHook } from "vitest-browser-react";
import type { GraphView } from "#contract/graphs/graphs.ts";
import { useViewNow } from "./use-view-now.ts";

const OPENED = { name: "g", folder: "ops", edit: 1 } as GraphView;

test("after a move the editor goes on in the new folder, whichever answer tells of it first", async () => {
  const { result, rerender } = await renderHook((folders?: readonly [string, string]) =>
    useViewNow(OPENED, ...(folders ?? (["ops", "ops"] as const))),
  );
  const folder = () => result.current.folder;
  // One's own move: the dialog fetches the graph, and the next look at the newest save agrees.
  await rerender(["team", "ops"]);
  expect(folder()).toBe("team");
  await rerender(["team", "team"]);
  expect(folder()).toBe("team");
  // The move of somebody else: only the newest save tells of it.
  await rerender(["team", "far"]);
  expect(result.current).toEqual({ ...OPENED, folder: "far" });
  await rerender(["team", "far"]);
  expect(folder()).toBe("far");
});
