import { type IncomingMessage, request } from "node:http";
import { Readable } from "node:stream";

/**
 * As `fetch`, but over a Unix socket, which the fetch of Node cannot.
 *
 * @param path the socket's file. Only the path and the query of each request's address are used.
 */
export function socketFetch(path: string): typeof fetch {
  return (input, init) =>
    new Promise((resolve, reject) => {
      const asked = new Request(input, init);
      const { pathname, search } = new URL(asked.url);
      const sent = request({
        socketPath: path,
        path: pathname + search,
        method: asked.method,
        headers: { ...Object.fromEntries(asked.headers), host: "localhost" },
        signal: asked.signal,
      });
      // An abort breaks the answer, too, with the reason that the caller gave.
      const fail = (error: unknown) => reject(asked.signal.aborted ? asked.signal.reason : error);
      sent.on("error", fail);
      sent.on("response", (response) => resolve(responseOf(response)));
      asked.arrayBuffer().then((body) => {
        if (body.byteLength > 0) sent.setHeader("content-length", body.byteLength);
        sent.end(Buffer.from(body));
      }, fail);
    });
}

function responseOf(response: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  const status = response.statusCode ?? 502;
  const hasBody = status !== 204 && status !== 304;
  return new Response(hasBody ? (Readable.toWeb(response) as ReadableStream) : null, { status, headers });
}
