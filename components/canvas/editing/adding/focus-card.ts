/**
 * A card is an element a few frames after its vertex is in the draft, or once the view has moved to it; where cards are only
 * drawn, it never is.
 */
const MAX_FRAMES = 20;

/**
 * Gives the focus to a card as soon as it is an element, so that the next key is meant for it.
 *
 * @param instead what gets it where there is no such element.
 */
export function focusCard(vertex: string | undefined, instead: Element | null): void {
  focusDrawn(`.react-flow__node[data-id="${CSS.escape(vertex ?? "")}"]`, instead);
}

/** The same for an edge. */
export function focusEdge(id: string, instead: Element | null): void {
  focusDrawn(`.react-flow__edge[data-id="${CSS.escape(id)}"]`, instead);
}

function focusDrawn(found: string, instead: Element | null): void {
  const look = (frames: number) =>
    requestAnimationFrame(() => {
      const drawn = document.querySelector<HTMLElement | SVGElement>(found);
      if (drawn !== null) drawn.focus({ preventScroll: true });
      else if (frames > 0) look(frames - 1);
      else if (instead instanceof HTMLElement) instead.focus({ preventScroll: true });
    });
  look(MAX_FRAMES);
}
