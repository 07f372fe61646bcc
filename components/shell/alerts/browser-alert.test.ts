import { afterEach, expect, test, vi } from "vitest";
import { browserAlert } from "./browser-alert.ts";

afterEach(() => void vi.unstubAllGlobals());

function inBrowserThat(make: () => void): void {
  vi.stubGlobal(
    "Notification",
    class {
      readonly title: string;
      constructor(title: string) {
        this.title = title;
        make();
      }
    },
  );
}

test("a phone whose pages may not make notifications shows none, and nothing breaks", () => {
  inBrowserThat(() => {
    throw new TypeError("Illegal constructor. Use ServiceWorkerRegistration.showNotification() instead.");
  });
  expect(browserAlert("gate of deploy waits for you", {})).toBeNull();
});

test("elsewhere it is shown, and a bug is not hidden", () => {
  inBrowserThat(() => undefined);
  expect(browserAlert("gate of deploy waits for you", {})).toMatchObject({
    title: "gate of deploy waits for you",
  });
  inBrowserThat(() => {
    throw new RangeError("bug");
  });
  expect(() => browserAlert("gate", {})).toThrow("bug");
});
