/** Which area of the code may import which. ARCHITECTURE.md says why; the gate fails where a rule is broken. */
export type ImportRule = {
  /** The path of the area's files begins with this. */
  readonly path: string;
  /** Areas whose code it may import, types included. Its own is understood. */
  readonly mayImport: readonly string[];
  /** Areas of which it may import types only. */
  readonly mayImportTypes?: readonly string[];
  /** Packages it may import, by name; absent: all that no other rule forbids. */
  readonly packages?: readonly string[];
  /** Whether it may use Node's own modules. */
  readonly usesNode: boolean;
  /**
   * Its sub-folders, lowest first: a folder imports only from those before it, types included. `.` is the area's own
   * folder. A folder counts to the longest entry that its path begins with.
   */
  readonly layers?: readonly string[];
};
