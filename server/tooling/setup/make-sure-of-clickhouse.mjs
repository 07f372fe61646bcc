import { findProgram } from "../../platform/find-program.mjs";
import { BootstrapProblem } from "./bootstrap-problem.mjs";
import { canInstallWithApt, INSTALL_IS_OFF, installWithApt, mayInstall } from "./install-with-apt.mjs";

/**
 * Makes sure of a clickhouse-server for the tests of connections.
 *
 * @throws {BootstrapProblem} where a person has to install one.
 */
export function makeSureOfClickhouse() {
  if (findProgram("clickhouse-server") !== null) return;
  if (canInstallWithApt()) {
    installWithApt(["clickhouse-server"], "the tests of connections need a ClickHouse");
    if (findProgram("clickhouse-server") !== null) return;
  }
  throw new BootstrapProblem(
    "There is no clickhouse-server for the tests of connections. Install one (apt-get install clickhouse-server)." +
      (mayInstall() ? "" : ` ${INSTALL_IS_OFF}`),
  );
}
