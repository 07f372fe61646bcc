import type { RefusalCode } from "#contract/refusal.ts";
import { countedAddress } from "#engine/addresses/counted-address.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { holdRefusedEntry, type RefusedCall } from "./audit-entry.ts";

/** The same call that is refused again within this time is counted, and gets no entry of its own. */
const WITHIN_MS = 60_000;
/** So many different ones of one source get an entry within that time; the others are counted together. */
const MAX_OF_SOURCE = 30;
const MAX_TOGETHER = 300;

/** The database could not be asked, so nothing can be written either; or the call is asked again with the same id. */
const NOT_KEPT: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  "database-away",
  "database-busy",
  "outcome-unknown",
  "not-done",
]);

type Counted = { readonly call: RefusedCall; count: number };

/**
 * Writes what was refused into the audit, in transactions of their own: what they asked for was rolled back. The first
 * of equal calls is written at once. How often it came again is written when its minute is over, so a flood of calls is
 * a few entries.
 */
export class RefusedCalls {
  private readonly database: Database;
  private readonly onError: (error: unknown) => void;
  private counted = new Map<string, Counted>();
  private ofSource = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;

  /** @param onError called where an entry could not be written: the refusal reaches its caller in any case. */
  constructor(database: Database, onError: (error: unknown) => void) {
    this.database = database;
    this.onError = onError;
  }

  /** Writes or counts a refused call. */
  async add(call: RefusedCall): Promise<void> {
    if (NOT_KEPT.has(call.code)) return;
    const { counted, isNew } = this.place(call);
    this.timer ??= setTimeout(() => void this.flush(), WITHIN_MS).unref();
    if (isNew) await this.write(counted.call, 1);
    else counted.count += 1;
  }

  /** Writes how often calls were refused again, and begins to count anew. */
  async flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const over = this.counted;
    this.counted = new Map();
    this.ofSource = new Map();
    for (const { call, count } of over.values()) if (count > 0) await this.write(call, count);
  }

  private place(call: RefusedCall): { readonly counted: Counted; readonly isNew: boolean } {
    const { source: from, act, code, object } = call;
    const key = JSON.stringify([from.who, from.id, from.address, act, code, object]);
    const known = this.counted.get(key);
    if (known !== undefined) return { counted: known, isNew: false };
    const source = sourceKey(call);
    const ofSource = (this.ofSource.get(source) ?? 0) + 1;
    if (this.counted.size >= MAX_TOGETHER) return this.placeOf("all", manyOf(call, true));
    if (ofSource > MAX_OF_SOURCE) return this.placeOf(source, manyOf(call, false));
    this.ofSource.set(source, ofSource);
    return this.placeOf(key, call);
  }

  private placeOf(key: string, call: RefusedCall): { readonly counted: Counted; readonly isNew: boolean } {
    const known = this.counted.get(key);
    const counted = known ?? { call, count: 0 };
    if (known === undefined) this.counted.set(key, counted);
    return { counted, isNew: known === undefined };
  }

  private async write(call: RefusedCall, times: number): Promise<void> {
    try {
      await transact(this.database, async (tx) => holdRefusedEntry(tx, call, times));
    } catch (error) {
      this.onError(error);
    }
  }
}

/** Whoever has an IPv6 network is one source: else they could fill the places of all others. */
function sourceKey({ source: { who, id, address } }: RefusedCall): string {
  return JSON.stringify([who, id, countedAddress(address)]);
}

/** What stands for calls that differ, of one source or of all. */
function manyOf({ source, code }: RefusedCall, isOfAll: boolean): RefusedCall {
  return {
    source: isOfAll ? { who: "nobody", id: null, name: "", address: "", device: "" } : source,
    act: "many",
    object: null,
    code,
    text: isOfAll
      ? `More than ${MAX_TOGETHER} different calls were refused within a minute: the others are counted here.`
      : `More than ${MAX_OF_SOURCE} different calls from here were refused within a minute: the others are counted here.`,
  };
}
