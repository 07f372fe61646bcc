import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { isLoopbackAddress } from "../loopback.ts";

/** Where a runner gives its metrics. */
export type RunnerMetricsSettings = {
  readonly host: string;
  readonly port: number;
  /** What a reader shows; null: nothing, which only an address of this machine allows. */
  readonly token: string | null;
  /** The file that it was read from; null: it was in the environment. */
  readonly tokenFile: string | null;
};

type Source = Readonly<Record<string, string | undefined>>;

const TOKEN_FILE = "SIGNALBOX_RUNNER_METRICS_TOKEN_FILE";
const ADDRESS = "SIGNALBOX_RUNNER_METRICS";
const TOKEN = "SIGNALBOX_RUNNER_METRICS_TOKEN";
const MAX_PORT = 65_535;
/** What a reader can send in one header: no spaces, and only ASCII. */
const WANTED_TOKEN = /^[\x21-\x7e]{16,}$/;

/**
 * Reads where this runner gives its metrics; null: nowhere.
 *
 * @throws Error where the address or the token cannot be used. The message has no token in it.
 */
export function runnerMetricsSettings(env: Source = process.env): RunnerMetricsSettings | null {
  const text = env[ADDRESS] ?? "";
  if (text === "") return null;
  const address = addressOf(text);
  if (address === null)
    throw new Error(
      `${ADDRESS} is "${text}": wanted is a port, or an IP address with a port, such as 9464, 10.0.0.7:9464 or [::1]:9464.`,
    );
  const token = tokenOf(env);
  if (token !== null && !WANTED_TOKEN.test(token))
    throw new Error(
      `${TOKEN} cannot be used: wanted is one line of at least 16 characters, only letters, digits and marks of ASCII, without spaces.`,
    );
  if (token === null && !isLoopbackAddress(address.host))
    throw new Error(
      `${ADDRESS} is ${text}, which others can reach: set ${TOKEN} or ${TOKEN}_FILE, which a reader then shows as a bearer token.`,
    );
  return { ...address, token, tokenFile: env[TOKEN_FILE] || null };
}

/**
 * The address of the runner with this number, from 1, where several begin with the same settings.
 *
 * @throws Error where no port is left for it.
 */
export function runnerMetricsAddress(number: number, env: Source = process.env): string | undefined {
  const text = env[ADDRESS] ?? "";
  const address = addressOf(text);
  // What is no address is told by the runner.
  if (address === null) return text === "" ? undefined : text;
  const { host } = address;
  const port = address.port + number - 1;
  if (port > MAX_PORT)
    throw new Error(
      `${ADDRESS} is "${text}", and each runner after the first has the next port: runner ${number} would need ${port}, and ${MAX_PORT} is the last. Choose a lower one.`,
    );
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

function addressOf(text: string): { readonly host: string; readonly port: number } | null {
  const [, v6, v4, digits = ""] = /^(?:\[([^\]]+)\]:|([\d.]+):)?(\d{1,5})$/.exec(text.trim()) ?? [];
  const host = v6 ?? v4 ?? "127.0.0.1";
  const port = Number(digits);
  if (digits === "" || port < 1 || port > MAX_PORT || isIP(host) !== (v6 === undefined ? 4 : 6)) return null;
  return { host, port };
}

function tokenOf(env: Source): string | null {
  const given = env[TOKEN] ?? "";
  const file = env[`${TOKEN}_FILE`] ?? "";
  if (given !== "" && file !== "") throw new Error(`${TOKEN} and ${TOKEN}_FILE are both set: set one.`);
  if (file === "") return given === "" ? null : given.trim();
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new Error(`${TOKEN}_FILE cannot be read: ${file} (${code}).`);
  }
}
