import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import type { Refusal } from "#contract/refusal.ts";
import {
  RUNNER_CALLS_PATH,
  type RunnerAnswers,
  type RunnerCall,
  type RunnerCallInput,
} from "#contract/runners/runner-calls.ts";
import { readWireText, wireText } from "#engine/json/wire.ts";
import { isSafeForPasswords } from "#platform/loopback.ts";
import { GatewayProblem } from "./gateway-problem.ts";

const MAX_CONNECTIONS = 16;
/** Our own answers are far below it. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * The connection of a runner to the web process: a few sockets that are kept open.
 */
export class ServerConnection {
  private readonly base: string;
  private readonly agent: PlainAgent;
  private readonly request: typeof plainRequest;
  private readonly token: string | null;

  /**
   * @param url the address of the web, which must be https or of this machine.
   * @param token null: for the enrolment.
   * @throws Error where the address would let others read the token.
   */
  constructor(url: string, token: string | null) {
    if (!isServerUrl(url)) throw new Error(notSafe(url));
    const isTls = new URL(url).protocol === "https:";
    this.base = url.replace(/\/+$/, "");
    this.token = token;
    const options = { keepAlive: true, maxSockets: MAX_CONNECTIONS };
    this.agent = isTls ? new TlsAgent(options) : new PlainAgent(options);
    this.request = isTls ? (tlsRequest as typeof plainRequest) : plainRequest;
  }

  /**
   * Makes one call, once.
   *
   * @throws GatewayProblem where there is no answer within the time, or a refusal.
   */
  async call<Name extends RunnerCall>(
    name: Name,
    input: RunnerCallInput<Name>,
    timeoutMs: number,
  ): Promise<RunnerAnswers[Name]> {
    return (await this.ask(name, input, timeoutMs)) as RunnerAnswers[Name];
  }

  /** As `call`, for a call of any name. */
  async ask(name: string, input: unknown, timeoutMs: number): Promise<unknown> {
    const { status, text } = await this.exchange(name, Buffer.from(wireText(input)), timeoutMs);
    const answer = read(text);
    if (status === 200 && answer !== undefined) return answer;
    const refusal = (answer as { refusal?: Partial<Refusal> } | undefined)?.refusal;
    if (refusal?.code === undefined) throw new GatewayProblem(`the server answered with status ${status}`);
    const todo = refusal.todo === undefined ? "" : ` ${refusal.todo}`;
    const paths = refusal.problems?.map(({ path }) => path) ?? [];
    throw new GatewayProblem(`${refusal.text ?? refusal.code}${todo}`, refusal.code, { paths });
  }

  close(): void {
    this.agent.destroy();
  }

  private exchange(
    name: string,
    body: Buffer,
    timeoutMs: number,
  ): Promise<{ readonly status: number; readonly text: string }> {
    return new Promise((resolve, reject) => {
      const fail = (why: string, cause?: unknown) => {
        clearTimeout(timer);
        // What comes later must never be used: the call counts as lost.
        sent.destroy();
        reject(new GatewayProblem(why, null, { cause }));
      };
      const timer = setTimeout(() => fail(`the server did not answer within ${timeoutMs} ms`), timeoutMs);
      const sent = this.request(`${this.base}${RUNNER_CALLS_PATH}/${name}`, {
        method: "POST",
        agent: this.agent,
        headers: {
          "content-type": "application/json",
          "content-length": body.byteLength,
          ...(this.token !== null && { authorization: `Bearer ${this.token}` }),
        },
      });
      sent.on("error", (error: NodeJS.ErrnoException) =>
        fail(`the server cannot be reached (${error.code ?? error.message})`, error),
      );
      sent.on("response", (response: IncomingMessage) => {
        const pieces: Buffer[] = [];
        let bytes = 0;
        response.on("data", (piece: Buffer) => {
          bytes += piece.byteLength;
          pieces.push(piece);
          if (bytes > MAX_ANSWER_BYTES) fail("the server's answer is too long");
        });
        response.on("error", (error) => fail("the server's answer was cut off", error));
        response.on("aborted", () => fail("the server's answer was cut off"));
        response.on("end", () => {
          clearTimeout(timer);
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString("utf8") });
        });
      });
      sent.end(body);
    });
  }
}

/** Whether a runner may send its token there. */
export function isServerUrl(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && isSafeForPasswords(url);
}

function notSafe(url: string): string {
  return `${url} cannot be used: wanted is an https address. http is for this machine only (http://127.0.0.1:3000), since others could read the token and secrets.`;
}

/** Undefined for what is no JSON: a proxy answered. */
function read(text: string): unknown {
  try {
    return readWireText(text);
  } catch {
    return undefined;
  }
}
