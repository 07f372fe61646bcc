import { accessSync, constants, readFileSync } from "node:fs";

/** The identity provider with which people may sign in, as the environment names it. */
export type ProviderSettings = {
  /** Without slashes at its end, also where the provider's own name has one. Accounts are linked under it. */
  readonly issuer: string;
  readonly clientId: string;
  /** Null: a client without a secret. */
  readonly clientSecret: string | null;
  /** What stands on the button. */
  readonly name: string;
  /** After this time a session that began there is over, and the provider is asked again. */
  readonly sessionMs: number;
  /** The claim that lists the groups of a person; null: no groups are taken over. */
  readonly groupsClaim: string | null;
  /** Who may sign in: people of these domains of verified emails, or of these groups. Null: whoever is linked here. */
  readonly allow: { readonly domains: readonly string[]; readonly groups: readonly string[] } | null;
};

const SESSION_HOURS = 12;

type Given = {
  readonly SIGNALBOX_OIDC_ISSUER?: string | undefined;
  readonly SIGNALBOX_OIDC_CLIENT_ID?: string | undefined;
  readonly SIGNALBOX_OIDC_CLIENT_SECRET?: string | undefined;
  readonly SIGNALBOX_OIDC_CLIENT_SECRET_FILE?: string | undefined;
  readonly SIGNALBOX_OIDC_NAME?: string | undefined;
  readonly SIGNALBOX_OIDC_GROUPS_CLAIM?: string | undefined;
  readonly SIGNALBOX_OIDC_ALLOW?: string | undefined;
  readonly SIGNALBOX_OIDC_SESSION_HOURS?: number | undefined;
};

/** Why the variables do not fit together, as one line; null where they do. */
export function providerSettingsProblem(given: Given): string | null {
  const { SIGNALBOX_OIDC_ISSUER: issuer, SIGNALBOX_OIDC_CLIENT_ID: clientId } = given;
  if ((issuer === undefined) !== (clientId === undefined))
    return "SIGNALBOX_OIDC_ISSUER and SIGNALBOX_OIDC_CLIENT_ID belong together: set both, or none.";
  const others = Object.keys(given).filter((name) => name.startsWith("SIGNALBOX_OIDC_"));
  if (issuer === undefined && others.length > 0)
    return `${others[0]} is set, and SIGNALBOX_OIDC_ISSUER is not: set it, too.`;
  if (
    given.SIGNALBOX_OIDC_CLIENT_SECRET !== undefined &&
    given.SIGNALBOX_OIDC_CLIENT_SECRET_FILE !== undefined
  )
    return "Set SIGNALBOX_OIDC_CLIENT_SECRET or SIGNALBOX_OIDC_CLIENT_SECRET_FILE, not both.";
  if (!isReadable(given.SIGNALBOX_OIDC_CLIENT_SECRET_FILE))
    return `SIGNALBOX_OIDC_CLIENT_SECRET_FILE is "${given.SIGNALBOX_OIDC_CLIENT_SECRET_FILE}": this file cannot be read.`;
  const { allow } = allowOf(given);
  if (allow?.groups.length && given.SIGNALBOX_OIDC_GROUPS_CLAIM === undefined)
    return "SIGNALBOX_OIDC_ALLOW names groups: set SIGNALBOX_OIDC_GROUPS_CLAIM to the claim that lists them.";
  if (allow !== null && allow.groups.length + allow.domains.length === 0)
    return 'SIGNALBOX_OIDC_ALLOW has no name in it: wanted are domains and groups such as "example.com, group:ops".';
  return null;
}

function isReadable(file: string | undefined): boolean {
  if (file === undefined) return true;
  try {
    accessSync(/*turbopackIgnore: true*/ file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** The settings in variables that fit together. The secret may be in a file. */
export function providerSettings(
  given: Given & { readonly SIGNALBOX_OIDC_ISSUER: string },
): ProviderSettings {
  const { SIGNALBOX_OIDC_CLIENT_SECRET: secret, SIGNALBOX_OIDC_CLIENT_SECRET_FILE: file } = given;
  return {
    issuer: given.SIGNALBOX_OIDC_ISSUER.replace(/\/+$/, ""),
    clientId: given.SIGNALBOX_OIDC_CLIENT_ID ?? "",
    // The builder of the web would take it for a file of the project.
    clientSecret:
      secret ?? (file === undefined ? null : readFileSync(/*turbopackIgnore: true*/ file, "utf8").trim()),
    name: given.SIGNALBOX_OIDC_NAME ?? new URL(given.SIGNALBOX_OIDC_ISSUER).hostname,
    sessionMs: (given.SIGNALBOX_OIDC_SESSION_HOURS ?? SESSION_HOURS) * 3_600_000,
    groupsClaim: given.SIGNALBOX_OIDC_GROUPS_CLAIM ?? null,
    ...allowOf(given),
  };
}

/** Words with commas: `example.com, group:ops`. A name of a group may have spaces. */
function allowOf({ SIGNALBOX_OIDC_ALLOW: text }: Given): Pick<ProviderSettings, "allow"> {
  if (text === undefined) return { allow: null };
  const words = text.split(",").flatMap((word) => (word.trim() === "" ? [] : [word.trim()]));
  const isGroup = (word: string) => word.startsWith("group:");
  return {
    allow: {
      domains: words.filter((word) => !isGroup(word)).map((word) => word.toLowerCase()),
      groups: words.filter(isGroup).map((word) => word.slice("group:".length)),
    },
  };
}
