import { lookup as lookUp } from "node:dns";
import { type ClientRequest, type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { USUAL_REQUEST_MS } from "#engine/requests/http-outcome.ts";
import type { HttpRequest } from "#engine/requests/http-request.ts";
import { maskedBytes } from "#platform/secrets/secret-masker.ts";
import type { AllowedAddresses } from "#services/connections/clients/allowed-addresses.ts";
import {
  type EndReason,
  type Execution,
  type ExecutionResult,
  type LogSink,
  NOTHING_RAN,
} from "../execution/execution.ts";
import { startLongTimer } from "../execution/long-timer.ts";
import { type OwnText, ownText, trustedText, writeOwnText } from "../execution/own-text.ts";
import { type RawResponse, readBodyText, readResponse } from "./read-response.ts";

const MAX_BODY_BYTES = 1024 * 1024;
const MAX_LOGGED_BYTES = 64 * 1024;

/** A request was not sent, or its answer cannot be used. The message is a clause of a sentence. */
class RequestProblem extends Error {
  readonly text: OwnText;

  constructor(text: OwnText) {
    super(text);
    this.text = text;
  }
}

export type RequestSettings = {
  /** Null: the usual timeout. */
  readonly timeoutMs: number | null;
  readonly allowed: AllowedAddresses;
  /** The values that are masked in the answer before a part of it is left out of the log. */
  readonly secrets: readonly string[];
};

/**
 * Sends a request and gives its answer, as an execution. A name is looked up once, and the request goes to exactly the
 * address that was checked. A redirect is an answer like any other.
 */
export function sendRequest(request: HttpRequest, settings: RequestSettings, sink: LogSink): Execution {
  const controller = new AbortController();
  let endedBy: EndReason | null = null;
  const kill = (reason: EndReason) => {
    endedBy ??= reason;
    controller.abort();
  };
  const stopTimer = startLongTimer(settings.timeoutMs ?? USUAL_REQUEST_MS, () => kill("timeout"));
  const log = new RequestLog(sink, settings.secrets);
  const result = exchange(request, settings.allowed, controller.signal, log)
    .then((response): ExecutionResult => ({ ...log.result(), response: readResponse(response) }))
    .catch((error: unknown): ExecutionResult => {
      if (endedBy !== null) return { ...log.result(), endedBy };
      const why = meaningOf(error);
      log.say(why.text);
      return { ...log.result(), spawnError: why.reason };
    })
    .finally(stopTimer);
  return { kill, result };
}

async function exchange(
  { method, url, headers, body }: HttpRequest,
  allowed: AllowedAddresses,
  signal: AbortSignal,
  log: RequestLog,
): Promise<RawResponse> {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target === null) throw new RequestProblem(ownText`its address cannot be read`);
  log.say(ownText`${trustedText(method)} ${target}`);
  const host = target.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !allowed.isAllowed(host)) throw privateProblem(target);
  const send = target.protocol === "https:" ? requestSecure : requestPlain;
  const began = performance.now();
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent: ClientRequest = send(
      target,
      {
        method,
        headers: {
          accept: "application/json, */*;q=0.5",
          "accept-encoding": "identity",
          "user-agent": "signalbox",
          ...headers,
          ...(body !== null && { "content-length": String(Buffer.byteLength(body)) }),
        },
        lookup: allowedLookup(allowed, target),
        // No connection is kept for later requests: an open connection could lead to an address that was not checked.
        agent: false,
        signal,
      },
      resolve,
    );
    sent.on("error", reject);
    sent.on("upgrade", (_response, socket) => {
      socket.destroy();
      reject(new RequestProblem(ownText`the server answered 101 and wants to speak another protocol`));
    });
    // Whatever the server does, an end of the connection or of the time ends the request. After an answer this changes
    // nothing.
    sent.on("close", () =>
      reject(new RequestProblem(ownText`the server closed the connection without an answer`)),
    );
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    sent.end(body ?? undefined);
  });
  const bytes = await readBody(answer);
  const status = answer.statusCode ?? 0;
  const ms = Math.round(performance.now() - began);
  // The words behind the status are the server's, and may say anything.
  log.say(ownText`${status} after ${ms} ms, ${bytes.length} bytes`);
  const named = Object.entries(answer.headersDistinct).map(([name, values = []]) => [
    name,
    values.join(", "),
  ]);
  const received: Record<string, string> = Object.fromEntries(named);
  const text = readBodyText(bytes, received);
  // A log is UTF-8. What is no text stays as it is.
  log.print(text.ok ? Buffer.from(text.text) : bytes);
  return { status, headers: received, body: text };
}

async function readBody(answer: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MAX_BODY_BYTES) throw new RequestProblem(ownText`the answer is longer than 1 MiB`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Looks a name up once, and gives only addresses that requests may go to. */
function allowedLookup(allowed: AllowedAddresses, target: URL): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      const good = allowed.isHostAllowed(hostname)
        ? found
        : found.filter(({ address }) => allowed.isAllowed(address));
      const [first] = good;
      if (first === undefined) return callback(privateProblem(target), []);
      if (options.all === true) return callback(null, good);
      return callback(null, first.address, first.family);
    });
  };
}

function privateProblem({ hostname }: URL): RequestProblem {
  // A name in a parsed address is ASCII without blanks.
  const host = trustedText(hostname.replace(/^\[|\]$/g, ""));
  return new RequestProblem(
    ownText`${host} is a private address: requests go there only where the runner's SIGNALBOX_HTTP_ALLOW names it`,
  );
}

const MEANINGS: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no host of this name",
  EAI_AGAIN: "the name could not be looked up",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the server closed the connection",
  ETIMEDOUT: "the server could not be reached",
  EHOSTUNREACH: "there is no way to the server",
  ENETUNREACH: "there is no way to the server",
  EPIPE: "the server closed the connection",
};

/** Why a request failed: the whole reason, and what of it are the program's own words. */
function meaningOf(error: unknown): { readonly reason: string; readonly text: OwnText } {
  if (error instanceof RequestProblem) return { reason: error.message, text: error.text };
  const { code = "", message } = error as NodeJS.ErrnoException;
  const meaning = MEANINGS[code];
  if (meaning === undefined)
    return { reason: `the request failed: ${message}`, text: ownText`the request failed` };
  const text = ownText`the request failed: ${trustedText(meaning)}`;
  return { reason: text, text };
}

/** The log of a request: what was sent, what was received, and the beginning of the body. */
class RequestLog {
  private readonly sink: LogSink;
  private readonly secrets: readonly string[];
  private bytes = 0;
  private isCut = false;

  constructor(sink: LogSink, secrets: readonly string[]) {
    this.sink = sink;
    this.secrets = secrets;
  }

  say(text: OwnText): void {
    void writeOwnText(this.sink, text);
  }

  print(whole: Buffer): void {
    if (whole.length === 0) return;
    const body = maskedBytes(whole, this.secrets);
    const shown = body.subarray(0, MAX_LOGGED_BYTES);
    this.bytes += shown.length;
    void this.sink.write("stdout", Buffer.from(shown));
    if (shown.length < body.length) {
      this.isCut = true;
      this.say(ownText`${body.length - shown.length} more bytes are not shown`);
    }
  }

  /** The result of a failed request, with the bytes that were logged. */
  result(): ExecutionResult {
    return { ...NOTHING_RAN, logBytes: this.bytes, isLogCut: this.isCut };
  }
}
