import type { Locator, Page } from "@playwright/test";

/** A page that is visited and examined. */
export type ShownPage = {
  readonly name: string;
  readonly path: () => string;
  /** What a person clicks before the examined part is shown. */
  readonly open?: (page: Page) => Promise<void>;
  readonly shown: (page: Page) => Locator;
  readonly says?: string;
};

/** The table of this name. */
export const table = (name: string) => (page: Page) => page.getByRole("table", { name, exact: true });
