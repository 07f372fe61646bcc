import type { Env } from "#platform/env.ts";
import type { MailServer } from "#platform/settings/mail-server.ts";
import { type AllowedAddresses, allowedAddresses } from "../connections/clients/allowed-addresses.ts";

/** What notices leave by. */
export type NoticeOutlets = {
  readonly allowed: AllowedAddresses;
  /** Null where this server sends no e-mail. */
  readonly mailServer: MailServer | null;
  /** The public address of the web, without a slash at its end. */
  readonly site: string;
};

/** @throws Error where SIGNALBOX_HTTP_ALLOW has a word that is no address. */
export function outletsOf({ httpAllow, smtp, url }: Env): NoticeOutlets {
  return { allowed: allowedAddresses(httpAllow), mailServer: smtp ?? null, site: url.replace(/\/+$/, "") };
}
