/** What the browser has to do comes first: clicks, keys, frames. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
