import { type ProcedureType, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server/rpc";
import { ZodError } from "zod";
import type { Refusal, RefusalCode } from "#contract/refusal.ts";
import { CommitUnknown, isConnectionLost, isLockProblem } from "#platform/database/db.ts";
import { isOutOfRoom } from "#platform/database/driver-error.ts";
import { Refused } from "#services/refusals/refused.ts";

/** The only place where a refusal becomes a status. */
const TRANSPORT: Readonly<Record<RefusalCode, TRPC_ERROR_CODE_KEY>> = {
  "bad-input": "BAD_REQUEST",
  "not-found": "NOT_FOUND",
  conflict: "CONFLICT",
  "check-failed": "UNPROCESSABLE_CONTENT",
  "state-forbids": "PRECONDITION_FAILED",
  "not-signed-in": "UNAUTHORIZED",
  "not-allowed": "FORBIDDEN",
  "too-often": "TOO_MANY_REQUESTS",
  "too-large": "PAYLOAD_TOO_LARGE",
  "database-away": "SERVICE_UNAVAILABLE",
  "database-busy": "SERVICE_UNAVAILABLE",
  "outcome-unknown": "SERVICE_UNAVAILABLE",
  "not-done": "SERVICE_UNAVAILABLE",
};

/** The refusal in an error, or null: then the error is a bug, and the client sees no details. */
export function refusalOf(error: unknown): Refusal | null {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (each instanceof Refused) return each.refusal;
    if (each instanceof ZodError) return shapeRefusal(each);
    if (each instanceof CommitUnknown)
      return {
        code: "outcome-unknown",
        text: "It is unknown whether this was done: the database's answer was lost.",
        kept: "It was done completely or not at all.",
        todo: "Ask again with the same request id: that gives the answer, and does nothing twice.",
      };
    if (isConnectionLost(each))
      return {
        code: "database-away",
        text: "The database does not answer.",
        kept: "Nothing was written.",
        todo: "Do it again once it answers; running scripts go on meanwhile.",
      };
    if (isOutOfRoom(each))
      return {
        code: "database-away",
        text: "The disk of the database is full.",
        kept: "Nothing was written.",
        todo: "Free some room on it, and do it again. Running scripts go on meanwhile.",
      };
    if (isLockProblem(each))
      return {
        code: "database-busy",
        text: "Something else holds a lock in the database that this needs, and has not released it for a while.",
        kept: "Nothing was written.",
        todo: "Try again in a minute. If it stays so, look for a long transaction (SHOW PROCESSLIST): a backup, or an open console.",
      };
  }
  return null;
}

/**
 * As `refusalOf`, also for a call that reached no procedure: it is malformed, or asks for something that is not there. No
 * question writes, so that of one says nothing of what was kept.
 */
export function refusalOfCall(
  error: TRPCError,
  path: string | undefined,
  type: ProcedureType | "unknown" = "unknown",
): Refusal | null {
  const refusal = refusalOf(error) ?? refusalWithoutProcedure(error, path);
  if (refusal === null || type !== "query") return refusal;
  const { kept: _kept, ...said } = refusal;
  return said;
}

function refusalWithoutProcedure(error: TRPCError, path: string | undefined): Refusal | null {
  const name = path === undefined ? "The call" : `The call of "${path}"`;
  switch (error.code) {
    case "PARSE_ERROR":
    case "BAD_REQUEST":
      return {
        code: "bad-input",
        text: `${name} is malformed: its input is not JSON, or has a tag that is not known.`,
        kept: "Nothing was written.",
      };
    case "NOT_FOUND":
      return {
        code: "not-found",
        text: `This server has no procedure "${path ?? ""}".`,
        todo: "Reload the page, or update the command line: it is of another version than the server.",
      };
    case "METHOD_NOT_SUPPORTED":
      return {
        code: "bad-input",
        text: `${name} came with the wrong method: changes are sent with POST, questions with GET.`,
        kept: "Nothing was written.",
      };
    default:
      return null;
  }
}

function shapeRefusal(error: ZodError): Refusal {
  const problems = error.issues.map((issue) => ({
    path: issue.path.map(String).join("."),
    text: `${issue.message}.`.replace(/\.\.$/, "."),
  }));
  const [first] = problems;
  const text =
    first === undefined
      ? "The request is malformed."
      : first.path === ""
        ? first.text
        : `${first.path}: ${first.text}`;
  return { code: "bad-input", text, problems, kept: "Nothing was written." };
}

/** A refusal as an error with its HTTP status. */
export function transportError(refusal: Refusal, cause: unknown): TRPCError {
  return new TRPCError({ code: TRANSPORT[refusal.code], message: refusal.text, cause });
}

/** The HTTP status of a refusal. */
export function statusOf(refusal: Refusal): number {
  return getHTTPStatusCodeFromError(transportError(refusal, undefined));
}
