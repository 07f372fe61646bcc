/**
 * What must be true before anything else can run: a new enough Node, the packages, a database server. Plain JavaScript
 * with nothing but Node's own modules, since nothing may be installed yet.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
/** `engines` of package.json says the same. */
const OLDEST_NODE = [20, 19];
const SERVER_PLACES = ["/usr/sbin", "/usr/libexec", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"];
const POLICY = "/usr/sbin/policy-rc.d";

export class BootstrapProblem extends Error {}

/**
 * Makes sure of Node, the packages and a database server.
 *
 * @throws BootstrapProblem in one sentence, where a person has to do something.
 */
export function bootstrap() {
  assertNode();
  installPackages();
  makeSureOfDatabaseServer();
}

function tell(line) {
  process.stderr.write(`${line}\n`);
}

function assertNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [wantedMajor, wantedMinor] = OLDEST_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new BootstrapProblem(
    `Signalbox needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}. Install it from https://nodejs.org or with your version manager.`,
  );
}

/** `npm ci` when package-lock.json is not the one that node_modules was installed from. */
function installPackages() {
  const lock = readFileSync(join(ROOT, "package-lock.json"));
  const digest = createHash("sha256").update(lock).update(process.platform + process.arch).digest("hex");
  const stamp = join(ROOT, "node_modules", ".signalbox-installed-from");
  if (existsSync(stamp) && readFileSync(stamp, "utf8").trim() === digest) return;
  if (isInstalledFrom(lock)) {
    writeFileSync(stamp, `${digest}\n`);
    return;
  }
  tell("Installing packages (npm ci) …");
  rmSync(stamp, { force: true });
  run(npmCommand(), ["ci", "--no-audit", "--no-fund", "--include=dev"], "The packages could not be installed: npm ci failed.");
  writeFileSync(stamp, `${digest}\n`);
}

/** Somebody may have run `npm ci` or `npm install` by hand: npm writes what it has installed into a lock of its own. */
function isInstalledFrom(lock) {
  const hidden = join(ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(lock.toString("utf8")).packages;
  const found = JSON.parse(readFileSync(hidden, "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === "" || found[path]?.version === version || (optional && !found[path]),
  );
}

/** npm names its own program to the scripts that it runs. */
function npmCommand() {
  return process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ["npm"];
}

function makeSureOfDatabaseServer() {
  if (process.env.DATABASE_URL || findProgram("mariadbd") || findProgram("mysqld")) return;
  if (process.getuid?.() === 0 && findProgram("apt-get")) {
    tell("Installing a database server (apt-get install mariadb-server) …");
    installWithApt(["mariadb-server"]);
    if (findProgram("mariadbd") || findProgram("mysqld")) return;
  }
  throw new BootstrapProblem(
    "There is no database server on this machine. Install one (apt-get install mariadb-server | dnf install " +
      "mariadb-server | brew install mariadb), or set DATABASE_URL to a MySQL 8 or MariaDB 10.6 database.",
  );
}

/**
 * Installs Debian packages without starting their services: a policy-rc.d that answers 101 forbids it, and is taken
 * away again. Signalbox runs a server of its own, and a second one would hold memory and port 3306 for nobody.
 *
 * @param {string[]} packages
 * @throws BootstrapProblem where apt-get fails.
 */
export function installWithApt(packages) {
  const hadPolicy = existsSync(POLICY);
  if (!hadPolicy) writeFileSync(POLICY, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    run(["apt-get"], ["update", "-q"], "apt-get update failed: is the machine online?", env);
    const install = ["install", "-q", "-y", "--no-install-recommends", ...packages];
    run(["apt-get"], install, `apt-get install ${packages.join(" ")} failed.`, env);
  } finally {
    if (!hadPolicy) rmSync(POLICY, { force: true });
  }
}

/** What it writes goes to stderr: the stdout of `npm start` has one line only. */
function run([program, ...first], rest, problem, env = process.env) {
  const { status, error } = spawnSync(program, [...first, ...rest], { cwd: ROOT, env, stdio: ["ignore", 2, 2] });
  if (error || status !== 0) throw new BootstrapProblem(`${problem} ${error ? error.message : `(exit ${status})`}`);
}

/**
 * The program `name` on the PATH or where servers are kept, or undefined.
 *
 * @param {string} name
 */
export function findProgram(name) {
  const places = [...(process.env.PATH ?? "").split(delimiter), ...SERVER_PLACES].filter((place) => place !== "");
  return places.map((place) => join(place, name)).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Runs `work`; a problem that a person can mend is told in one sentence, without a stack.
 *
 * @param {() => Promise<number>} work gives the exit code.
 */
export async function runAsProgram(work) {
  try {
    process.exit(await work());
  } catch (error) {
    tell(error instanceof BootstrapProblem ? error.message : String(error?.stack ?? error));
    process.exit(1);
  }
}
