/** The meaning of the operating system's error codes, for people who run scripts. */
const MEANINGS: Readonly<Record<string, string>> = {
  EAGAIN: "this machine allows no more processes (see ulimit -u, or the container's limit of processes)",
  ENOMEM: "this machine has no memory left for another process",
  EMFILE: "the runner has too many files open (see ulimit -n, or give the runner fewer slots)",
  ENFILE: "this machine has too many files open",
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is used up",
  EROFS: "the disk is read-only",
  EACCES: "the runner's user may not write there",
  EPERM: "the runner's user is not allowed to",
  ENOENT: "it is not there",
  ENOTDIR: "a file is in the way of a directory",
  EEXIST: "it exists already",
  E2BIG: "the values are too long for the operating system",
  ENAMETOOLONG: "the name is too long",
  EIO: "the disk cannot be read or written",
};

/** True where the operating system refused; false for a mistake in this program. */
export function isSystemProblem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";
}

/** The meaning of an operating system's refusal, as text after "…, because ". */
export function systemProblemMeaning(error: NodeJS.ErrnoException): string {
  return MEANINGS[error.code ?? ""] ?? `the operating system says ${error.code ?? error.message}`;
}

/** The meaning of any error from writing or reading a file, as text after "…, because ". */
export function problemMeaning(error: unknown): string {
  return isSystemProblem(error) ? systemProblemMeaning(error) : String(error);
}
