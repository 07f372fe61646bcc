/** A stream that broke is opened again after these pauses, the last one for as long as it takes. */
const PAUSES_MS = [250, 500, 1_000, 2_000, 4_000, 8_000];

export type StreamEnds = {
  /** Something came: the next pause is the shortest again. */
  readonly received: () => void;
  /** It broke or ended, and may be opened again where it stood. */
  readonly ended: () => void;
};

/**
 * Holds one stream open. The stream itself reconnects after a short break; this opens it again where it gave up: the
 * server was restarted, or answered with an error.
 *
 * @param open opens the stream after what the page already has, and returns what closes it.
 * @returns `close` for good, and `retryNow`, which does not wait any longer (the server was seen alive).
 */
export function keepSubscribed(open: (ends: StreamEnds) => () => void): {
  close: () => void;
  retryNow: () => void;
} {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let close: (() => void) | null = null;
  let breaks = 0;
  let round = 0;

  const start = () => {
    timer = null;
    const mine = ++round;
    const closeIt = open({
      received: () => {
        if (mine === round) breaks = 0;
      },
      ended: () => {
        if (mine !== round) return;
        round += 1;
        close?.();
        close = null;
        timer = setTimeout(start, PAUSES_MS[Math.min(breaks, PAUSES_MS.length - 1)]);
        breaks += 1;
      },
    });
    // It may have been ended before it was open.
    if (mine === round) close = closeIt;
    else closeIt();
  };
  start();
  return {
    close: () => {
      round += 1;
      if (timer !== null) clearTimeout(timer);
      close?.();
      close = null;
    },
    retryNow: () => {
      if (timer === null) return;
      clearTimeout(timer);
      start();
    },
  };
}
