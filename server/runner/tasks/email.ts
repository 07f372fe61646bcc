import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection, { type SMTPConnectionSendInfo } from "nodemailer/lib/smtp-connection";
import type { EmailTask } from "#engine/kinds/kind/task.ts";
import { type EmailMessage, type EmailResponse, renderEmail } from "#engine/requests/email-message.ts";
import type { Env } from "#platform/env.ts";
import { type EndReason, type Execute, failedExecution, NOTHING_RAN } from "../execution/execution.ts";
import { startLongTimer } from "../execution/long-timer.ts";
import { type OwnText, ownText, trustedText, writeOwnText } from "../execution/own-text.ts";
import type { RunnerResources } from "./runner-resources.ts";

/** The timeout for a mail server, where the graph does not give one. */
const USUAL_EMAIL_MS = 60_000;

/** The mail server refused something. Both texts are clauses of a sentence. */
class EmailProblem extends Error {
  readonly text: OwnText;
  readonly said: string;

  constructor(text: OwnText, said = "") {
    super(text);
    this.text = text;
    this.said = said;
  }
}

/**
 * Sends emails through the mail server that the environment names. Each attempt uses one connection, and closes it at
 * its end. A failed email is never sent again here.
 */
export function emailExecutor({ env }: RunnerResources): Execute<EmailTask> {
  return ({ spec, inputs, values }, { secrets, timeoutMs, sink }) => {
    const { smtp } = env;
    if (smtp === undefined) return failedExecution("the runner has no mail server: set SIGNALBOX_SMTP_URL");
    const rendered = renderEmail(spec, inputs, { ...values, ...secrets });
    if (!rendered.ok) return failedExecution(rendered.problem);
    const { message } = rendered;
    const connection = connectionTo(smtp, message.login !== null);
    let endedBy: EndReason | null = null;
    let stop: (error: Error) => void = () => undefined;
    const stopped = new Promise<never>((_, reject) => {
      stop = reject;
    });
    const kill = (reason: EndReason) => {
      endedBy ??= reason;
      stop(new EmailProblem(ownText`ended`));
      connection.close();
    };
    // Errors of a connection that is already being closed are ignored.
    connection.on("error", (error: Error) => stop(error));
    const stopTimer = startLongTimer(timeoutMs ?? USUAL_EMAIL_MS, () => kill("timeout"));
    const say = (text: OwnText) => void writeOwnText(sink, text);
    let logBytes = 0;
    const print = (text: string) => {
      const bytes = Buffer.from(`${text}\n`);
      logBytes += bytes.length;
      void sink.write("stdout", bytes);
    };
    say(ownText`${message.to.length} recipients, by ${trustedText(`${smtp.host}:${smtp.port}`)}`);
    print(`To: ${message.to.join(", ")}\nSubject: ${message.subject}`);
    const result = Promise.race([send(connection, smtp, message), stopped])
      .then((response) => {
        say(ownText`Accepted, status ${response.status}`);
        print(`Message-ID: ${response.messageId}`);
        return { ...NOTHING_RAN, logBytes, response };
      })
      .catch((error: unknown) => {
        if (endedBy !== null) return { ...NOTHING_RAN, logBytes, endedBy };
        const { text, said } = meaningOf(error);
        say(text);
        if (said !== "") print(said);
        return { ...NOTHING_RAN, logBytes, spawnError: said === "" ? text : `${text}: ${said}` };
      })
      .finally(() => {
        stopTimer();
        connection.close();
      });
    return { kill, result };
  };
}

type Smtp = NonNullable<Env["smtp"]>;

function connectionTo({ host, port, isSecure, login }: Smtp, hasLogin: boolean): SMTPConnection {
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  return new SMTPConnection({
    host,
    port,
    secure: isSecure,
    // A password is never sent over an unencrypted connection.
    requireTLS: (hasLogin || login !== null) && !isLocal,
    allowInternalNetworkInterfaces: true,
    socketCloseTimeout: 0,
  });
}

async function send(
  connection: SMTPConnection,
  { from, login: own }: Smtp,
  { to, subject, body, login }: EmailMessage,
): Promise<EmailResponse> {
  // Addresses are objects, so that no text in them is read as a name or as a second address.
  const addresses = to.map((address) => ({ name: "", address }));
  const node = new MailComposer({
    from: { name: "", address: from },
    to: addresses,
    subject,
    text: body,
  }).compile();
  const messageId = node.messageId();
  const text = await node.build();
  await new Promise<void>((resolve, reject) =>
    connection.connect((error) => (error ? reject(error) : resolve())),
  );
  const auth = login ?? own;
  if (auth !== null)
    await new Promise<void>((resolve, reject) =>
      connection.login({ user: auth.user, pass: auth.password }, (error) =>
        error ? reject(error) : resolve(),
      ),
    );
  const info = await new Promise<SMTPConnectionSendInfo>((resolve, reject) =>
    connection.send({ from, to: [...to] }, text, (error, sent) =>
      error === null ? resolve(sent) : reject(error),
    ),
  );
  if (info.rejected.length > 0)
    throw new EmailProblem(
      ownText`the mail server refused some of the recipients`,
      `${info.rejected.join(", ")}; it took the email for ${info.accepted.join(", ")}`,
    );
  return { kind: "email", status: Number(/^\d{3}/.exec(info.response)?.[0] ?? 250), messageId };
}

/** Why an email was not sent: the program's own words, and those of the mail server or the library. */
function meaningOf(error: unknown): { readonly text: OwnText; readonly said: string } {
  if (error instanceof EmailProblem) return { text: error.text, said: error.said };
  const { code = "", message, response } = error as Error & { code?: string; response?: string };
  const said = response === undefined ? message : response.replace(/\s+/g, " ");
  return { text: MEANINGS[code] ?? ownText`the email was not sent`, said };
}

const UNREACHABLE = ownText`the mail server could not be reached, or closed the connection`;
const MEANINGS: Readonly<Record<string, OwnText>> = {
  EAUTH: ownText`the mail server refused the login`,
  EENVELOPE: ownText`the mail server refused the sender or a recipient`,
  ETLS: ownText`the connection to the mail server could not be encrypted`,
  EDNS: UNREACHABLE,
  ESOCKET: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  ECONNECTION: UNREACHABLE,
};
