import { type RefObject, useRef, type WheelEvent } from "react";

/** Nearer to the end than this counts as at the end. */
const AT_END = 24;

/**
 * Says when a person leaves the end of a log, and when they come back to it: only by what they do themselves, so a log that
 * is scrolled to a line near its end stays there.
 */
export function useFollowing(
  box: RefObject<HTMLElement | null>,
  isFollowing: boolean,
  onFollow: (isFollowing: boolean) => void,
) {
  /** Whether the last thing that scrolled was the reader. */
  const isByReader = useRef(false);
  const note = () => {
    isByReader.current = true;
  };
  return {
    /** To be called before the page scrolls by itself. */
    moved: () => {
      isByReader.current = false;
    },
    /** Whether the last thing that scrolled was the reader. */
    isByReader: () => isByReader.current,
    handlers: {
      onWheel: ({ deltaY }: WheelEvent) => {
        note();
        if (isFollowing && deltaY < 0) onFollow(false);
      },
      onKeyDown: note,
      onPointerDown: note,
      onTouchMove: note,
      onScroll: () => {
        const scroller = box.current;
        if (scroller === null || !isByReader.current) return;
        const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
        if (isFollowing && left > AT_END) onFollow(false);
        if (!isFollowing && left <= 1) onFollow(true);
      },
    },
  };
}
