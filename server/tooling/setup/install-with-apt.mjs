import { existsSync, rmSync, writeFileSync } from "node:fs";
import { findProgram } from "./find-program.mjs";
import { runVisibly, tell } from "./run-visibly.mjs";

const POLICY = "/usr/sbin/policy-rc.d";

/** True where this process may install Debian packages. */
export function canInstallWithApt() {
  return process.getuid?.() === 0 && findProgram("apt-get") !== undefined;
}

/**
 * Installs Debian packages without starting their services: a policy-rc.d that answers 101 forbids it, and is taken
 * away again. Signalbox runs a database server of its own; a second one would hold memory and port 3306 for nobody.
 *
 * @param {readonly string[]} packages
 * @throws {import("./bootstrap-problem.mjs").BootstrapProblem} where apt-get fails.
 */
export function installWithApt(packages) {
  tell(`Installing ${packages.join(" ")} (apt-get install) …`);
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
