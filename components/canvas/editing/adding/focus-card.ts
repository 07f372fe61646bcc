/** A card is an element a few frames after its vertex is in the draft; where cards are only drawn, it never is. */
const MAX_FRAMES = 10;

/**
 * Gives the focus to a card as soon as it is an element, so that the next key is meant for it.
 *
 * @param instead what gets it where there is no such element.
 */
export function focusCard(vertex: string | undefined, instead: Element | null): void {
  const found = `.react-flow__node[data-id="${CSS.escape(vertex ?? "")}"]`;
  const look = (frames: number) =>
    requestAnimationFrame(() => {
      const card = document.querySelector<HTMLElement>(found);
      if (card !== null) card.focus({ preventScroll: true });
      else if (frames > 0) look(frames - 1);
      else if (instead instanceof HTMLElement) instead.focus({ preventScroll: true });
    });
  look(MAX_FRAMES);
}
