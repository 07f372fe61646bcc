import { isIP } from "node:net";
import { isAbsolute, join, resolve } from "node:path";
import { z } from "zod";
import { DatabaseUrlProblem, databaseServersOf } from "./database-url.ts";
import { isSafeForPasswords } from "./loopback.ts";
import { PROJECT_ROOT } from "./project-root.ts";
import { readSecretKey } from "./secrets/secret-box.ts";
import { secretKeyInFile } from "./secrets/secret-key-file.ts";
import { LIMITS_WANTED, limitOptions, sizeIn } from "./settings/limits.ts";
import { type MailServer, mailServerAddress, mailServerOf } from "./settings/mail-server.ts";
import { isAllowedWord, isNetwork, wordsOf } from "./settings/networks.ts";
import {
  type ProviderSettings,
  providerSettings,
  providerSettingsProblem,
} from "./settings/provider-settings.ts";
import { isWebAddress } from "./settings/trace-settings.ts";
import { type UserRange, userRange } from "./user-range.ts";

/** More runners than this on one host compete for the same cores and gain nothing. */
const MAX_RUNNERS = 32;
const MAX_SLOTS = 1_000;
/** A script that fills the disk stops all others. In bytes. */
const DEFAULT_WORK_LIMIT = 20 * 1024 ** 3;

