/** What a statement may take as a value. The driver escapes it; it never becomes a part of the text. */
export type SqlValue = string | number | boolean | Buffer | Date | null;

/** A statement as the driver takes it: each `?` of the text stands for a value. */
export type Statement = { readonly text: string; readonly values: readonly SqlValue[] };

/** The rows that a statement gave, by the names of their columns, or what it counted. */
export type Answer = { readonly affectedRows?: number } | readonly Readonly<Record<string, unknown>>[];

/** A statement that waits for the next trip of its transaction. */
export type HeldStatement = Statement & {
  /** How many rows it must match. Another number ends the trip with `RowsNotAsRead`. */
  readonly matches?: number;
  /** The word after which one more condition may be added to the end of its text. */
  readonly goesOn?: "and" | "where";
  /** True where its first value is a number: the guard of the statement before it can be a factor of that. */
  readonly takesGuard?: true;
};

/** A row was not as it had been read: another process wrote without the pipeline's lock, or sooner. */
export class RowsNotAsRead extends Error {
  constructor(cause: unknown) {
    super("A row is not as it was read: another transaction wrote it meanwhile.", { cause });
    this.name = "RowsNotAsRead";
  }
}

/**
 * Fails where the statement before it did not match so many rows, and so ends the trip. It is a SELECT, because
 * MariaDB goes on after an error inside DO. mysql2 is set to count the matched rows, not the changed ones.
 */
export function guardText(matches: number): string {
  return `SELECT ${guardSum(matches)}`;
}

/** A statement whose first value is a number, with the guard of the statement before it: a factor that is 1, or an error. */
export function withGuard(text: string, matches: number): string {
  return text.replace("?", `? * (${guardSum(matches)} > 0)`);
}

/** Too large where another number of rows was matched. */
function guardSum(matches: number): string {
  return `~0 + (ROW_COUNT() <> ${Number(matches)})`;
}

/** A statement that goes on with this changes nothing where the one before it did not match so many rows. */
export function conditionOnRows(matches: number): string {
  return `row_count() = ${Number(matches)}`;
}

/** True for the error of `guardText`: a number that is too large, in an expression with ROW_COUNT. */
export function isGuardError({ errno, message }: { errno?: number; message?: string }): boolean {
  return errno === 1690 && /row_count/i.test(message ?? "");
}
