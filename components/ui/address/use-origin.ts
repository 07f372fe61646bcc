import { useSyncExternalStore } from "react";

/** The address of this server, as the browser reached it. */
export function useOrigin(): string {
  return useSyncExternalStore(
    () => () => undefined,
    () => window.location.origin,
    () => "",
  );
}
