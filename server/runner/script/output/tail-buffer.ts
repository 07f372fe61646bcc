/** What a piece costs in memory besides its bytes: many small pieces are no way around the limit. */
const PIECE_COST = 256;
/** Pieces of one stream are joined up to about this size. */
const JOINED_BYTES = 32 * 1024;
/** So many pieces are dropped before the list of pieces is written anew. */
const MIN_DROPPED = 16;
const LINE_FEED = 10;

type Piece<Stream> = { readonly stream: Stream; readonly parts: Buffer[]; bytes: number };

/** Keeps the last bytes of several streams, in the order in which they came. */
export class TailBuffer<Stream> {
  private readonly max: number;
  private pieces: Piece<Stream>[] = [];
  private first = 0;
  private cost = 0;
  /** How many bytes were left out at the beginning. */
  private dropped = 0;
  /** The streams of which something was left out. */
  private readonly cut = new Set<Stream>();

  /** @param max how many bytes are kept at most; small pieces count as more. */
  constructor(max: number) {
    this.max = max;
  }

  push(stream: Stream, given: Buffer): void {
    const bytes = this.fitting(stream, given);
    const last = this.pieces.length > this.first ? this.pieces.at(-1) : undefined;
    this.cost += bytes.length + PIECE_COST;
    if (last !== undefined && last.stream === stream && last.bytes + bytes.length <= JOINED_BYTES) {
      last.parts.push(bytes);
      last.bytes += bytes.length;
    } else this.pieces.push({ stream, parts: [bytes], bytes: bytes.length });
    while (this.cost > this.max) this.drop();
  }

  /**
   * What was kept, and how much was left out in front of it. A stream of which something was left out begins with a
   * line, since nobody can read the rest of one; but of a line that is longer than a quarter of all, its end is kept.
   */
  read(): { readonly dropped: number; readonly pieces: readonly { stream: Stream; bytes: Buffer }[] } {
    const kept = this.pieces
      .slice(this.first)
      .map(({ stream, parts }) => ({ stream, bytes: Buffer.concat(parts) }));
    if (this.dropped === 0) return { dropped: 0, pieces: kept };
    let dropped = this.dropped;
    const within = new Set([...this.cut].filter((stream) => 4 * restOfLine(kept, stream) <= this.max));
    const fresh = new Set([...this.cut].filter((stream) => !within.has(stream)));
    const pieces = kept.flatMap(({ stream, bytes }) => {
      if (!within.has(stream)) {
        // Of a character that was cut, nobody can read the rest either.
        const rest = fresh.delete(stream) ? bytes.subarray(continuedBytes(bytes)) : bytes;
        dropped += bytes.length - rest.length;
        return [{ stream, bytes: rest }];
      }
      const end = bytes.indexOf(LINE_FEED) + 1;
      if (end > 0) within.delete(stream);
      const rest = end === 0 ? bytes.subarray(bytes.length) : bytes.subarray(end);
      dropped += bytes.length - rest.length;
      return rest.length === 0 ? [] : [{ stream, bytes: rest }];
    });
    return { dropped, pieces };
  }

  /** The end of what is more than all that is kept. */
  private fitting(stream: Stream, bytes: Buffer): Buffer {
    const left = bytes.length - Math.max(0, this.max - PIECE_COST);
    if (left <= 0) return bytes;
    this.dropped += left;
    this.cut.add(stream);
    return bytes.subarray(left);
  }

  private drop(): void {
    const piece = this.pieces[this.first];
    if (piece === undefined) return;
    this.cost -= piece.bytes + piece.parts.length * PIECE_COST;
    this.dropped += piece.bytes;
    this.cut.add(piece.stream);
    this.first += 1;
    // What is dropped is in memory until then.
    if (this.first < MIN_DROPPED || 4 * this.first < this.pieces.length) return;
    this.pieces = this.pieces.slice(this.first);
    this.first = 0;
  }
}

/** How many bytes of a stream are in front of its first whole line. */
function restOfLine<Stream>(
  kept: readonly { readonly stream: Stream; readonly bytes: Buffer }[],
  stream: Stream,
): number {
  let length = 0;
  for (const piece of kept) {
    if (piece.stream !== stream) continue;
    const end = piece.bytes.indexOf(LINE_FEED) + 1;
    if (end > 0) return length + end;
    length += piece.bytes.length;
  }
  return length;
}

/** How many bytes at the beginning belong to a character of UTF-8 that began before. */
function continuedBytes(bytes: Buffer): number {
  let count = 0;
  while (count < 3 && ((bytes[count] ?? 0) & 0xc0) === 0x80) count += 1;
  return count;
}
