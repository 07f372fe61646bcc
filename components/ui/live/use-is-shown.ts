import { type RefObject, useEffect, useRef } from "react";

/** Whether a component is still shown, for what is answered later: whoever left it meanwhile is not taken elsewhere. */
export function useIsShown(): RefObject<boolean> {
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  return isShown;
}
