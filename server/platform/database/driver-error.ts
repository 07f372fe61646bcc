/** Drizzle wraps the driver's errors: the driver's own error is the innermost cause that has a number or `fatal`. */
export function driverError(error: unknown): { errno?: number; code?: string; fatal?: boolean } | null {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ("errno" in each || "fatal" in each || "code" in each) return each as { errno?: number };
  }
  return null;
}

/** True where the driver gave one of these numbers of errors. */
export function hasErrno(error: unknown, errnos: ReadonlySet<number>): boolean {
  const errno = driverError(error)?.errno;
  return errno !== undefined && errnos.has(errno);
}
