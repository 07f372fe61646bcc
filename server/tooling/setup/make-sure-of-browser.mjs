import { spawnSync } from "node:child_process";
import { BootstrapProblem } from "./bootstrap-problem.mjs";
import { browserProgram } from "./browser-program.mjs";
import { canInstallWithApt, INSTALL_IS_OFF, installWithApt, mayInstall } from "./install-with-apt.mjs";
import { tell } from "./run-visibly.mjs";

/** A download that has not even connected by then goes nowhere. */
const CONNECT_TIMEOUT_MS = 15_000;
const DOWNLOAD_TIMEOUT_MS = 300_000;

/**
 * Makes sure of a Chromium for the browser tests: one that is there, else Playwright's own, else Debian's.
 *
 * @throws {BootstrapProblem} where a person has to install one.
 */
export async function makeSureOfBrowser() {
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
