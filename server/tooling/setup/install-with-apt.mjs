import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { findProgram } from "../../platform/find-program.mjs";
import { runVisibly, tell } from "./run-visibly.mjs";

const POLICY = "/usr/sbin/policy-rc.d";
/** What a terminal or a supervisor ends a process with. */
const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

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
 * answers 101 forbids that, and is taken away again, also where a signal ends this process. Signalbox runs a database server of its own; a second one would
 * only use memory and port 3306.
 *
 * @param {readonly string[]} packages
 * @param {string} reason what they are for: a clause of a sentence.
 * @param {string} [policy] the file that Debian asks before it starts a service.
 * @throws {import("./bootstrap-problem.mjs").BootstrapProblem} where apt-get fails.
 */
export function installWithApt(packages, reason, policy = POLICY) {
  tell(
    `Installing ${packages.join(" ")} with apt-get: ${reason}. ` +
      "Its services are not started. SIGNALBOX_INSTALL=never forbids this.",
  );
  const isOwn = !isOfOthers(policy);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const releaseSignals = holdSignals();
  try {
    if (isOwn) {
      rmSync(policy, { force: true });
      writeFileSync(policy, policyText(process.pid), { mode: 0o755 });
    }
    runVisibly(["apt-get", "update", "-q"], "apt-get update failed: is the machine online?", env);
    const install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", ...packages];
    runVisibly(install, `${packages.join(" ")} could not be installed.`, env);
  } finally {
    if (isOwn) rmSync(policy, { force: true });
    releaseSignals();
  }
}

const OWN_POLICY = "# Signalbox: no service is started while this process installs packages:";

/**
 * Where the process was killed and could not take it away, the file forbids nothing.
 *
 * @param {number} pid
 */
function policyText(pid) {
  return `#!/bin/sh\n${OWN_POLICY} ${pid}\nkill -0 ${pid} 2>/dev/null && exit 101\nexit 0\n`;
}

/**
 * True where the file is there, and is none that a process of ours has left when it was killed.
 *
 * @param {string} policy
 */
function isOfOthers(policy) {
  try {
    const [, pid] = readFileSync(policy, "utf8").split(`${OWN_POLICY} `);
    return pid === undefined || isRunning(Number.parseInt(pid, 10));
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code !== "ENOENT";
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * Signals that would end this process end it only after the function that this gives was called: what is under way does
 * not give way to them. A program that it waits for has them from the terminal itself.
 */
function holdSignals() {
  /** @param {NodeJS.Signals} signal */
  const end = (signal) => {
    stop();
    process.kill(process.pid, signal);
  };
  const stop = () => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  // Those that came meanwhile are told between the two.
  return () => setImmediate(() => setImmediate(stop));
}
