/**
 * What must be true before anything else can run: a new enough Node, the packages, a database server. Plain JavaScript
 * with nothing but Node's own modules, here and in what it imports: nothing may be installed yet.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { NO_DATABASE_SERVER } from "../../platform/database/private-server/no-database-server.mjs";
import { findProgram } from "../../platform/find-program.mjs";
import { BootstrapProblem } from "./bootstrap-problem.mjs";
import { canInstallWithApt, INSTALL_IS_OFF, installWithApt, mayInstall } from "./install-with-apt.mjs";
import { assertPackagesAreOwn } from "./linked-packages.mjs";
import { runVisibly, tell } from "./run-visibly.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
/** `engines` of package.json says the same. */
const OLDEST_NODE = [20, 19];

/**
 * Makes sure of Node, the packages and a database server, and of bubblewrap where that can be installed.
 *
 * @throws {BootstrapProblem} where a person has to do something.
 */
export function bootstrap() {
  assertNode();
  installPackages();
  makeSureOfDatabaseServer();
  installBubblewrap();
}

function assertNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = OLDEST_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new BootstrapProblem(
    `Signalbox needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}. ` +
      "Install it from https://nodejs.org or with your version manager.",
  );
}

/** `npm ci` when package-lock.json is not the one that node_modules was installed from. */
function installPackages() {
  const lock = readFileSync(join(ROOT, "package-lock.json"));
  const digest = createHash("sha256")
    .update(lock)
    .update(`${process.platform} ${process.arch}`)
    .digest("hex");
  const stamp = join(ROOT, "node_modules", ".signalbox-installed-from");
  if (existsSync(stamp) && readFileSync(stamp, "utf8").trim() === digest) return;
  if (!isInstalledFrom(lock)) {
    assertPackagesAreOwn(join(ROOT, "node_modules"));
    tell("Installing packages (npm ci) …");
    rmSync(stamp, { force: true });
    runVisibly([...npmCommand(), "ci", "--no-audit", "--no-fund", "--include=dev"], "npm ci failed.");
  }
  writeFileSync(stamp, `${digest}\n`);
}

/**
 * Somebody may have installed by hand: npm writes what it has installed into a lock of its own.
 *
 * @param {Buffer} lock
 */
function isInstalledFrom(lock) {
  const hidden = join(ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(lock.toString("utf8")).packages;
  const found = JSON.parse(readFileSync(hidden, "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === "" || found[path]?.version === version || (optional && !found[path]),
  );
}

/** npm tells the scripts that it runs where it is itself. */
function npmCommand() {
  const npm = process.env["npm_execpath"];
  return npm ? [process.execPath, npm] : ["npm"];
}

function makeSureOfDatabaseServer() {
  const isThere = () => findProgram("mariadbd") !== null || findProgram("mysqld") !== null;
  if (process.env["DATABASE_URL"] || isThere()) return;
  if (canInstallWithApt()) {
    installWithApt(["mariadb-server"], "Signalbox keeps its data in a database server of its own");
    if (isThere()) return;
  }
  throw new BootstrapProblem(mayInstall() ? NO_DATABASE_SERVER : `${NO_DATABASE_SERVER} ${INSTALL_IS_OFF}`);
}

/** Without bubblewrap scripts run with less containment, and the runners page says so: it is no reason not to start. */
function installBubblewrap() {
  if (process.platform !== "linux" || findProgram("bwrap") !== null || !canInstallWithApt()) return;
  if (/^(slot-user|pid-namespace|process-group)$/.test(process.env["SIGNALBOX_CONTAINMENT"] ?? "")) return;
  try {
    installWithApt(["bubblewrap"], "scripts run behind a fence with it");
  } catch (error) {
    if (!(error instanceof BootstrapProblem)) throw error;
    tell(`${error.message} Scripts run without a fence.`);
  }
}
