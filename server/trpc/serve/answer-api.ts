import type { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { Context } from "../init.ts";
import { appRouter } from "../routers/router.ts";
import { streamResponse } from "./stream-response.ts";

const API_PATH = "/api/trpc";

/** More calls than any page makes at once. */
const MAX_CALLS_A_REQUEST = 20;

/** What differs between a web process and a test. */
export type ApiSide = {
  /** @param answer the headers of the answer. @throws TRPCError where the request is not answered at all. */
  readonly createContext: (headers: Headers, answer: Headers) => Promise<Context>;
  /** Called with each error that a caller is told. */
  readonly onError?: (error: TRPCError, path: string) => void;
};

/** Answers a request to the API: the live streams by their own writer, all else by tRPC. */
export async function answerApi(request: Request, { createContext, onError }: ApiSide): Promise<Response> {
  const told = (error: TRPCError, path = "") => onError?.(error, path);
  const stream = await streamResponse(
    request,
    API_PATH,
    () => createContext(request.headers, new Headers()),
    told,
  );
  if (stream !== null) return stream;
  return fetchRequestHandler({
    endpoint: API_PATH,
    req: request,
    router: appRouter,
    maxBatchSize: MAX_CALLS_A_REQUEST,
    createContext: ({ req, resHeaders }) => createContext(req.headers, resHeaders),
    onError: ({ error, path }) => told(error, path),
  });
}
