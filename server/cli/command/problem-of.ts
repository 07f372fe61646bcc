import { TRPCClientError } from "@trpc/client";
import { isBlockedPort } from "#client/request-link.ts";
import type { AppRouter } from "#trpc/routers/router.ts";
import { badUsage, CommandProblem, unreachable } from "./command-problem.ts";
import { EXIT_CODE, exitCodeOf } from "./exit-code.ts";

/**
 * What an error means for the person who typed the command; null where it is a bug of the command line.
 *
 * @param url the address of the server.
 * @param requestId the id of the command's first request.
 */
export function problemOf(error: unknown, url: string, requestId: string): CommandProblem | null {
  if (error instanceof CommandProblem) return error;
  if (!(error instanceof TRPCClientError)) return null;
  const { data } = error as TRPCClientError<AppRouter>;
  const askAgain = `If it changes something: the same command with SIGNALBOX_REQUEST_ID=${requestId} before it gives the answer, and does nothing twice.`;
  if (data?.refusal?.code === "outcome-unknown")
    return new CommandProblem(EXIT_CODE.unreachable, { ...data.refusal, todo: askAgain });
  if (data?.refusal) return new CommandProblem(exitCodeOf(data.refusal.code), data.refusal);
  if (data) return new CommandProblem(EXIT_CODE.unreachable, { code: "server-broke", text: error.message });
  return connectionProblem(error, url, askAgain);
}

/** The code of a bug of the command line. */
export const BUG = "command-line-broke";

/** What is said of an error of which `problemOf` knows nothing. */
export function bugProblem(error: unknown): CommandProblem {
  const text = `Something broke in the command line itself: ${error instanceof Error ? error.message : String(error)}`;
  return new CommandProblem(EXIT_CODE.bug, { code: BUG, text });
}

/** True where the server was not reached, or what answered was not Signalbox: another try may help. */
export function isConnectionProblem(error: unknown): boolean {
  return (
    error instanceof TRPCClientError && !(error as TRPCClientError<AppRouter>).data && !isBlockedPort(error)
  );
}

/** True where the same question may be answered a little later: also where the server was reached, and its database was not. */
export function isPassing(error: unknown): boolean {
  if (isConnectionProblem(error)) return true;
  const code = error instanceof TRPCClientError && (error as TRPCClientError<AppRouter>).data?.refusal?.code;
  return code === "database-away" || code === "database-busy" || code === "outcome-unknown";
}

function connectionProblem(error: TRPCClientError<AppRouter>, url: string, unsure: string): CommandProblem {
  if (isBlockedPort(error))
    return badUsage(
      `The port of ${url} cannot be used: browsers and fetch refuse it, because it is that of another protocol. Nothing was sent.`,
      "Let the server listen on another port, such as 3000, and say so with SIGNALBOX_URL.",
    );
  const start = "Start it with `npm start`, or say where it is with SIGNALBOX_URL.";
  switch (codeIn(error)) {
    case "ECONNREFUSED":
    case "ENOENT":
      return unreachable(`Nothing answers at ${url}: no server listens there.`, start);
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return unreachable(`The host of ${url} is not known here.`, start);
    case "TimeoutError":
      return unreachable(`The server at ${url} was reached and gave no answer within a minute.`, unsure);
    case "SyntaxError":
    case "no tRPC":
      return unreachable(`What answers at ${url} is not Signalbox.`, "Is SIGNALBOX_URL right?");
    default:
      return unreachable(`The connection to ${url} broke before an answer came (${deepest(error)}).`, unsure);
  }
}

/** The first known code or name in the chain of causes. */
function codeIn(error: Error): string | null {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if ("code" in each && typeof each.code === "string") return each.code;
    if (each.name === "TimeoutError" || each.name === "SyntaxError") return each.name;
    if (each.message === "Unable to transform response from server") return "no tRPC";
  }
  return null;
}

function deepest(error: Error): string {
  return error.cause instanceof Error ? deepest(error.cause) : error.message;
}
