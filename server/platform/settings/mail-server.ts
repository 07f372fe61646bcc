/** A mail server, and the sender of emails. */
export type MailServer = {
  readonly host: string;
  readonly port: number;
  /** TLS from the start; otherwise STARTTLS where the server offers it. */
  readonly isSecure: boolean;
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly from: string;
};

/** Whether a text is the address of a mail server. */
export function mailServerAddress(text: string): boolean {
  return URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== "";
}

/** @param from the sender; absent: the user of the address, or one at its host. */
export function mailServerOf(address: string, from: string | undefined): MailServer {
  const { protocol, hostname, port, username, password } = new URL(address);
  const isSecure = protocol === "smtps:";
  const host = hostname.replace(/^\[|\]$/g, "");
  const user = decodeURIComponent(username);
  return {
    host,
    port: port === "" ? (isSecure ? 465 : 587) : Number(port),
    isSecure,
    login: user === "" ? null : { user, password: decodeURIComponent(password) },
    from: from ?? (user.includes("@") ? user : `signalbox@${host}`),
  };
}
