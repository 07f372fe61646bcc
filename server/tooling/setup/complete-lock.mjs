/**
 * `node server/tooling/setup/complete-lock.mjs`: writes into package-lock.json the optional packages of other platforms that
 * npm left out. npm drops those that its registry does not carry, as mirrors do, and `npm ci` then refuses the lock, or
 * installs nothing for that platform. Their version is pinned by the package that wants them, and their platform is in
 * their name; only the checksum is missing, until npm writes the lock with a full registry.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LOCK = fileURLToPath(new URL("../../../package-lock.json", import.meta.url));
const SYSTEMS = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64"];
const EXACT = /^\d+\.\d+\.\d+[\w.+-]*$/;

/**
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string> }} Locked
 */

/**
 * What a package is for, by its name, such as `@next/swc-linux-x64-musl`.
 *
 * @param {string} name
 * @returns {Pick<Locked, "os" | "cpu" | "libc"> | null} null where the name tells no platform.
 */
export function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.find((word) => SYSTEMS.includes(word));
  const cpu = words.find((word) => PROCESSORS.includes(word));
  if (os === undefined || cpu === undefined) return null;
  const libc = words.some((word) => word.startsWith("musl"))
    ? "musl"
    : words.some((word) => word.startsWith("gnu"))
      ? "glibc"
      : null;
  return { os: [os], cpu: [cpu], ...(libc === null ? {} : { libc: [libc] }) };
}

/**
 * The optional packages that the lock's packages pin exactly, and that the lock itself does not have.
 *
 * @param {Record<string, Locked>} packages
 * @returns {Map<string, Locked>} by their place in the lock.
 */
export function missingFrom(packages) {
  const missing = new Map();
  for (const [place, { dev, optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const places = [`${place}/node_modules/${name}`, `node_modules/${name}`];
      if (places.some((each) => packages[each] !== undefined) || !EXACT.test(version)) continue;
      const platform = platformOf(name);
      if (platform === null) continue;
      // In npm's own order of keys, or its next writing would change every entry.
      const { os, cpu, libc } = platform;
      const entry = { version, cpu, ...(dev && { dev }), ...(libc && { libc }), optional: true, os };
      missing.set(`node_modules/${name}`, entry);
    }
  }
  return missing;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync(LOCK, "utf8"));
  const missing = missingFrom(lock.packages);
  const all = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) });
  // npm sorts by the locale's order, the root first.
  lock.packages = Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b, "en")));
  writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
  console.error(`${missing.size} packages of other platforms were added.`);
}
