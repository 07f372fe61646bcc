const CANVAS = "[data-region][aria-label='Canvas']";
/** What has the focus when it comes to the canvas: what the inspector shows. */
export const CHOSEN = ".react-flow__node.selected, .react-flow__edge.selected";
/** A card with a new name is another element a few frames later. */
const MAX_FRAMES = 10;

/** What is selected on the canvas has the focus; where it is no element, the canvas. */
export function focusChosen(): void {
  const canvas = document.querySelector<HTMLElement>(CANVAS);
  const chosen = canvas?.querySelector<HTMLElement | SVGElement>(CHOSEN) ?? canvas;
  chosen?.focus({ preventScroll: true });
}

/** The same as soon as an edit that was made just now is drawn. */
export function focusChosenOnceDrawn(): void {
  const canvas = document.querySelector<HTMLElement>(CANVAS);
  canvas?.focus({ preventScroll: true });
  const look = (frames: number) =>
    requestAnimationFrame(() => {
      // Somebody went on meanwhile.
      if (document.activeElement !== canvas && document.activeElement !== document.body) return;
      focusChosen();
      if (frames > 0) look(frames - 1);
    });
  look(MAX_FRAMES);
}
