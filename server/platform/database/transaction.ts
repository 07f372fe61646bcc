import type { FieldPacket, QueryOptions, QueryResult } from "mysql2";
import type { PoolConnection } from "mysql2/promise";
import { fillStatement } from "./fill-statement.ts";
import {
  type Answer,
  conditionOnRows,
  guardText,
  type HeldStatement,
  isGuardError,
  RowsNotAsRead,
  withGuard,
} from "./statement.ts";

/**
 * One trip is one packet, and max_allowed_packet is at least 16 MiB: so long, with at most three bytes for each character,
 * may be what waits when a last statement of some MiB is added.
 */
const MAX_HELD_LENGTH = 2 * 1_048_576;
const BEGIN = "START TRANSACTION";

/** As the query builder has it: times come as text, so that one place knows that they are UTC. */
export const TIMES_AS_TEXT: Pick<QueryOptions, "typeCast"> = {
  typeCast: (field, next) => (/^(TIMESTAMP|DATETIME|DATE)$/.test(field.type) ? field.string() : next()),
};

type Held = Pick<HeldStatement, "matches" | "goesOn" | "takesGuard"> & {
  readonly text: string;
  readonly take: (answer: Answer) => void;
};

/**
 * The statements of one transaction after another on one connection, in as few trips as possible: START TRANSACTION goes
 * with the first statement, and what is held goes with the next statement or with COMMIT. A trip over the socket costs
 * as much as a small statement. The query builder uses it in place of the driver's connection.
 */
export class TransactionClient {
  private readonly connection: PoolConnection;
  private held: Held[] = [];
  private heldLength = 0;
  private isBegun = false;
  private readonly endsAll: (error: unknown) => boolean;
  /** What ended the transaction before its time. */
  private end: { readonly error: unknown } | null = null;

  /**
   * @param endsAll true for an error after which the transaction must be repeated. After a deadlock the server has rolled
   *   it back: what was sent then would be written at once, each statement by itself and without a lock.
   */
  constructor(connection: PoolConnection, endsAll: (error: unknown) => boolean) {
    this.connection = connection;
    this.endsAll = endsAll;
  }

  /** Begins anew, with the next statement. */
  begin(): void {
    this.drop();
    this.isBegun = false;
    this.end = null;
  }

  /** @throws the error that ended the transaction, until the next one begins: whoever caught it may not go on. */
  throwIfEnded(): void {
    if (this.end !== null) throw this.end.error;
  }

  /** True where something was sent since `begin`: only then there is anything to roll back. */
  get wasSent(): boolean {
    return this.isBegun;
  }

  /**
   * Carries out a statement, or several, after all that is held.
   *
   * @throws RowsNotAsRead where a held statement did not match its number of rows, and every error of the driver.
   */
  async query(
    asked: string | QueryOptions,
    values?: unknown,
  ): Promise<[QueryResult | QueryResult[], FieldPacket[] | FieldPacket[][]]> {
    this.throwIfEnded();
    const options = typeof asked === "string" ? { sql: asked } : asked;
    const text = this.connection.format(options.sql, (values ?? options.values) as never);
    const before = this.takeHeld();
    const [results, fields] = await this.send([...before.texts, text], options);
    if (before.texts.length === 0) return [results as QueryResult, fields];
    const all = results as QueryResult[];
    before.answer(all);
    const own = all.slice(before.texts.length);
    const ownFields = (fields as unknown as FieldPacket[][]).slice(before.texts.length);
    return own.length === 1 ? [own[0] as QueryResult, ownFields[0] ?? []] : [own, ownFields];
  }

  /**
   * Keeps a statement for the next trip, which may be that of COMMIT.
   *
   * @param take called with its answer, if the trip succeeds.
   */
  hold(statement: HeldStatement, take: (answer: Answer) => void = () => undefined): void {
    this.throwIfEnded();
    const { matches, goesOn, takesGuard } = statement;
    const before = this.held.at(-1)?.matches;
    const asked = takesGuard && before !== undefined ? withGuard(statement.text, before) : statement.text;
    const { connection } = this;
    const text =
      fillStatement({ text: asked, values: statement.values }, (value) => connection.escape(value)) ??
      connection.format(asked, statement.values as never);
    this.held.push({ text, matches, goesOn, takesGuard, take });
    this.heldLength += text.length;
  }

  /** Forgets what is held. */
  drop(): void {
    this.held = [];
    this.heldLength = 0;
  }

  /** True where the next trip would be too large for more. */
  get isFull(): boolean {
    return this.heldLength > MAX_HELD_LENGTH;
  }

  /** Sends what is held at once. */
  async flush(): Promise<void> {
    this.throwIfEnded();
    if (this.held.length === 0) return;
    const { texts, answer } = this.takeHeld();
    const [results] = await this.send(texts, TIMES_AS_TEXT);
    answer(Array.isArray(results) && texts.length > 1 ? (results as QueryResult[]) : [results]);
  }

  /** Commits, with all that is held in the same trip. A transaction that sent nothing sends nothing now. */
  async commit(): Promise<void> {
    this.throwIfEnded();
    if (!this.isBegun && this.held.length === 0) return;
    const { texts, answer } = this.takeHeld();
    const [results] = await this.send([...texts, "COMMIT"], TIMES_AS_TEXT);
    if (texts.length > 0) answer(results as QueryResult[]);
  }

  private takeHeld() {
    const { held } = this;
    const texts = this.isBegun ? [] : [BEGIN];
    const places = held.map((each, place) => addTo(texts, each, held[place - 1], held[place + 1]));
    this.drop();
    this.isBegun = true;
    const answer = (results: readonly QueryResult[]) => {
      for (const [which, each] of held.entries())
        each.take(results[places[which] ?? -1] as unknown as Answer);
    };
    return { texts, answer };
  }

  private async send(texts: readonly string[], options: Partial<QueryOptions>) {
    const { values: _values, ...how } = options;
    try {
      return await this.connection.query<never>({ ...how, sql: texts.join("; ") });
    } catch (error) {
      if (this.endsAll(error)) this.end = { error };
      throw isGuardError(error as { errno?: number }) ? new RowsNotAsRead(error) : error;
    }
  }
}

/**
 * Adds a held statement, with what ends the trip where it does not match its rows. A guard is a statement of its own. So
 * the next statement takes its part where it can: then it changes nothing either, and the last guard finds that.
 *
 * @returns the statement's place.
 */
function addTo(texts: string[], held: Held, before: Held | undefined, after: Held | undefined): number {
  const isContinued = before !== undefined && isGuardedByNext(before, held);
  const more =
    isContinued && !held.takesGuard ? ` ${held.goesOn} ${conditionOnRows(before.matches ?? 0)}` : "";
  texts.push(held.text + more);
  const place = texts.length - 1;
  const isGuarded = after !== undefined && isGuardedByNext(held, after);
  if (held.matches !== undefined && !isGuarded) texts.push(guardText(held.matches));
  return place;
}

/** With a condition the next one must match rows itself: only then is it found that it matched none. */
function isGuardedByNext({ matches }: Held, next: Held): boolean {
  if (matches === undefined) return false;
  return next.takesGuard === true || (next.goesOn !== undefined && (next.matches ?? 0) > 0);
}
