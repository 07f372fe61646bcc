import { createTransport } from "nodemailer";
import { payloadFor, plainNotice } from "#engine/notices/notice-payload.ts";
import type { NoticeTarget } from "#engine/notices/notice-rule.ts";
import { type NoticeFacts, noticeText } from "#engine/notices/notice-text.ts";
import type { MailServer } from "#platform/settings/mail-server.ts";
import type { NoticeOutlets } from "./outlets.ts";
import { postJson, type SendResult } from "./send-http.ts";
import { bodySignature, dingtalkUrl, feishuSign } from "./signatures.ts";

/** For each answer of a mail server. */
const MAIL_TIMEOUT_MS = 15_000;
/** For a whole e-mail: a mail server answers once for each recipient. */
const MAX_MAIL_MS = 60_000;
/** The first status of SMTP that another try does not change. */
const PERMANENT = 500;

/** A notice that is to be sent, with the values of the secrets that its target names. */
export type Sending = {
  readonly eventId: string;
  readonly facts: NoticeFacts;
  readonly target: NoticeTarget;
  /** Of an e-mail that some have already: the others. */
  readonly leftTo?: readonly string[] | null;
  readonly secrets: ReadonlyMap<string, string>;
};

/**
 * Sends a notice once. Whatever goes wrong is a result, never an error.
 *
 * @param mailMs how long an e-mail may take.
 */
export async function sendNotice(
  sending: Sending,
  outlets: NoticeOutlets,
  now: number,
  mailMs: number = MAX_MAIL_MS,
): Promise<SendResult> {
  const { target, leftTo } = sending;
  return target.kind === "email"
    ? sendMail(sending, leftIn(target.to, leftTo), outlets, { now, mailMs })
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
  const saysInBody = kind === "feishu" || kind === "dingtalk";
  const result = await postJson(to, headers, body, allowed, saysInBody);
  const refused = result.isSent && saysInBody ? refusalIn(result.body) : null;
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
  { now, mailMs }: { readonly now: number; readonly mailMs: number },
): Promise<SendResult> {
  if (mailServer === null)
    return { isSent: false, answer: "this server has no mail server: set SIGNALBOX_SMTP_URL for the web" };
  // The rule was changed meanwhile.
  if (to.length === 0) return { isSent: true, answer: "all whom it is still for have it" };
  const text = noticeText(facts, site, now);
  const transport = transportTo(mailServer);
  const signal = AbortSignal.timeout(mailMs);
  try {
    const info: Answered = await transport.sendMail({
      from: { name: "", address: mailServer.from },
      // Addresses are objects, so that no text in them is read as a name or as a second address.
      to: to.map((address) => ({ name: "", address })),
      subject: text.title,
      text: plainNotice(text),
      messageId: `<${eventId}@signalbox>`,
      headers: { "X-Signalbox-Event-Id": eventId },
      signal,
    });
    return mailResult(info, to.length);
  } catch (error) {
    if (signal.aborted) return { isSent: false, answer: "the mail server did not take the e-mail in time" };
    const { code = "", responseCode } = error as { code?: string; responseCode?: number };
    const status = responseCode === undefined ? "" : `, status ${responseCode}`;
    return { isSent: false, answer: `the e-mail was not sent (${code || "error"}${status})` };
  } finally {
    transport.close();
  }
}

/** A mail server may be told, and tell, the domain of an address in small letters. */
function leftIn(to: readonly string[], leftTo: readonly string[] | null | undefined): readonly string[] {
  if (leftTo == null) return to;
  const left = new Set(leftTo.map((address) => address.toLowerCase()));
  return to.filter((address) => left.has(address.toLowerCase()));
}

type Answered = {
  readonly rejected: readonly string[];
  /** One for each recipient that was refused: with a status from 500 on for good, else for now. */
  readonly rejectedErrors?: readonly { readonly responseCode?: number; readonly recipient?: string }[];
};

/** What it means that a mail server took an e-mail for some: it is sent to nobody twice. */
function mailResult({ rejected, rejectedErrors = [] }: Answered, count: number): SendResult {
  const leftTo = rejectedErrors.flatMap(({ recipient, responseCode = 0 }) =>
    recipient !== undefined && responseCode < PERMANENT ? [recipient] : [],
  );
  const gone = rejected.length - leftTo.length;
  const answer = [
    `the mail server took it for ${count - rejected.length} of ${count}`,
    ...(gone > 0 ? [`refused it for ${gone}`] : []),
    ...(leftTo.length > 0 ? [`asks to try again for ${leftTo.length}`] : []),
  ].join(", ");
  if (rejected.length === 0) return { isSent: true, answer: `the mail server took it for ${count}` };
  return leftTo.length === 0 ? { isSent: true, answer } : { isSent: false, answer, leftTo };
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
