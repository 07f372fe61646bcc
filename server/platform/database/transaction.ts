import type { FieldPacket, QueryOptions, QueryResult } from "mysql2";
import type { PoolConnection } from "mysql2/promise";
import { type Answer, guardText, type HeldStatement, isGuardError, RowsNotAsRead } from "./statement.ts";

/** One trip is one packet: a character has at most four bytes, and max_allowed_packet is 64 MiB. */
const MAX_HELD_LENGTH = 4 * 1_048_576;
const BEGIN = "START TRANSACTION";

/** As the query builder has it: times come as text, so that one place knows that they are UTC. */
const TIMES_AS_TEXT: Pick<QueryOptions, "typeCast"> = {
  typeCast: (field, next) => (/^(TIMESTAMP|DATETIME|DATE)$/.test(field.type) ? field.string() : next()),
};

type Held = { readonly texts: readonly string[]; readonly take: (answer: Answer) => void };

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

  constructor(connection: PoolConnection) {
    this.connection = connection;
  }

  /** Begins anew, with the next statement. */
  begin(): void {
    this.drop();
    this.isBegun = false;
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
    const text = this.connection.format(statement.text, statement.values as never);
    const guard = statement.matches === undefined ? [] : [guardText(statement.matches)];
    this.held.push({ texts: [text, ...guard], take });
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
    if (this.held.length === 0) return;
    const { texts, answer } = this.takeHeld();
    const [results] = await this.send(texts, TIMES_AS_TEXT);
    answer(Array.isArray(results) && texts.length > 1 ? (results as QueryResult[]) : [results]);
  }

  /** Commits, with all that is held in the same trip. A transaction that sent nothing sends nothing now. */
  async commit(): Promise<void> {
    if (!this.isBegun && this.held.length === 0) return;
    const { texts, answer } = this.takeHeld();
    const [results] = await this.send([...texts, "COMMIT"], TIMES_AS_TEXT);
    if (texts.length > 0) answer(results as QueryResult[]);
  }

  private takeHeld() {
    const { held, isBegun } = this;
    const texts = [...(isBegun ? [] : [BEGIN]), ...held.flatMap((each) => each.texts)];
    this.drop();
    this.isBegun = true;
    const answer = (results: readonly QueryResult[]) => {
      let place = isBegun ? 0 : 1;
      for (const each of held) {
        each.take(results[place] as unknown as Answer);
        place += each.texts.length;
      }
    };
    return { texts, answer };
  }

  private async send(texts: readonly string[], options: Partial<QueryOptions>) {
    const { values: _values, ...how } = options;
    try {
      return await this.connection.query<never>({ ...how, sql: texts.join("; ") });
    } catch (error) {
      throw isGuardError(error as { errno?: number }) ? new RowsNotAsRead(error) : error;
    }
  }
}
