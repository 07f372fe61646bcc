import type { KeptDraft, KeptIn } from "./kept-draft.ts";

/** The browser writes a small draft with each key; a larger one takes longer than a person should wait for a letter. */
const SMALL = 50;
/** So long after a change a large draft is written at the latest. */
const LATEST_MS = 250;

/** Has the browser keep a draft, not more often than it can. */
export type DraftKeeper = {
  /** @returns whether the browser had room, as far as is known. */
  readonly keep: (kept: KeptDraft) => boolean;
  /** Writes what is not written yet, as before the page is left. @returns as `keep`. */
  readonly keepNow: () => boolean;
  /** False where what is kept would end with the tab. */
  readonly outlivesTab: () => boolean;
  /** There is nothing to write any more. */
  readonly forget: () => void;
};

/**
 * @param write gives where it is kept; null where there is no room.
 * @param onKept is told whether there was, once a draft is written that was not written at once.
 */
export function draftKeeper(
  write: (kept: KeptDraft) => KeptIn,
  onKept: (isKept: boolean) => void,
): DraftKeeper {
  let waiting: KeptDraft | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let keptIn: KeptIn = "browser";
  const forget = () => {
    clearTimeout(timer);
    timer = undefined;
    waiting = null;
  };
  const keepNow = () => {
    if (waiting !== null) keptIn = write(waiting);
    forget();
    return keptIn !== null;
  };
  return {
    keep: (kept) => {
      waiting = kept;
      if (kept.file.content.vertices.size <= SMALL) return keepNow();
      // Not begun anew with each key: who types without a pause loses no more than others.
      timer ??= setTimeout(() => onKept(keepNow()), LATEST_MS);
      return keptIn !== null;
    },
    keepNow,
    outlivesTab: () => keptIn === "browser",
    forget: () => {
      forget();
      keptIn = "browser";
    },
  };
}