function wholeNumber(min: number, max: number) {
  const text = `a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, text)
    .transform(Number)
    .refine((number) => number >= min && number <= max, text);
}

const CONTAINMENTS = ["auto", "fence", "slot-user", "pid-namespace", "process-group"] as const;

/** Absolute paths with colons between them. */
function paths() {
  return z
    .string()
    .default("")
    .transform((text) => text.split(":").filter((path) => path !== ""))
    .refine((all) => all.every(isAbsolute), "absolute paths with colons between them, such as /srv/a:/srv/b");
}

function databaseAddress(url: string, context: z.RefinementCtx): void {
  try {
    databaseServersOf(url);
  } catch (error) {
    if (!(error instanceof DatabaseUrlProblem)) throw error;
    context.addIssue({ code: "custom", message: error.message });
  }
}

const envSchema = z.object({
  PORT: wholeNumber(1, 65_535).default(3000),
  DATABASE_URL: z.string().superRefine(databaseAddress).optional(),
  SIGNALBOX_DATA: z.string().default(join(PROJECT_ROOT, ".data")),
  SIGNALBOX_WAKE_UPS: z.string().optional(),
  SIGNALBOX_URL: z.string().refine(isWebAddress, "an address such as http://127.0.0.1:3000").optional(),
  SIGNALBOX_LISTEN: z
    .string()
    .refine((text) => isIP(text) !== 0, "an IP address such as 127.0.0.1 or 0.0.0.0")
    .default("127.0.0.1"),
  SIGNALBOX_TLS_CERT: z.string().optional(),
  SIGNALBOX_TLS_KEY: z.string().optional(),
  SIGNALBOX_TRUSTED_PROXY: z
    .string()
    .refine((text) => wordsOf(text).every(isNetwork), "addresses and networks such as 10.0.0.7, 10.1.0.0/16")
    .default(""),
  SIGNALBOX_OIDC_ISSUER: z
    .string()
    .refine(
      (text) => isWebAddress(text) && isSafeForPasswords(text),
      "an address with https, such as https://login.example.com",
    )
    .optional(),
  SIGNALBOX_OIDC_CLIENT_ID: z.string().optional(),
  SIGNALBOX_OIDC_CLIENT_SECRET: z.string().optional(),
  SIGNALBOX_OIDC_CLIENT_SECRET_FILE: z.string().optional(),
  SIGNALBOX_OIDC_NAME: z.string().max(40, "a name of at most 40 characters").optional(),
  SIGNALBOX_OIDC_GROUPS_CLAIM: z.string().optional(),
  SIGNALBOX_OIDC_ALLOW: z.string().optional(),
  SIGNALBOX_OIDC_SESSION_HOURS: wholeNumber(1, 720).optional(),
  SIGNALBOX_SECRET_KEY: z
    .string()
    .transform((text, context) => {
      const key = readSecretKey(text);
      if (key !== null) return key;
      context.addIssue({
        code: "custom",
        message: "32 bytes as base64: make some with `openssl rand -base64 32`",
      });
      return z.NEVER;
    })
    .optional(),
  SIGNALBOX_SECRET_KEY_FILE: z
    .string()
    .transform((path, context) => {
      const key = secretKeyInFile(path);
      if (typeof key !== "string") return key;
      context.addIssue({ code: "custom", message: `a file with 32 bytes as base64: it ${key}` });
      return z.NEVER;
    })
    .optional(),
  SIGNALBOX_RUNNERS: wholeNumber(0, MAX_RUNNERS).default(1),
  SIGNALBOX_SLOTS: wholeNumber(1, MAX_SLOTS).optional(),
  SIGNALBOX_RUNNER: z.string().max(100, "a name of at most 100 characters").optional(),
  SIGNALBOX_SERVER: z
    .string()
    .refine(isWebAddress, "an address such as https://signalbox.example.com")
    .optional(),
  SIGNALBOX_RUNNER_TOKEN: z.string().optional(),
  SIGNALBOX_LABELS: z.string().default(""),
  SIGNALBOX_CONTAINMENT: z
    .enum(CONTAINMENTS, "auto, fence, slot-user, pid-namespace or process-group")
    .default("auto"),
  SIGNALBOX_SLOT_USERS: userRange("60600-61111"),
  SIGNALBOX_SLOT_ROOT: z
    .string()
    .refine(isAbsolute, "an absolute path, such as /var/lib/signalbox-slots")
    .default("/var/lib/signalbox-slots"),
  SIGNALBOX_FENCE_HOST: z.enum(["allow", "refuse"], "allow or refuse").default("refuse"),
  SIGNALBOX_FENCE_HIDE: paths(),
  SIGNALBOX_FENCE_WRITE: paths(),
  SIGNALBOX_LIMITS: z
    .string()
    .default("")
    .transform((text, context) => {
      const options = limitOptions(text);
      if (options !== null) return options;
      context.addIssue({ code: "custom", message: LIMITS_WANTED });
      return z.NEVER;
    }),
  SIGNALBOX_WORK_LIMIT: z
    .string()
    .refine((text) => text === "none" || sizeIn(text) !== null, "a size such as 20G or 500M, or none")
    .transform((text) => (text === "none" ? null : sizeIn(text)))
    .default(DEFAULT_WORK_LIMIT),
  SIGNALBOX_HTTP_ALLOW: z
    .string()
    .refine((text) => wordsOf(text).every(isAllowedWord), "hosts, addresses and networks such as 10.0.0.0/8")
    .default(""),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine(isWebAddress, "an address such as http://127.0.0.1:4318")
    .optional(),
  SIGNALBOX_SMTP_URL: z
    .string()
    .refine(mailServerAddress, "an address such as smtp://user:password@mail.example.com:587")
    .optional(),
  SIGNALBOX_SMTP_FROM: z.email("an email address").optional(),
  SIGNALBOX_LEASE: wholeNumber(3, 3_600).default(30),
  SIGNALBOX_DRAIN: wholeNumber(0, 86_400).default(60),
  SIGNALBOX_LOG_STORE: z.enum(["database", "file"], "database or file").default("database"),
  SIGNALBOX_LOG: z
    .enum(["debug", "info", "warn", "error", "silent"], "debug, info, warn, error or silent")
    .default("info"),
});

/** The environment, read and checked. */
export type Env = {
  /** The identity provider with which people may sign in. */
  readonly provider?: ProviderSettings;
  /** The address and port that the web listens on. */
  readonly listen: string;
  readonly port: number;
  /** The files of the web's certificate and of its key; absent: it speaks plain HTTP. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Proxies whose word about their clients is believed. */
  readonly trustedProxies: readonly string[];
  /** Absent: a private server under `dataDir` is used. */
  readonly databaseUrl?: string;
  /** Absolute. */
  readonly dataDir: string;
  /** The directory of the sockets for wake-ups. Absolute. */
  readonly wakeUpDir: string;
  /** The address of the web. */
  readonly url: string;
  /** The key that encrypts secrets; absent: the key in the file `secret.key` of `dataDir`. */
  readonly secretKey?: Buffer;
  /** How many runners the supervisor starts. */
  readonly runners: number;
  /** How many scripts one runner executes at a time; absent: the runner decides by the number of cores. */
  readonly slots?: number;
  /** The name of this runner; absent: the host's name. The supervisor sets it. */
  readonly runnerName?: string;
  /** The web that a runner without a database asks, and the token that it shows. */
  readonly server?: string;
  readonly runnerToken?: string;
  /** The labels of this machine's runners, written `linux, gpu`. */
  readonly labels: readonly string[];
  /** How scripts are contained on this machine. */
  readonly containment: (typeof CONTAINMENTS)[number];
  /** The users of slots, where each has one, and the directory of these slots. */
  readonly slotUsers: { readonly range: UserRange; readonly root: string };
  /** What the fence of scripts leaves open and shuts, besides what is always so. */
  readonly fence: {
    readonly isHostAllowed: boolean;
    readonly hidden: readonly string[];
    readonly writable: readonly string[];
  };
  /** The options of `prlimit` for every script. */
  readonly limits: readonly string[];
  /** The most that the work directory of a script may have in it; null: there is no limit. */
  readonly workLimitBytes: number | null;
  /** Private addresses, networks and hosts to which requests of graphs may go. */
  readonly httpAllow: readonly string[];
  /** The mail server of runners, and the sender of their emails. */
  readonly smtp?: MailServer;
  /** How long a runner may send no heartbeat before its tracks are lost, in milliseconds. */
  readonly leaseMs: number;
  /** How long the scripts of a stopping runner may go on, in milliseconds. */
  readonly drainMs: number;
  readonly logStore: "database" | "file";
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
};

/** A variable of the environment cannot be used. The message has one line for each. */
export class EnvProblem extends Error {
  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "EnvProblem";
  }
}

/**
 * Reads the environment. An empty variable counts as not set.
 *
 * @throws EnvProblem which names every variable that cannot be used, and what is wanted.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ""),
  );
  const read = envSchema.safeParse(given);
  if (!read.success) {
    throw new EnvProblem(
      read.error.issues.map(({ path, message }) => lineFor(String(path[0]), message, given)),
    );
  }
  const { data } = read;
  const secretKey = data.SIGNALBOX_SECRET_KEY ?? data.SIGNALBOX_SECRET_KEY_FILE;
  const { SIGNALBOX_TLS_CERT: certificate, SIGNALBOX_TLS_KEY: key } = data;
  if ((certificate === undefined) !== (key === undefined))
    throw new EnvProblem(["SIGNALBOX_TLS_CERT and SIGNALBOX_TLS_KEY belong together: set both, or none."]);
  const problem = providerSettingsProblem(data);
  if (problem !== null) throw new EnvProblem([problem]);
  return {
    listen: data.SIGNALBOX_LISTEN,
    port: data.PORT,
    trustedProxies: wordsOf(data.SIGNALBOX_TRUSTED_PROXY),
    // The builder of the web would take these for files of the project, and look at all of them.
    dataDir: resolve(/*turbopackIgnore: true*/ data.SIGNALBOX_DATA),
    wakeUpDir: resolve(
      /*turbopackIgnore: true*/ data.SIGNALBOX_WAKE_UPS ?? join(data.SIGNALBOX_DATA, "wake-ups"),
    ),
    url: data.SIGNALBOX_URL ?? `${key === undefined ? "http" : "https"}://127.0.0.1:${data.PORT}`,
    runners: data.SIGNALBOX_RUNNERS,
    labels: wordsOf(data.SIGNALBOX_LABELS),
    containment: data.SIGNALBOX_CONTAINMENT,
    slotUsers: { range: data.SIGNALBOX_SLOT_USERS, root: data.SIGNALBOX_SLOT_ROOT },
    fence: {
      isHostAllowed: data.SIGNALBOX_FENCE_HOST === "allow",
      hidden: data.SIGNALBOX_FENCE_HIDE,
      writable: data.SIGNALBOX_FENCE_WRITE,
    },
    limits: data.SIGNALBOX_LIMITS,
    workLimitBytes: data.SIGNALBOX_WORK_LIMIT,
    httpAllow: wordsOf(data.SIGNALBOX_HTTP_ALLOW),
    leaseMs: data.SIGNALBOX_LEASE * 1_000,
    drainMs: data.SIGNALBOX_DRAIN * 1_000,
    logStore: data.SIGNALBOX_LOG_STORE,
    logLevel: data.SIGNALBOX_LOG,
    ...(data.DATABASE_URL === undefined ? {} : { databaseUrl: data.DATABASE_URL }),
    ...(certificate !== undefined && key !== undefined && { tls: { certificate, key } }),
    ...(secretKey !== undefined && { secretKey }),
    ...(data.SIGNALBOX_OIDC_ISSUER !== undefined && {
      provider: providerSettings({ ...data, SIGNALBOX_OIDC_ISSUER: data.SIGNALBOX_OIDC_ISSUER }),
    }),
    ...(data.SIGNALBOX_SLOTS === undefined ? {} : { slots: data.SIGNALBOX_SLOTS }),
    ...(data.SIGNALBOX_SMTP_URL !== undefined && {
      smtp: mailServerOf(data.SIGNALBOX_SMTP_URL, data.SIGNALBOX_SMTP_FROM),
    }),
    ...(data.SIGNALBOX_RUNNER === undefined ? {} : { runnerName: data.SIGNALBOX_RUNNER }),
    ...(data.SIGNALBOX_SERVER === undefined ? {} : { server: data.SIGNALBOX_SERVER }),
    ...(data.SIGNALBOX_RUNNER_TOKEN === undefined ? {} : { runnerToken: data.SIGNALBOX_RUNNER_TOKEN }),
  };
}

/** Addresses and tokens contain secrets: their values are never shown. */
function lineFor(name: string, message: string, given: Readonly<Record<string, unknown>>): string {
  if (name === "DATABASE_URL") return message;
  if (/^SIGNALBOX_(SECRET_KEY|SMTP_URL|OIDC_CLIENT_SECRET|RUNNER_TOKEN)$|^OTEL_/.test(name))
    return `${name} cannot be used: wanted is ${message}.`;
  return `${name} is "${String(given[name])}": wanted is ${message}.`;
}
