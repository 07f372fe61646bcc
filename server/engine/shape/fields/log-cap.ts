const MEBIBYTE = 1024 * 1024;

/** How much of the log of an attempt is kept where the graph does not say it. */
const DEFAULT_LOG_MIB = 16;
export const MAX_LOG_MIB = 256;

/** The most bytes of the log of an attempt that are kept: its beginning and its end. */
export function logBytesOf({ limits }: { readonly limits?: { readonly logMiB?: number } }): number {
  return (limits?.logMiB ?? DEFAULT_LOG_MIB) * MEBIBYTE;
}
