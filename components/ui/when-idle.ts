/** So long a browser that is busy, or cannot say when it is idle, is waited for. */
const MAX_WAIT_MS = 2_000;

/** Calls once the browser has nothing else to do. @returns what keeps it from being called. */
export function whenIdle(call: () => void): () => void {
  // Safari has no such call.
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(call, MAX_WAIT_MS);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(call, { timeout: MAX_WAIT_MS });
  return () => cancelIdleCallback(asked);
}
