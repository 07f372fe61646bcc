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

  push(stream: Stream, bytes: Buffer): void {
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
   * line: nobody can read the rest of one.
   */
  read(): { readonly dropped: number; readonly pieces: readonly { stream: Stream; bytes: Buffer }[] } {
    const kept = this.pieces
      .slice(this.first)
      .map(({ stream, parts }) => ({ stream, bytes: Buffer.concat(parts) }));
    if (this.dropped === 0) return { dropped: 0, pieces: kept };
    let dropped = this.dropped;
    const within = new Set(this.cut);
    const pieces = kept.flatMap(({ stream, bytes }) => {
      if (!within.has(stream)) return [{ stream, bytes }];
      const end = bytes.indexOf(LINE_FEED) + 1;
      if (end > 0) within.delete(stream);
      const rest = end === 0 ? bytes.subarray(bytes.length) : bytes.subarray(end);
      dropped += bytes.length - rest.length;
      return rest.length === 0 ? [] : [{ stream, bytes: rest }];
    });
    return { dropped, pieces };
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
