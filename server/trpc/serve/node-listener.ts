import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { incomingMessageToRequest } from "@trpc/server/adapters/node-http";

/** Serves `answer` by Node's own server, as Next does: for tests and benches, which have no pages. */
export function nodeListener(answer: (request: Request) => Promise<Response>): RequestListener {
  return (incoming, outgoing) => {
    respond(answer, incoming, outgoing).catch(() => outgoing.destroy());
  };
}

async function respond(
  answer: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const request = incomingMessageToRequest(incoming, outgoing, { maxBodySize: null });
  const { status, headers, body } = await answer(request);
  outgoing.writeHead(status, Object.fromEntries(headers));
  if (body === null) outgoing.end();
  else await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), outgoing);
}
