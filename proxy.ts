import { type NextRequest, NextResponse } from "next/server";
import { refusalOf } from "#trpc/refusals.ts";
import { personOfPage, signInAddress } from "#trpc/serve/context-of.ts";
import { isForPeople } from "#trpc/serve/route-needs.ts";

/** Names of this machine. Another name in `Host` means that somebody's DNS answers with our address (rebinding). */
const OWN_HOSTS = new Set(["127.0.0.1", "localhost", "[::1]"]);
const NONCE_BYTES = 16;

/**
 * Before every page and call: refuses a foreign name, leads nobody to the sign-in page, and lets a page run only the
 * scripts that were written for this very answer. Calls say themselves what they need.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const host = request.headers.get("host") ?? "";
  if (!isOwnHost(host)) {
    return refusal(
      421,
      `This server is reached as 127.0.0.1 or localhost, not as "${host}". Set SIGNALBOX_URL to the address it has.`,
    );
  }
  const { pathname, search } = request.nextUrl;
  if (!canBeDecoded(pathname))
    return refusal(400, "The address has a percent sign that begins no character in UTF-8.");
  if (isForPeople(pathname) && !(await mayBeSomebody(request.headers)))
    return NextResponse.redirect(signInAddress(request.headers, pathname + search), 303);
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(NONCE_BYTES))).toString("base64");
  const policy = contentPolicy(nonce);
  const response = pathname.startsWith("/api/") ? NextResponse.next() : withPolicy(request, policy);
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Next reads the nonce from the request and puts it on the scripts that it writes. A call is given the headers that its sender sent. */
function withPolicy(request: NextRequest, policy: string): NextResponse {
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  return NextResponse.next({ request: { headers } });
}

function refusal(status: number, text: string): NextResponse {
  return new NextResponse(`${text}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}

function canBeDecoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** While the database is away a page is shown without anything of it, and says so. */
async function mayBeSomebody(headers: Headers): Promise<boolean> {
  try {
    return (await personOfPage(headers)) !== null;
  } catch (error) {
    if (refusalOf(error) === null) throw error;
    return true;
  }
}

function isOwnHost(host: string): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  if (OWN_HOSTS.has(name)) return true;
  const url = process.env["SIGNALBOX_URL"];
  return url !== undefined && URL.canParse(url) && new URL(url).hostname === name;
}

function contentPolicy(nonce: string): string {
  // In development React tells where an error came from by eval, and changes come through a socket.
  const isDevelopment = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // The canvas places vertices by style attributes, and the editor writes a style sheet of its own.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = {
  /** Files with a digest in their name need no policy of their own. */
  matcher: "/((?!_next/static|_next/image|favicon.ico).*)",
};
