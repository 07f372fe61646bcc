import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import { ANSWER_HEADERS } from "./answer-headers.mjs";

/** Where the pages look for the files of the build. */
const PREFIX = "/_next/static/";

type FileType = { readonly type: string; readonly isText: boolean };

/** Those that a build makes. A file of another type is answered by Next. */
const TYPES: Readonly<Record<string, FileType>> = {
  ".js": { type: "application/javascript; charset=UTF-8", isText: true },
  ".css": { type: "text/css; charset=UTF-8", isText: true },
  ".woff2": { type: "font/woff2", isText: false },
};

type Ready = { readonly plain: Buffer; readonly compressed: Buffer | null };

/**
 * Answers with the files of a build, and leaves everything else to `next`. Each file is read and compressed once, at its first
 * request, and kept: Next compresses it anew for each browser (decision 151).
 *
 * @param directory what is asked for as `/_next/static/`. Its names have a digest of their content, so they never change.
 */
export async function answerBuiltFiles(directory: string, next: RequestListener): Promise<RequestListener> {
  const files = new Map<string, FileType & { readonly path: string }>();
  // Where nothing was built, Next says so.
  const isBuilt = existsSync(directory);
  const entries = isBuilt ? await readdir(directory, { recursive: true, withFileTypes: true }) : [];
  for (const entry of entries) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(directory, path).split(sep).join("/"), { ...type, path });
  }
  const ready = new Map<string, Promise<Ready>>();
  return (request, response) => {
    const name = nameIn(request);
    const file = name === null ? undefined : files.get(name);
    if (name === null || file === undefined) return next(request, response);
    let bytes = ready.get(name);
    if (bytes === undefined) {
      bytes = read(file.path, file.isText);
      ready.set(name, bytes);
    }
    bytes.then(
      (found) => send(request, response, file, found),
      // A build that is made beside a running product removes its files. Next says what it says then.
      () => {
        ready.delete(name);
        next(request, response);
      },
    );
  };
}

/** The name of the file that is asked for; null: none. */
function nameIn({ url = "", method }: IncomingMessage): string | null {
  if (!url.startsWith(PREFIX) || (method !== "GET" && method !== "HEAD")) return null;
  const [path = ""] = url.slice(PREFIX.length).split("?");
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

async function read(path: string, isText: boolean): Promise<Ready> {
  const plain = await readFile(path);
  return {
    plain,
    compressed: isText ? await promisify(gzip)(plain, { level: constants.Z_BEST_COMPRESSION }) : null,
  };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { type }: FileType,
  { plain, compressed }: Ready,
): void {
  const body = compressed !== null && acceptsGzip(request) ? compressed : plain;
  for (const { key, value } of ANSWER_HEADERS) response.setHeader(key, value);
  response.setHeader("Content-Type", type);
  response.setHeader("Content-Length", body.length);
  response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
  if (compressed !== null) response.setHeader("Vary", "Accept-Encoding");
  if (body === compressed) response.setHeader("Content-Encoding", "gzip");
  response.end(request.method === "HEAD" ? undefined : body);
}

/** Whether the sender said so: `gzip, br`, and not `gzip;q=0`. */
function acceptsGzip({ headers }: IncomingMessage): boolean {
  return String(headers["accept-encoding"] ?? "")
    .split(",")
    .some((each) => {
      const [coding = "", ...weights] = each.split(";").map((part) => part.trim().toLowerCase());
      return coding === "gzip" && !weights.some((weight) => /^q=0(?:\.0*)?$/.test(weight));
    });
}
