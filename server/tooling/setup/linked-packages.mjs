import { lstatSync, realpathSync } from "node:fs";
import { BootstrapProblem } from "./bootstrap-problem.mjs";

/**
 * `npm ci` empties node_modules first. Where that is a link, it would empty the packages of another checkout.
 *
 * @param {string} packages the path of node_modules
 * @throws {BootstrapProblem} where it is a link, to a folder or to nothing.
 */
export function assertPackagesAreOwn(packages) {
  if (!lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  throw new BootstrapProblem(
    `The packages in node_modules are not those of package-lock.json, and node_modules is a link${targetOf(packages)}. ` +
      "Installing would empty the folder it points to, so nothing was changed. Remove the link and start again.",
  );
}

/** @param {string} link */
function targetOf(link) {
  try {
    return ` to ${realpathSync(link)}`;
  } catch {
    return " to a folder that is not there";
  }
}
