/** What mysql2 needs to reach a database. */
export type ConnectionOptions = {
  readonly user: string;
  readonly password?: string;
  readonly database: string;
  readonly host?: string;
  readonly port?: number;
  readonly socketPath?: string;
  readonly ssl?: { readonly minVersion: "TLSv1.2" };
};

const FORMS =
  "Write mysql://user:password@host:3306/name, or mysql://user@localhost/name?socketPath=/path/to/server.sock. " +
  "In a user or password, write special characters percent-encoded (@ as %40, / as %2F).";
const DEFAULT_PORT = 3306;
const KNOWN_PARAMETERS = ["socketPath", "ssl"];

/**
 * The address of a database cannot be used. The message never contains the address, which may have a password in it.
 */
export class DatabaseUrlProblem extends Error {
  constructor(what: string) {
    super(`The database address (DATABASE_URL) cannot be used: ${what}. ${FORMS}`);
    this.name = "DatabaseUrlProblem";
  }
}

/**
 * Reads the address of a database, as in `DATABASE_URL`.
 *
 * @param url `mysql://user:password@host:port/name` or `mysql://user@localhost/name?socketPath=/abs/path`; `?ssl=on`
 *   asks for an encrypted connection to a server with a valid certificate.
 * @throws DatabaseUrlProblem which says what is wrong, without the password.
 */
export function connectionOptionsOf(url: string): ConnectionOptions {
  const parsed = parsedUrl(url);
  const unknown = [...parsed.searchParams.keys()].find((key) => !KNOWN_PARAMETERS.includes(key));
  if (unknown !== undefined) {
    throw new DatabaseUrlProblem(
      `the parameter "${unknown}" is not known; known are ${KNOWN_PARAMETERS.join(" and ")}`,
    );
  }
  const user = decoded(parsed.username, "user");
  if (user === "") throw new DatabaseUrlProblem("it names no user");
  const password = decoded(parsed.password, "password");
  return {
    user,
    ...(password === "" ? {} : { password }),
    database: databaseName(parsed),
    ...placeOf(parsed),
  };
}

/**
 * The same address with the name of another database.
 *
 * @throws DatabaseUrlProblem where `url` is not an address.
 */
export function withDatabaseName(url: string, name: string): string {
  const parsed = parsedUrl(url);
  parsed.pathname = `/${encodeURIComponent(name)}`;
  return parsed.href;
}

/** The address of a database on a server that listens only at a socket file, and asks for no password there. */
export function socketDatabaseUrl(socketPath: string, name: string): string {
  return `mysql://root@localhost/${encodeURIComponent(name)}?socketPath=${encodeURIComponent(socketPath)}`;
}

function parsedUrl(url: string): URL {
  // The message of the global URL class would repeat the whole address with its password.
  if (!URL.canParse(url)) throw new DatabaseUrlProblem("it is no URL");
  const parsed = new URL(url);
  if (parsed.protocol !== "mysql:" && parsed.protocol !== "mariadb:") {
    throw new DatabaseUrlProblem(`it starts with ${parsed.protocol}// where mysql:// is wanted`);
  }
  return parsed;
}

function databaseName(parsed: URL): string {
  const name = decoded(parsed.pathname.replace(/^\//, ""), "database name");
  if (name === "") throw new DatabaseUrlProblem("it names no database");
  if (name.includes("/")) throw new DatabaseUrlProblem(`"${name}" is no name of a database`);
  return name;
}

function placeOf(parsed: URL): Pick<ConnectionOptions, "host" | "port" | "socketPath" | "ssl"> {
  const socketPath = parsed.searchParams.get("socketPath");
  const ssl = sslOf(parsed);
  if (socketPath !== null) {
    if (!socketPath.startsWith("/")) throw new DatabaseUrlProblem("socketPath must be an absolute path");
    return { socketPath, ...ssl };
  }
  if (parsed.hostname === "") throw new DatabaseUrlProblem("it names no host");
  // A URL writes an IPv6 address in brackets; a socket needs it without them.
  const host = decoded(parsed.hostname, "host").replace(/^\[(.*)\]$/, "$1");
  return { host, port: parsed.port === "" ? DEFAULT_PORT : Number(parsed.port), ...ssl };
}

function sslOf(parsed: URL): Pick<ConnectionOptions, "ssl"> {
  const ssl = parsed.searchParams.get("ssl");
  if (ssl === null || ssl === "off") return {};
  if (ssl !== "on") throw new DatabaseUrlProblem(`ssl is "${ssl}" where on or off is wanted`);
  return { ssl: { minVersion: "TLSv1.2" } };
}

function decoded(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new DatabaseUrlProblem(`the ${what} has a % that is not followed by two hexadecimal digits`);
  }
}
