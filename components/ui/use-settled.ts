import { useEffect, useState } from "react";

/** So long nothing is typed before the server is asked. */
const PAUSE_MS = 250;

/** A value as it was when it had not changed for a moment. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
