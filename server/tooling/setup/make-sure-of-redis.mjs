import { findProgram } from "../../platform/find-program.mjs";
import { BootstrapProblem } from "./bootstrap-problem.mjs";
import { canInstallWithApt, INSTALL_IS_OFF, installWithApt, mayInstall } from "./install-with-apt.mjs";

/**
 * Makes sure of a redis-server for the tests of streams: the product itself needs none.
 *
 * @throws {BootstrapProblem} where a person has to install one.
 */
export function makeSureOfRedis() {
  if (findProgram("redis-server") !== null) return;
  if (canInstallWithApt()) {
    installWithApt(["redis-server"], "the tests of streams need a Redis server");
    if (findProgram("redis-server") !== null) return;
  }
  throw new BootstrapProblem(
    "There is no redis-server for the tests of streams. Install one (apt-get install redis-server | " +
      `dnf install redis | brew install redis).${mayInstall() ? "" : ` ${INSTALL_IS_OFF}`}`,
  );
}
