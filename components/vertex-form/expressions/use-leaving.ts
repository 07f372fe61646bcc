import { type RefObject, useEffect, useEffectEvent } from "react";

type Leaving = {
  /** Where the focus may go without leaving. */
  readonly isKept: (to: Element) => boolean;
  /** At once when the focus goes elsewhere, before a click there does anything. */
  readonly release: () => void;
  /** After that click: what it is meant for must not move away under the pointer. */
  readonly leave: () => void;
};

/** Tells once the focus has left an element, by a key or by the pointer. */
export function useLeaving(
  root: RefObject<HTMLElement | null>,
  isOn: boolean,
  { isKept, release, leave }: Leaving,
): void {
  const keeps = useEffectEvent(isKept);
  const releases = useEffectEvent(release);
  const leaves = useEffectEvent(leave);
  useEffect(() => {
    const element = root.current;
    if (!isOn || element === null) return;
    const controller = new AbortController();
    const options = { signal: controller.signal, capture: true };
    let isDown = false;
    let isLeft = false;
    const down = () => {
      isDown = true;
    };
    const come = () => {
      isLeft = false;
    };
    const up = () => {
      isDown = false;
      // The click comes after this event.
      if (isLeft) setTimeout(() => isLeft && leaves());
    };
    window.addEventListener("pointerdown", down, options);
    window.addEventListener("pointerup", up, options);
    window.addEventListener("pointercancel", up, options);
    element.addEventListener("focusin", come, options);
    element.addEventListener(
      "focusout",
      ({ relatedTarget: to }) => {
        // Another window has the focus: it will come back.
        if (!document.hasFocus()) return;
        if (to instanceof Element && (element.contains(to) || keeps(to))) return;
        releases();
        if (isDown) isLeft = true;
        else leaves();
      },
      options,
    );
    return () => {
      isLeft = false;
      controller.abort();
    };
  }, [root, isOn]);
}
