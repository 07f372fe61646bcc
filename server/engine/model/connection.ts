/** The kinds of servers that a connection leads to. */
export const CONNECTION_KINDS = ["redis", "clickhouse", "mysql", "http"] as const;
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

/** An address of a connection in its parts. */
export type ServerAddress = {
  readonly isEncrypted: boolean;
  readonly host: string;
  readonly port: number;
  /** The database of redis, clickhouse and mysql; the beginning of every path of http. Without a slash at its ends. */
  readonly path: string;
};

type Scheme = { readonly isEncrypted: boolean; readonly port: number };

const SCHEMES: Readonly<Record<ConnectionKind, Readonly<Record<string, Scheme>>>> = {
  redis: { redis: { isEncrypted: false, port: 6379 }, rediss: { isEncrypted: true, port: 6379 } },
  clickhouse: { http: { isEncrypted: false, port: 8123 }, https: { isEncrypted: true, port: 8443 } },
  mysql: { mysql: { isEncrypted: false, port: 3306 }, mysqls: { isEncrypted: true, port: 3306 } },
  http: { http: { isEncrypted: false, port: 80 }, https: { isEncrypted: true, port: 443 } },
};

const EXAMPLES: Readonly<Record<ConnectionKind, string>> = {
  redis: "redis://cache.example.com:6379/0",
  clickhouse: "https://warehouse.example.com:8443/default",
  mysql: "mysql://shop.example.com:3306/shop",
  http: "https://api.example.com/v1",
};

const ADDRESS = /^([a-z]+):\/\/(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?(?:\/(.*))?$/;
const MAX_PORT = 65_535;

/** Reads the address of a connection. It never has a user name or a password: those are kept apart. */
export function readAddress(
  kind: ConnectionKind,
  text: string,
): { readonly address: ServerAddress } | { readonly problem: string } {
  const wanted = `Wanted an address such as ${EXAMPLES[kind]}`;
  if (/^[^/?#]*:\/\/[^/?#]*@/.test(text))
    return {
      problem: `${wanted}: without a user name and a password. The name has a field of its own, and the password is a secret.`,
    };
  if (/[?#]/.test(text)) return { problem: `${wanted}: without \`?\` and \`#\`.` };
  const [, scheme = "", host = "", port, path = ""] = ADDRESS.exec(text) ?? [];
  const known = Object.entries(SCHEMES[kind]).find(([name]) => name === scheme)?.[1];
  if (known === undefined) return { problem: `${wanted}.` };
  const number = port === undefined ? known.port : Number(port);
  if (number < 1 || number > MAX_PORT) return { problem: `${wanted}: its port is from 1 to ${MAX_PORT}.` };
  const database = path.replace(/\/+$/, "");
  const isFit =
    kind === "redis"
      ? /^\d{0,4}$/.test(database)
      : kind === "http"
        ? /^[\w.~/%-]*$/.test(database)
        : /^[\w-]*$/.test(database);
  if (!isFit) return { problem: `${wanted}: what is behind its host is ${PATH_WANTED[kind]}.` };
  if (kind === "mysql" && database === "")
    return { problem: `${wanted}: with the name of a database behind its host.` };
  return {
    address: {
      isEncrypted: known.isEncrypted,
      host: host.replace(/^\[|\]$/g, ""),
      port: number,
      path: database,
    },
  };
}

const PATH_WANTED: Readonly<Record<ConnectionKind, string>> = {
  redis: "the number of a database",
  clickhouse: "the name of a database",
  mysql: "the name of a database",
  http: "the beginning of a path, percent-encoded",
};
