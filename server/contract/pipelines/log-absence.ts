/** Why a log is not there; nothing where it is. */
export type LogAbsence = {
  /** When retention removed it. */
  readonly removedAt?: Date;
  /** Why the file to which it was moved cannot be read. */
  readonly problem?: string;
};
