/** Plain JavaScript: it is asked before anything is installed, and by playwright.config.ts. */
import { existsSync } from "node:fs";
import { findProgram } from "../../platform/find-program.mjs";

/** The program, and the package of Debian that has it. */
export const WITHOUT_WINDOW = "chromium-headless-shell";
/** Chromium without a window comes first: the browser tests take half of the time with it (decision 103). */
const NAMES = [WITHOUT_WINDOW, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** Debian's Chromium asks for these: no GPU here, and nothing fetched in the background. */
export const QUIET_BROWSER = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * For tests, which open each page once: what the browser's optimizing compilers make of a script in the background is thrown
 * away before it is used (decision 103). Benchmarks do without this.
 */
export const TEST_BROWSER = [...QUIET_BROWSER, "--js-flags=--no-turbofan --no-maglev"];

/**
 * The browser of this machine for the browser tests, or null where Playwright's own has to be used.
 * `SIGNALBOX_CHROMIUM` names another.
 *
 * @returns {string | null}
 */
export function browserProgram() {
  const named = process.env["SIGNALBOX_CHROMIUM"];
  if (named !== undefined && named !== "") return named;
  const found = NAMES.map((name) => findProgram(name)).find((path) => path !== null);
  return found ?? (existsSync(MAC_CHROME) ? MAC_CHROME : null);
}
