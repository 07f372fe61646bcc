import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { tabTo } from "#components/ui/keys/tab-to-for-test.ts";
import { canvasOf } from "./canvas-for-test.tsx";

const GRAPH = `signalbox: 1
name: g
vertices: { A: {}, B: {} }
edges: [A -> B]
layout: { A: [400, 300], B: [0, 0] }
`;

test.each(["the mouse", "keys alone"])(
  "by %s cards are tidied in a direction, which is one step",
  async (by) => {
    const { screen, store } = await canvasOf(GRAPH);
    const tidy = screen.getByRole("button", { name: "Tidy" });
    const down = screen.getByRole("menuitem", { name: "From top to bottom" });
    if (by === "the mouse") {
      await tidy.click();
      await down.click();
    } else {
      await tabTo(tidy);
      await userEvent.keyboard("{Enter}");
      await expect.element(screen.getByRole("menuitem", { name: "From left to right" })).toHaveFocus();
      await userEvent.keyboard("{ArrowDown}{Enter}");
    }
    const places = () => {
      const { layout } = store.getState().draft.file;
      return [layout.get("A"), layout.get("B")];
    };
    await expect.poll(() => (places()[1]?.y ?? 0) > (places()[0]?.y ?? 0) + 50).toBe(true);
    if (by === "keys alone") await userEvent.keyboard("{Control>}z{/Control}");
    else await screen.getByRole("button", { name: "Undo" }).click();
    await expect.poll(places).toEqual([
      { x: 400, y: 300 },
      { x: 0, y: 0 },
    ]);
  },
);
