import { useEffect, useEffectEvent, useState } from "react";
import { nextId } from "./next-id.ts";
import type { Listed } from "./use-inbox-list.ts";

/** A second press that was meant for the prompt before does nothing. */
const LOCK_MS = 500;
/** So near to the end of the list the next page is asked for. */
const CLOSE_TO_END = 20;

type Options = {
  /** What is listed, with closed ones that are still shown, and what of it can be answered. */
  readonly ids: readonly number[];
  readonly open: ReadonlySet<number>;
  readonly chosen: number | null;
  readonly onChoose: (id: number) => void;
  readonly loadMore: Listed["loadMore"];
};

/** The way from a prompt that was answered to the next one, also where that is on a page that has not come yet. */
export function useGoOn({ ids, open, chosen, onChoose, loadMore }: Options) {
  /** The prompt that the reader came to by an answer, while a press may still be meant for the one before. */
  const [moved, setMoved] = useState<{ readonly to: number; readonly isLocked: boolean } | null>(null);
  /** The last prompt that is listed was answered: the next page is waited for. */
  const [answered, setAnswered] = useState<number | null>(null);
  const [read, setRead] = useState({ id: chosen, isLater: false });
  if (read.id !== chosen) setRead({ id: chosen, isLater: read.id !== null });
  const next = nextId(ids, open, chosen);
  const place = ids.indexOf(chosen ?? 0);
  const canGo = loadMore === null || (next !== null && ids.indexOf(next) > place);
  const loadNext = useEffectEvent(() => void loadMore?.());
  useEffect(() => {
    // The next page is there before the reader is at its end.
    if (place >= ids.length - CLOSE_TO_END) loadNext();
  }, [place, ids.length]);
  const go = () => {
    if (next === null) return;
    setMoved({ to: next, isLocked: true });
    setTimeout(() => setMoved((now) => (now?.to === next ? { to: next, isLocked: false } : now)), LOCK_MS);
    onChoose(next);
  };
  const goLate = useEffectEvent(() => {
    setAnswered(null);
    if (answered === chosen) go();
  });
  useEffect(() => {
    if (answered !== null && canGo) goLate();
  }, [answered, canGo]);
  return {
    /** Null where no other prompt is open. */
    next,
    moved,
    /** Another one was read before: the keyboard may have been in that. */
    isLater: read.isLater,
    /** What is pressed from now on is meant for the prompt that is read: something is entered there. */
    unlock: () => setMoved((now) => now && { ...now, isLocked: false }),
    /** Goes on after an answer to the prompt that is read. */
    goOn: () => (canGo ? go() : setAnswered(chosen)),
  };
}
