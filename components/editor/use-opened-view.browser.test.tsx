import { expect, test } from "vitest";
import { renderHook } from "vitest-browser-react";
import type { GraphView } from "#contract/graphs/graphs.ts";
import { useOpenedView } from "./use-opened-view.ts";

test("after a move the editor goes on in the new folder, with the draft that was opened", async () => {
  const first = { name: "g", folder: "ops", edit: 1 } as GraphView;
  const { result, rerender } = await renderHook((view?: GraphView) => useOpenedView(view ?? first));
  await rerender({ ...first, edit: 2 });
  expect(result.current.opened).toBe(first);
  expect(result.current.view).toEqual(first);
  await rerender({ ...first, edit: 2, folder: "team" });
  expect(result.current.opened).toBe(first);
  expect(result.current.view).toEqual({ ...first, folder: "team" });
});
