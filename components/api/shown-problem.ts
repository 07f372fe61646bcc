import { TRPCClientError } from "@trpc/client";
import type { Problem, Refusal, RefusalCode } from "#contract/refusal.ts";
import { UnwritableValue } from "#engine/json/wire.ts";
import type { AppRouter } from "#trpc/routers/router.ts";

/** What a person is told of an error: what happened, what was kept, what to do. Every text is a whole sentence. */
export type ShownProblem = {
  /** `no-server`: nothing answered. `page`: the browser refused something. `broken`: a bug, here or on the server. */
  readonly code: RefusalCode | "no-server" | "page" | "broken";
  readonly title: string;
  readonly kept?: string;
  readonly todo?: string;
  /** One for each thing that is wrong, with its place. */
  readonly problems: readonly Problem[];
};

/** Something that the browser refused, in words for people. */
export class PageProblem extends Error {
  readonly todo: string;

  constructor(text: string, todo: string, cause?: unknown) {
    super(text, { cause });
    this.name = "PageProblem";
    this.todo = todo;
  }
}

const BROKEN_PAGE: ShownProblem = {
  code: "broken",
  title: "Something broke on this page.",
  kept: "Nothing changed on the server.",
  todo: "Reload the page.",
  problems: [],
};

const NO_SERVER: ShownProblem = {
  code: "no-server",
  title: "The server does not answer.",
  kept: "What you typed is kept here.",
  todo: "Do it again once it answers. If it stays so, check that `npm start` still runs.",
  problems: [],
};

/** What to tell of an error that a call, a stream or a page threw. Never a stack, never nothing. */
export function shownProblem(error: unknown): ShownProblem {
  if (error instanceof TRPCClientError) {
    const { data, message } = error as TRPCClientError<AppRouter>;
    if (data?.refusal) return refusalShown(data.refusal);
    if (data) return { code: "broken", title: message, todo: "Try again.", problems: [] };
    // A browser gives a TypeError also where no server answers: only this one says that nothing was sent.
    return error.cause instanceof UnwritableValue ? BROKEN_PAGE : NO_SERVER;
  }
  if (error instanceof PageProblem)
    return { code: "page", title: error.message, todo: error.todo, problems: [] };
  return BROKEN_PAGE;
}

/** The same of what the page asks again and again until it is answered: nobody has to do anything. */
export function problemAskedAgain(error: unknown): ShownProblem {
  const shown = shownProblem(error);
  switch (shown.code) {
    case "no-server":
      return {
        ...shown,
        todo: "The page tries again by itself. If that does not help, check that `npm start` still runs.",
      };
    case "database-away":
      return { ...shown, todo: "The page tries again by itself; running scripts go on meanwhile." };
    default:
      return shown;
  }
}

/**
 * True where the same call may well succeed a little later without anybody doing anything: the server or its database
 * is away, or what answered in its place was not Signalbox (a server that is just starting).
 */
export function isAway(error: unknown): boolean {
  const { code } = shownProblem(error);
  return code === "no-server" || code === "database-away" || code === "not-done";
}

/** True where the same call may succeed later, though not always at once: something is away, or held by somebody else. */
export function isPassing(error: unknown): boolean {
  const { code } = shownProblem(error);
  return isAway(error) || code === "database-busy" || code === "outcome-unknown";
}

/** True where what was asked for does not exist (any more), or whoever asked may not see it. */
export function isMissing(error: unknown): boolean {
  return shownProblem(error).code === "not-found";
}

/** True where the line above the page says it: the server is away, or nobody is signed in any more. */
export function isToldAbovePage(error: unknown): boolean {
  return isAway(error) || shownProblem(error).code === "not-signed-in";
}

/** The problem of one place of the request, such as `values.ip`; null where there is none. */
export function problemAt(problem: ShownProblem | null, path: string): string | null {
  return problem?.problems.find((each) => each.path === path)?.text ?? null;
}

/** Its command is for a terminal: here the navigation leads to the list. */
function refusalShown({ code, text, kept, todo, problems = [] }: Refusal): ShownProblem {
  return { code, title: text, ...(kept && { kept }), ...(todo && { todo }), problems };
}
