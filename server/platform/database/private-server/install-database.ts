import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type DatabaseServer, findCompanion } from "./find-database-server.ts";

const run = promisify(execFile);

/** The files of a private server. */
export type DatabasePlace = {
  readonly data: string;
  readonly log: string;
  readonly pid: string;
  /** For temporary tables. No other server may have the same one: at its start a server removes what it finds there. */
  readonly temporary: string;
};

/** The paths of a private server's files under `dir`. */
export function databasePlace(dir: string): DatabasePlace {
  return {
    data: join(dir, "data"),
    log: join(dir, "server.log"),
    pid: join(dir, "server.pid"),
    temporary: join(dir, "temporary"),
  };
}

/**
 * Makes the data directory of a private server, unless it exists. It is made under another name and then renamed, so
 * that a start that is killed leaves nothing that looks complete.
 *
 * @throws Error where the directory was made by the other kind of server, or where making it fails: with the last lines
 *   that the server wrote.
 */
export async function installDatabase(server: DatabaseServer, dir: string): Promise<void> {
  const { data, temporary } = databasePlace(dir);
  const kindFile = join(data, "signalbox-server-kind");
  if (existsSync(data)) return assertSameKind(server, data, kindFile);
  const unfinished = `${data}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  try {
    await mkdir(temporary, { recursive: true, mode: 0o700 });
    const [program, args] = installCommand(server, unfinished, temporary);
    await run(program, args);
  } catch (error) {
    throw new Error(`The database's directory could not be made in ${data}: ${lastLinesOf(error)}`, {
      cause: error,
    });
  }
  await writeFile(join(unfinished, "signalbox-server-kind"), `${server.kind}\n`);
  await rename(unfinished, data);
}

function installCommand(server: DatabaseServer, data: string, temporary: string): [string, string[]] {
  // Both servers refuse to run as root without this option.
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  const places = [`--datadir=${data}`, `--tmpdir=${temporary}`];
  if (server.kind === "mysql") {
    return [server.program, ["--no-defaults", "--initialize-insecure", ...places, ...user]];
  }
  const program = findCompanion(server, "mariadb-install-db");
  if (program === null) {
    throw new Error(
      `There is ${server.program} but no mariadb-install-db. Install the whole mariadb-server package.`,
    );
  }
  return [
    program,
    ["--no-defaults", ...places, "--auth-root-authentication-method=normal", "--skip-test-db", ...user],
  ];
}

async function assertSameKind(server: DatabaseServer, data: string, kindFile: string): Promise<void> {
  const kind = existsSync(kindFile) ? (await readFile(kindFile, "utf8")).trim() : server.kind;
  if (kind === server.kind) return;
  throw new Error(
    `The database in ${data} was made by ${kind}, but this machine has ${server.version}, which cannot read it. ` +
      `Install ${kind} again, or move that directory away to start empty.`,
  );
}

function lastLinesOf(error: unknown): string {
  const { stderr, stdout, message } = error as { stderr?: string; stdout?: string; message: string };
  const said = `${stdout ?? ""}\n${stderr ?? ""}`.trim();
  return said === "" ? message : said.split("\n").slice(-12).join("\n");
}
