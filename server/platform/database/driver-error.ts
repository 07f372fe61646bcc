/** Drizzle wraps the driver's errors: the driver's own error is the innermost cause that has a number or `fatal`. */
export function driverError(
  error: unknown,
): { errno?: number; code?: string; sqlState?: string; fatal?: boolean } | null {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ("errno" in each || "fatal" in each || "code" in each) return each as { errno?: number };
  }
  return null;
}

/** Values of MySQL's that have no SQLSTATE of their own: a wrong text, and a CHECK that refused a row. */
const VALUE_ERRNOS: ReadonlySet<number> = new Set([1366, 3819]);

/** True where the database refused the values of a statement: too long, out of range, or against a rule. */
export function isOfValues(error: unknown): boolean {
  return /^2[23]/.test(driverError(error)?.sqlState ?? "") || hasErrno(error, VALUE_ERRNOS);
}

/** A table or the disk is full: of some statements MariaDB names only the file that it could not write, and the system's error. */
const ROOM_ERRNOS: ReadonlySet<number> = new Set([1021, 1114]);
const ROOM_WORDS = /No space left on device|\bErrcode: (?:28|122)\b|\berror 28 from storage engine/;

/** True where the database could not write because its disk is full. Nothing of the statement was written. */
export function isOutOfRoom(error: unknown): boolean {
  const driver = driverError(error);
  if (driver?.errno === undefined || driver.errno <= 0) return false;
  return ROOM_ERRNOS.has(driver.errno) || (driver instanceof Error && ROOM_WORDS.test(driver.message));
}

/** True where the driver gave one of these numbers of errors. */
export function hasErrno(error: unknown, errnos: ReadonlySet<number>): boolean {
  const errno = driverError(error)?.errno;
  return errno !== undefined && errnos.has(errno);
}
