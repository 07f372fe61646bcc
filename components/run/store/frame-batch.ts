/** Asks to be called before the next frame is drawn. Returns what takes that back. */
export type NextFrame = (call: () => void) => () => void;

/** The browser's frames and time, in milliseconds. */
export type FrameClock = {
  readonly frame: NextFrame;
  readonly later: (ms: number, call: () => void) => () => void;
  readonly now: () => number;
};

const browser: FrameClock = {
  frame: (call) => {
    const frame = requestAnimationFrame(call);
    return () => cancelAnimationFrame(frame);
  },
  later: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
  now: () => performance.now(),
};

/** After a change was drawn, the page does other things for so many times as long as that took. */
const REST_FACTOR = 2;
/** What has changed is seen after so many milliseconds at the latest, however long it takes to draw. */
const MAX_REST_MS = 80;

/**
 * Frames that leave the page time for other things: where it takes long to draw what has changed, the next change waits a
 * while. A page on which little changes has each change in the next frame.
 */
export function framesWithRest({ frame, later, now }: FrameClock = browser): NextFrame {
  let restUntil = Number.NEGATIVE_INFINITY;
  return (call) => {
    let takeBack: () => void;
    const ask = () => {
      takeBack = frame(() => {
        const began = now();
        if (began < restUntil) {
          takeBack = later(restUntil - began, ask);
          return;
        }
        call();
        // This comes after the frame was drawn.
        later(0, () => {
          const end = now();
          restUntil = end + Math.min((end - began) * REST_FACTOR, MAX_REST_MS);
        });
      });
    };
    ask();
    return () => takeBack();
  };
}

/**
 * Hands over what comes once a frame, all of it together: however much comes, the page draws it once.
 *
 * @returns `add`, and `end`, after which nothing is handed over any more.
 */
export function frameBatch<Item>(
  take: (items: readonly Item[]) => void,
  frames: NextFrame = framesWithRest(),
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
