/**
 * The whole body of a request. Null where it ended before its end: its sender went away, which is no error of this server,
 * and nobody reads the answer.
 *
 * @param take called with each piece; what it throws is thrown.
 */
export async function receivedBody(
  request: Request,
  take: (piece: Uint8Array) => void = () => undefined,
): Promise<Buffer | null> {
  const pieces: Uint8Array[] = [];
  const reader = request.body?.getReader();
  for (;;) {
    const read = await reader?.read().catch(() => null);
    if (read === null) return null;
    if (read === undefined || read.done) return Buffer.concat(pieces);
    take(read.value);
    pieces.push(read.value);
  }
}

/** The answer to a request whose body did not arrive. */
export const CUT_OFF_BODY = "The body of the request ended too early. Nothing was changed.";
