import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/** What an entry of the audit says. Each text is stored as it is here. */
export type AuditContent = {
  readonly who: string;
  readonly whoId: number | null;
  readonly whoName: string;
  readonly act: string;
  readonly objectKind: string | null;
  readonly objectId: number | null;
  readonly objectName: string | null;
  /** `done`, or the code of the refusal. */
  readonly result: string;
  /** Why it was refused. */
  readonly reason: string | null;
  /** How many refused calls it stands for; 1 for everything that was done. */
  readonly times: number;
  readonly address: string;
  readonly device: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** An entry in its place: ids have no gap, and each hash depends on all entries before it. */
export type AuditLink = AuditContent & { readonly id: number; readonly at: Date; readonly hash: string };

/** The last entry, as it was printed or exported. */
export type AuditHead = { readonly id: number; readonly hash: string };

/** The hash before the first entry. */
export const NO_HASH: string = "0".repeat(64);

/** The text of an entry's content that its hash is made of. The database hashes the same bytes. */
export function auditText(entry: AuditContent): string {
  return JSON.stringify([
    entry.who,
    entry.whoId,
    entry.whoName,
    entry.act,
    entry.objectKind,
    entry.objectId,
    entry.objectName,
    entry.result,
    entry.reason,
    entry.times,
    entry.address,
    entry.device,
    entry.before,
    entry.after,
  ]);
}

/** The hash of an entry behind that of the entry before it: SHA-256, as the database works it out. */
export function auditHash(before: string, entry: Omit<AuditLink, "hash">): string {
  const text = `${entry.id} ${timeText(entry.at)} ${auditText(entry)}`;
  const bytes = utf8ToBytes(text);
  const all = new Uint8Array(32 + bytes.length);
  all.set(hexToBytes(before));
  all.set(bytes, 32);
  return bytesToHex(sha256(all));
}

/** As the database writes a time: `2026-11-26 14:53:17.123`. */
function timeText(at: Date): string {
  return at.toISOString().replace("T", " ").slice(0, 23);
}

/** The first thing that is wrong with the audit. */
export type AuditProblem = {
  /** The entry at which it was found. */
  readonly id: number;
  readonly problem: "missing" | "changed" | "cut" | "other";
  readonly text: string;
};

/** Follows the chain over entries that come in pages. */
export class AuditCheck {
  /** The last entry that was followed. */
  head: AuditHead;
  private readonly known: AuditHead | null;
  private first: AuditProblem | null = null;

  /**
   * @param known a head that was printed or exported earlier: the chain must lead through it.
   * @param from where the entries begin: behind this one. Absent: at the first entry of all.
   */
  constructor(known: AuditHead | null = null, from: AuditHead = { id: 0, hash: NO_HASH }) {
    this.known = known;
    this.head = from;
  }

  get problem(): AuditProblem | null {
    return this.first;
  }

  /** Follows the next entries, in the order of their ids. Behind a problem nothing more is looked at. */
  follow(entries: readonly AuditLink[]): void {
    for (const entry of entries) {
      if (this.first !== null) return;
      this.first = this.problemOf(entry);
      if (this.first === null) this.head = { id: entry.id, hash: entry.hash };
    }
  }

  /**
   * The end of the entries is reached.
   *
   * @param stored the head that the database keeps beside the entries; null where it is not known, as in a file.
   */
  end(stored: AuditHead | null): AuditProblem | null {
    const { id, hash } = this.head;
    if (this.first !== null) return this.first;
    if (this.known !== null && this.known.id > id)
      this.first = problemAt(
        id,
        "cut",
        `The audit ends at entry ${id}; entry ${this.known.id} was there before.`,
      );
    else if (stored !== null && (stored.id !== id || stored.hash !== hash))
      this.first = problemAt(
        id,
        "cut",
        `The last entry is ${id}, and entry ${stored.id} was written last: what is behind entry ${Math.min(id, stored.id)} was removed or changed.`,
      );
    return this.first;
  }

  private problemOf(entry: AuditLink): AuditProblem | null {
    const { id } = entry;
    const wanted = this.head.id + 1;
    if (id !== wanted) {
      const missing = id - 1 > wanted ? `Entries ${wanted} to ${id - 1} are` : `Entry ${wanted} is`;
      return id > wanted
        ? problemAt(wanted, "missing", `${missing} missing.`)
        : problemAt(id, "changed", `Entry ${id} is there twice, or out of its order.`);
    }
    if (auditHash(this.head.hash, entry) !== entry.hash)
      return problemAt(id, "changed", `Entry ${id} is not as it was written, or the one before it is not.`);
    if (this.known !== null && this.known.id === id && this.known.hash !== entry.hash)
      return problemAt(
        id,
        "other",
        `Entry ${id} is another one than before: all entries from there on were written again, or the database was restored.`,
      );
    return null;
  }
}

function problemAt(id: number, problem: AuditProblem["problem"], text: string): AuditProblem {
  return { id, problem, text };
}
