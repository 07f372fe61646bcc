import { createTransport } from "nodemailer";
import { payloadFor, plainNotice } from "#engine/notices/notice-payload.ts";
import type { NoticeTarget } from "#engine/notices/notice-rule.ts";
import { type NoticeFacts, noticeText } from "#engine/notices/notice-text.ts";
import type { MailServer } from "#platform/settings/mail-server.ts";
import type { NoticeOutlets } from "./outlets.ts";
import { postJson, type SendResult } from "./send-http.ts";
import { bodySignature, dingtalkUrl, feishuSign } from "./signatures.ts";

const MAIL_TIMEOUT_MS = 15_000;

/** A notice that is to be sent, with the values of the secrets that its target names. */
export type Sending = {
  readonly eventId: string;
  readonly facts: NoticeFacts;
  readonly target: NoticeTarget;
  readonly secrets: ReadonlyMap<string, string>;
};

/** Sends a notice once. Whatever goes wrong is a result, never an error. */
export async function sendNotice(sending: Sending, outlets: NoticeOutlets, now: number): Promise<SendResult> {
  const { target } = sending;
  return target.kind === "email"
    ? sendMail(sending, target.to, outlets, now)
    : sendOverHttp(sending, target, outlets, now);
}

async function sendOverHttp(
  { eventId, facts, secrets }: Sending,
  { kind, url, urlSecret, secret }: Exclude<NoticeTarget, { readonly kind: "email" }>,
  { allowed, site }: NoticeOutlets,
  now: number,
): Promise<SendResult> {
  const address = url ?? secrets.get(urlSecret ?? "") ?? "";
  const key = secret === null ? null : (secrets.get(secret) ?? null);
  const sign = kind === "feishu" && key !== null ? feishuSign(key, now) : null;
  const text = noticeText(facts, site, now);
  const body = JSON.stringify(payloadFor(kind, { id: eventId, facts, text, sign }));
  const headers = {
    "x-signalbox-event-id": eventId,
    "x-signalbox-event": facts.kind,
    ...(kind === "webhook" && key !== null && { "x-signalbox-signature-256": bodySignature(key, body) }),
  };
  if (!URL.canParse(address)) return { isSent: false, answer: "its address cannot be read" };
  const to = kind === "dingtalk" && key !== null ? dingtalkUrl(address, key, now) : address;
  const result = await postJson(to, headers, body, allowed);
  const refused = result.isSent && (kind === "feishu" || kind === "dingtalk") ? refusalIn(result.body) : null;
  return refused === null ? result : { isSent: false, answer: refused };
}

/** Why these two did not take it; null where they did. They answer 200 also where they refuse: the code in the body says it. */
function refusalIn(body: string | undefined): string | null {
  try {
    const { code, errcode, StatusCode } = JSON.parse(body ?? "") as Readonly<Record<string, unknown>>;
    const found = [code, errcode, StatusCode].find((each) => each !== undefined && Number(each) !== 0);
    return found === undefined ? null : `the service refused it with code ${String(found)}`;
  } catch {
    return "the service gave an answer that is no JSON";
  }
}

async function sendMail(
  { eventId, facts }: Sending,
  to: readonly string[],
  { mailServer, site }: NoticeOutlets,
  now: number,
): Promise<SendResult> {
  if (mailServer === null)
    return { isSent: false, answer: "this server has no mail server: set SIGNALBOX_SMTP_URL for the web" };
  const text = noticeText(facts, site, now);
  const transport = transportTo(mailServer);
  try {
    const { rejected } = await transport.sendMail({
      from: { name: "", address: mailServer.from },
      // Addresses are objects, so that no text in them is read as a name or as a second address.
      to: to.map((address) => ({ name: "", address })),
      subject: text.title,
      text: plainNotice(text),
      messageId: `<${eventId}@signalbox>`,
      headers: { "X-Signalbox-Event-Id": eventId },
    });
    const count = rejected.length;
    return count === 0
      ? { isSent: true, answer: `the mail server took it for ${to.length}` }
      : { isSent: false, answer: `the mail server refused ${count} of ${to.length} recipients` };
  } catch (error) {
    const { code = "", responseCode } = error as { code?: string; responseCode?: number };
    const status = responseCode === undefined ? "" : `, status ${responseCode}`;
    return { isSent: false, answer: `the e-mail was not sent (${code || "error"}${status})` };
  } finally {
    transport.close();
  }
}

function transportTo({ host, port, isSecure, login }: MailServer) {
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  return createTransport({
    host,
    port,
    secure: isSecure,
    // A password is never sent over an unencrypted connection.
    requireTLS: login !== null && !isLocal,
    connectionTimeout: MAIL_TIMEOUT_MS,
    greetingTimeout: MAIL_TIMEOUT_MS,
    socketTimeout: MAIL_TIMEOUT_MS,
    ...(login !== null && { auth: { user: login.user, pass: login.password } }),
  });
}
