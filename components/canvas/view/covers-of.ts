import type { Box } from "../layout/frame-boxes.ts";

/** What lies over the canvas, from its upper left corner: the kinds, the tools, the zoom, the overview. No text does. */
export function coversOf(canvas: HTMLElement | null): readonly Box[] {
  const corner = canvas?.getBoundingClientRect() ?? new DOMRect();
  const panels = canvas?.querySelectorAll(".react-flow__panel:not(.center, .react-flow__attribution)") ?? [];
  return [...panels].map((panel) => {
    const { x, y, width, height } = panel.getBoundingClientRect();
    return { x: x - corner.x, y: y - corner.y, width, height };
  });
}
