import { NamedError } from "./copies/named-error.ts";

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
  "Several servers that hold the same data are written host1:3306,host2:3306,host3:3306. " +
  "In a user or password, write special characters percent-encoded (@ as %40, / as %2F).";
/** More servers than this one in an address are a mistake: each of them is asked when a writer is chosen. */
const MAX_SERVERS = 9;
const DEFAULT_PORT = 3306;
const KNOWN_PARAMETERS = ["socketPath", "ssl"];

/**
 * The address of a database cannot be used. The message never contains the address, which may have a password in it.
 */
export class DatabaseUrlProblem extends NamedError {
  static override readonly className = "DatabaseUrlProblem";
  constructor(what: string) {
    super(`The database address (DATABASE_URL) cannot be used: ${what}. ${FORMS}`);
  }
}

/**
 * Reads the address of a database on one server.
 *
 * @param url `mysql://user:password@host:port/name` or `mysql://user@localhost/name?socketPath=/abs/path`; `?ssl=on`
 *   asks for an encrypted connection to a server with a valid certificate.
 * @throws DatabaseUrlProblem which says what is wrong, without the password; also where it names several servers.
 */
export function connectionOptionsOf(url: string): ConnectionOptions {
  const [first, ...others] = databaseServersOf(url);
  if (first === undefined || others.length > 0)
    throw new DatabaseUrlProblem(`it names ${others.length + 1} servers where one is wanted`);
  return first;
}

/**
 * Reads the address of a database, as in `DATABASE_URL`: what is needed to reach each server that it names, in their
 * order. They have one user, password, database and `ssl`.
 *
 * @param url as for `connectionOptionsOf`, with several hosts between commas, or with `socketPath` several times.
 * @throws DatabaseUrlProblem which says what is wrong, without the password.
 */
export function databaseServersOf(url: string): readonly ConnectionOptions[] {
  const parts = urlParts(url);
  const servers = parts.hosts.flatMap((host) => optionsOfOneHost(urlOf(parts, host)));
  if (parts.hosts.length > 1 && servers.some(({ socketPath }) => socketPath !== undefined))
    throw new DatabaseUrlProblem("it has several hosts and a socketPath: write socketPath several times");
  if (servers.length > MAX_SERVERS)
    throw new DatabaseUrlProblem(`it names ${servers.length} servers; at most ${MAX_SERVERS} are allowed`);
  const places = servers.map(placeText);
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice !== undefined) throw new DatabaseUrlProblem(`it names the server ${twice} twice`);
  return servers;
}

/** Where a server is, for messages: `db1:3306`, or the path of its socket. */
export function placeText({ host, port, socketPath }: ConnectionOptions): string {
  return socketPath ?? `${host}:${port}`;
}

/**
 * The same address with the name of another database.
 *
 * @throws DatabaseUrlProblem where `url` is not an address.
 */
export function withDatabaseName(url: string, name: string): string {
  const parts = urlParts(url);
  const [first = ""] = parts.hosts;
  const parsed = parsedUrl(urlOf(parts, first));
  parsed.pathname = `/${encodeURIComponent(name)}`;
  if (parts.hosts.length === 1) return parsed.href;
  return urlOf({ ...parts, rest: `${parsed.pathname}${parsed.search}` }, parts.hosts.join(","));
}

type UrlParts = {
  /** Scheme, user and password. */
  readonly head: string;
  readonly hosts: readonly string[];
  /** Path and parameters. */
  readonly rest: string;
};

/** An address with several hosts is no URL for the URL class, which would take the second host for a port. */
function urlParts(url: string): UrlParts {
  const [, head, authority, rest] = /^([a-z][a-z+.-]*:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (head === undefined || authority === undefined || rest === undefined) {
    parsedUrl(url);
    throw new DatabaseUrlProblem("it is no URL");
  }
  const hosts = authority.split(",");
  if (hosts.length > 1) {
    if (hosts.includes("")) throw new DatabaseUrlProblem("a host is missing before or after a comma");
    const wrong = hosts.find((host) => !URL.canParse(`mysql://${host}/`));
    if (wrong !== undefined) throw new DatabaseUrlProblem(`"${wrong}" is no host with a port`);
  }
  return { head, hosts, rest };
}

function urlOf({ head, rest }: UrlParts, host: string): string {
  return `${head}${host}${rest}`;
}

function optionsOfOneHost(url: string): ConnectionOptions[] {
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
  const login = { user, ...(password === "" ? {} : { password }), database: databaseName(parsed) };
  return placesOf(parsed).map((place) => ({ ...login, ...place }));
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

function placesOf(parsed: URL): readonly Pick<ConnectionOptions, "host" | "port" | "socketPath" | "ssl">[] {
  const socketPaths = parsed.searchParams.getAll("socketPath");
  const ssl = sslOf(parsed);
  if (socketPaths.some((path) => !path.startsWith("/")))
    throw new DatabaseUrlProblem("socketPath must be an absolute path");
  if (socketPaths.length > 0) return socketPaths.map((socketPath) => ({ socketPath, ...ssl }));
  if (parsed.hostname === "") throw new DatabaseUrlProblem("it names no host");
  // A URL writes an IPv6 address in brackets; a socket needs it without them.
  const host = decoded(parsed.hostname, "host").replace(/^\[(.*)\]$/, "$1");
  return [{ host, port: parsed.port === "" ? DEFAULT_PORT : Number(parsed.port), ...ssl }];
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
