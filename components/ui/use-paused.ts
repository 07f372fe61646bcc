import { useEffect, useState } from "react";

/** The server is asked when nothing was typed for so long. */
const PAUSE_MS = 150;

/** A value as it was when it had not changed for a moment. */
export function usePaused<Value>(value: Value): Value {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(() => value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}
