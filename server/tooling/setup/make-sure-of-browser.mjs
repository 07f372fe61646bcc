import { spawnSync } from "node:child_process";
import { BootstrapProblem } from "./bootstrap-problem.mjs";
import { browserProgram, WITHOUT_WINDOW } from "./browser-program.mjs";
import { canInstallWithApt, INSTALL_IS_OFF, installWithApt, mayInstall } from "./install-with-apt.mjs";
import { tell } from "./run-visibly.mjs";

/** A download that has not even connected by then goes nowhere. */
const CONNECT_TIMEOUT_MS = 15_000;
const DOWNLOAD_TIMEOUT_MS = 300_000;
/** Where Debian's package has it. Ubuntu has neither this package nor that without a window. */
const DEBIANS_CHROMIUM = "/usr/bin/chromium";

/**
 * Makes sure of a Chromium for the browser tests: one that is there, else Playwright's own, else Debian's. Beside Debian's
 * with a window it installs the one without, where it may.
 *
 * @throws {BootstrapProblem} where a person has to install one.
 */
export async function makeSureOfBrowser() {
  if (browserProgram() === DEBIANS_CHROMIUM) addOneWithoutWindow();
  if (browserProgram() !== null || (await runsPlaywrightsOwn())) return;
  if (mayInstall()) {
    tell(
      "Downloading Chromium for the browser tests (playwright install). SIGNALBOX_INSTALL=never forbids this.",
    );
    spawnSync(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"], {
      env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(CONNECT_TIMEOUT_MS) },
      stdio: ["ignore", 2, 2],
      timeout: DOWNLOAD_TIMEOUT_MS,
    });
    if (await runsPlaywrightsOwn()) return;
  }
  if (canInstallWithApt()) {
    installWithApt(["chromium"], "the browser tests need a browser");
    if (browserProgram() !== null) return;
  }
  throw new BootstrapProblem(
    "There is no Chromium for the browser tests. Install one (apt-get install chromium | dnf install chromium | " +
      "npx playwright install --with-deps chromium), or set SIGNALBOX_CHROMIUM to its path." +
      (mayInstall() ? "" : ` ${INSTALL_IS_OFF}`),
  );
}

/** It only saves time: where it cannot be had, the tests run with the one that is there. */
function addOneWithoutWindow() {
  if (process.env["SIGNALBOX_CHROMIUM"] || !canInstallWithApt()) return;
  try {
    installWithApt(
      [WITHOUT_WINDOW],
      "the browser tests take half of the time with a Chromium that has no window",
    );
  } catch (error) {
    if (!(error instanceof BootstrapProblem)) throw error;
    tell(`${error.message} The browser tests run with ${DEBIANS_CHROMIUM}.`);
  }
}

/** It may be there and still lack libraries of the system, so it is started. */
async function runsPlaywrightsOwn() {
  const { chromium } = await import("@playwright/test");
  try {
    const browser = await chromium.launch();
    await browser.close();
    return true;
  } catch {
    return false; // Why is of no interest: another one is tried next.
  }
}
