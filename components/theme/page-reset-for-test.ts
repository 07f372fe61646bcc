import { vi } from "vitest";
import { userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import { useConnection } from "#components/api/connection/connection.ts";
import { useOpenedBy } from "#components/api/connection/opened-by.ts";
import { paletteFold } from "#components/canvas/editing/use-palette-fold.ts";
import { heldStore } from "#components/inbox/held/held-store.ts";
import { useWrapped } from "#components/vertex-form/script/use-wrapped.ts";

/**
 * Looks at the browser page as it is now.
 *
 * @returns a function that gives back what the component tests of one file may have changed of it.
 */
export function rememberPage(): () => Promise<void> {
  const address = window.location.href;
  const inBody = new Set(document.body.childNodes);
  const attributes = [document.documentElement, document.body].map((element) => ({
    element,
    before: Array.from(element.attributes, ({ name, value }) => [name, value] as const),
  }));
  return async () => {
    await cleanup();
    // Keys and buttons that are still pressed.
    await userEvent.cleanup();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    vi.useRealTimers();
    window.localStorage.clear();
    window.sessionStorage.clear();
    window.history.replaceState(null, "", address);
    window.scrollTo(0, 0);
    for (const node of [...document.body.childNodes]) if (!inBody.has(node)) node.remove();
    for (const { element, before } of attributes) {
      for (const name of element.getAttributeNames()) element.removeAttribute(name);
      for (const [name, value] of before) element.setAttribute(name, value);
    }
  };
}

/** What the page keeps beside its components is again as when it was loaded: the file before ended anywhere. */
export function resetStores(): void {
  useConnection.setState(useConnection.getInitialState(), true);
  useOpenedBy.setState(useOpenedBy.getInitialState(), true);
  useWrapped.setState(useWrapped.getInitialState(), true);
  paletteFold.setState(paletteFold.getInitialState(), true);
  heldStore.setState(heldStore.getInitialState(), true);
}
