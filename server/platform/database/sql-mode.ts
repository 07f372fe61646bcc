/** Without strict mode a text that is too long is cut silently (seen: 30 characters became 20). */
export const SQL_MODE =
  "STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";
