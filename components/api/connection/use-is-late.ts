import { useEffect, useState } from "react";
import { useConnection } from "./connection.ts";

/** Whoever waits longer than this wants to know why. */
const LATE_MS = 15_000;
/** The same while it is known that no answer comes. */
const LATE_AWAY_MS = 1_000;

/** True once a part of the program has been waited for so long that a page should say so. */
export function useIsLate(): boolean {
  const isLive = useConnection(({ state }) => state === "live");
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const wait = isLive && navigator.onLine ? LATE_MS : LATE_AWAY_MS;
    const timer = setTimeout(() => setIsLate(true), wait);
    return () => clearTimeout(timer);
  }, [isLive]);
  return isLate;
}
