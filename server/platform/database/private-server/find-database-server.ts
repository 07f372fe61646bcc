import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { findProgram, usualDirectories } from "../../find-program.mjs";

/** The program of a database server on this machine. */
export type DatabaseServer = {
  readonly kind: "mariadb" | "mysql";
  readonly program: string;
  readonly version: string;
};

/**
 * The database server's program on this machine: MariaDB before MySQL, because it starts faster; null where there is
 * neither. Debian calls MariaDB's program mysqld too, so the kind is read from the program's own output.
 */
export function findDatabaseServer(): DatabaseServer | null {
  const program = findProgram("mariadbd") ?? findProgram("mysqld");
  if (program === null) return null;
  // As root, MySQL refuses even this call without a user.
  const version = execFileSync(program, ["--no-defaults", "--user=root", "--version"], {
    encoding: "utf8",
  }).trim();
  return { kind: version.includes("MariaDB") ? "mariadb" : "mysql", program, version };
}

/** Another program of the same installation as `server`, such as `mariadb-install-db`; null where there is none. */
export function findCompanion(server: DatabaseServer, name: string): string | null {
  const base = dirname(dirname(realpathSync(server.program)));
  return findProgram(name, [join(base, "bin"), join(base, "scripts"), ...usualDirectories()]);
}
