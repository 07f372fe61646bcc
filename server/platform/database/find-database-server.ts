import { execFileSync } from "node:child_process";
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** The program of a database server on this machine. */
export type DatabaseServer = {
  readonly kind: "mariadb" | "mysql";
  readonly program: string;
  readonly version: string;
};

/** Debian and Red Hat keep servers where a plain user's PATH does not look; brew has its own two places. */
const MORE_PLACES = ["/usr/sbin", "/usr/libexec", "/usr/local/sbin", "/opt/homebrew/bin", "/usr/local/bin"];

/** The program `name`, looked for in `first`, then on the PATH, then where servers are kept; null where there is none. */
export function findProgram(name: string, first: readonly string[] = []): string | null {
  const path = (process.env["PATH"] ?? "").split(delimiter).filter((each) => each !== "");
  return [...first, ...path, ...MORE_PLACES].map((each) => join(each, name)).find(isProgram) ?? null;
}

/**
 * The database server's program on this machine: MariaDB's before MySQL's, since it starts faster; null where there is
 * neither. Debian calls MariaDB's program mysqld too, so the kind is what the program itself says.
 */
export function findDatabaseServer(): DatabaseServer | null {
  const program = findProgram("mariadbd") ?? findProgram("mysqld");
  if (program === null) return null;
  // As root, MySQL refuses even this without a user.
  const version = execFileSync(program, ["--no-defaults", "--user=root", "--version"], {
    encoding: "utf8",
  }).trim();
  return { kind: version.includes("MariaDB") ? "mariadb" : "mysql", program, version };
}

/** The program of the same installation as `server`, by its name, such as `mariadb-install-db`; null where there is none. */
export function findCompanion(server: DatabaseServer, name: string): string | null {
  const base = dirname(dirname(realpathSync(server.program)));
  return findProgram(name, [join(base, "bin"), join(base, "scripts")]);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
