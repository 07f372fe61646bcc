import { existsSync, rmSync, writeFileSync } from "node:fs";
import { findProgram } from "../../platform/find-program.mjs";
import { runVisibly, tell } from "./run-visibly.mjs";

const POLICY = "/usr/sbin/policy-rc.d";

/** What to say beside an offer to install by hand, where a person has forbidden it. */
export const INSTALL_IS_OFF = "SIGNALBOX_INSTALL=never: nothing is installed or downloaded by itself.";

/** False where `SIGNALBOX_INSTALL=never` forbids to install programs on this machine. */
export function mayInstall() {
  return process.env["SIGNALBOX_INSTALL"] !== "never";
}

/** True where this process may install Debian packages. */
export function canInstallWithApt() {
  return mayInstall() && process.getuid?.() === 0 && findProgram("apt-get") !== null;
}

/**
 * Says what it installs and why, then installs Debian packages without starting their services: a policy-rc.d that
 * answers 101 forbids that, and is taken away again. Signalbox runs a database server of its own; a second one would
 * only use memory and port 3306.
 *
 * @param {readonly string[]} packages
 * @param {string} reason what they are for: a clause of a sentence.
 * @throws {import("./bootstrap-problem.mjs").BootstrapProblem} where apt-get fails.
 */
export function installWithApt(packages, reason) {
  tell(
    `Installing ${packages.join(" ")} with apt-get: ${reason}. ` +
      "Its services are not started. SIGNALBOX_INSTALL=never forbids this.",
  );
  const hadPolicy = existsSync(POLICY);
  if (!hadPolicy) writeFileSync(POLICY, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    runVisibly(["apt-get", "update", "-q"], "apt-get update failed: is the machine online?", env);
    const install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", ...packages];
    runVisibly(install, `${packages.join(" ")} could not be installed.`, env);
  } finally {
    if (!hadPolicy) rmSync(POLICY, { force: true });
  }
}
