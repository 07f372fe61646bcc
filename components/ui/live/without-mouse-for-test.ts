import { onTestFinished } from "vitest";

/** The page believes to the end of this test that it is on a device without a mouse: its lists always hold. */
export function withoutMouse(): void {
  const { matchMedia } = window;
  window.matchMedia = (query) =>
    query === "(hover: none)"
      ? { ...matchMedia.call(window, query), matches: true }
      : matchMedia.call(window, query);
  onTestFinished(() => {
    window.matchMedia = matchMedia;
  });
}
