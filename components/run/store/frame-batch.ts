/** Asks to be called before the next frame is drawn. Returns what takes that back. */
export type NextFrame = (call: () => void) => () => void;

const nextFrame: NextFrame = (call) => {
  const frame = requestAnimationFrame(call);
  return () => cancelAnimationFrame(frame);
};

/**
 * Hands over what comes once a frame, all of it together: however much comes, the page draws it once.
 *
 * @returns `add`, and `end`, after which nothing is handed over any more.
 */
export function frameBatch<Item>(
  take: (items: readonly Item[]) => void,
  frames: NextFrame = nextFrame,
): { readonly add: (item: Item) => void; readonly end: () => void } {
  let items: Item[] = [];
  let takeBack: (() => void) | null = null;
  const hand = () => {
    takeBack = null;
    const now = items;
    items = [];
    take(now);
  };
  return {
    add: (item) => {
      items.push(item);
      takeBack ??= frames(hand);
    },
    end: () => {
      takeBack?.();
      items = [];
    },
  };
}
