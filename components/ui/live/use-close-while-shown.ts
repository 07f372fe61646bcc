import { useIsShown } from "./use-is-shown.ts";

/**
 * Closes a dialog once the server has answered, where it is shown until then. One that was closed meanwhile would close the
 * dialog that is open by now.
 */
export function useCloseWhileShown(onClose: () => void): () => void {
  const isShown = useIsShown();
  return () => {
    if (isShown.current) onClose();
  };
}
