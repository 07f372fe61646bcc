import { chmodSync, copyFileSync, existsSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Fence } from "#engine/shape/fields/fences.ts";
import { socketsIn } from "./sockets-in.ts";

/** What is the same for all fenced slots of a runner. */
export type FenceSettings = {
  readonly bwrap: string;
  /** The program that ends with the runner and executes the rest of its words. */
  readonly endWithRunner: readonly [string, ...string[]];
  /** The shell of the slots, with what limits it. */
  readonly shell: readonly string[];
  /** Directories and files that no script may see. */
  readonly hidden: readonly string[];
  /** What a script may change besides its own directory. */
  readonly writable: readonly string[];
};

/** Where people and tracks hand on files. Sockets in it are covered: those of tmux and ssh agents act for whoever calls. */
const TEMPORARY = ["/tmp", "/var/tmp"];
/** What only the processes of one slot have. A script that changed it must not leave it to the next one. */
export const OWN_IN_FENCE: readonly string[] = ["/dev/shm"];
/** What programs need of /run, which has such sockets as well. */
const NEEDED_IN_RUN = ["/run/current-system"];
/** Where root could change the kernel's settings without any capability. */
const KERNEL_SETTINGS = ["/proc/sys", "/proc/sysrq-trigger"];

/**
 * The command for a slot behind a fence: bubblewrap, which executes the shell as process 1 of namespaces of its own.
 *
 * @param directory the slot's, the only one that its scripts can change; it exists, and its path has no link in it.
 */
export function fenceProgram(
  settings: FenceSettings,
  fence: Exclude<Fence, "host">,
  directory: string,
): [string, ...string[]] {
  const { bwrap, endWithRunner, shell, hidden, writable } = settings;
  const isRoot = process.getuid?.() === 0;
  const hiding = withoutNested(hidden).map(hide);
  const isHidden = (path: string) => hiding.some(({ path: other }) => path.startsWith(`${other}/`));
  return [
    ...endWithRunner,
    bwrap,
    ...["--die-with-parent", "--as-pid-1", "--new-session"],
    ...["--unshare-pid", "--unshare-ipc", "--unshare-uts"],
    ...(fence === "offline" ? ["--unshare-net"] : []),
    // Whoever is not root has no capability in a namespace that bubblewrap makes.
    ...(isRoot ? ["--cap-drop", "ALL"] : []),
    ...["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"],
    ...(isRoot ? KERNEL_SETTINGS.flatMap((path) => ["--ro-bind-try", path, path]) : []),
    ...["--tmpfs", "/run", ...neededInRun().flatMap((path) => ["--ro-bind-try", path, path])],
    ...TEMPORARY.flatMap((path) => ["--bind-try", path, path]),
    ...socketsIn(TEMPORARY).flatMap((path) => (isHidden(path) ? [] : ["--ro-bind", "/dev/null", path])),
    ...bindings(writable.filter((path) => !isHidden(path))),
    ...hiding.flatMap(({ words }) => words),
    ...["--bind", directory, directory],
    ...shell
      .filter((word) => word.startsWith(dirname(directory)))
      .flatMap((path) => ["--ro-bind", path, path]),
    ...bindings(writable.filter(isHidden)),
    ...hiding.flatMap(({ path, isDirectory }) => (isDirectory ? ["--remount-ro", path] : [])),
    ...["--remount-ro", "/run", "--tmpfs", "/dev/shm", "--remount-ro", "/dev"],
    ...["--chdir", "/", ...shell],
  ];
}

/** What is bound last is seen: what is in a hidden directory comes after that, all else before. */
function bindings(paths: readonly string[]): string[] {
  return paths.flatMap((path) => ["--dev-bind-try", path, path]);
}

function hide(path: string) {
  const isDirectory = statSync(path).isDirectory();
  const words = isDirectory ? ["--tmpfs", path] : ["--ro-bind", "/dev/null", path];
  return { path, isDirectory, words };
}

/** Those that are there, by their real paths, without what is in another one of them. */
function withoutNested(paths: readonly string[]): string[] {
  const real = [...new Set(paths.filter(existsSync).map((path) => realpathSync(path)))];
  return real.filter((path) => !real.some((other) => path.startsWith(`${other}/`)));
}

/** Where the addresses of name servers are, if that is a link into /run. */
function neededInRun(): string[] {
  const resolver = existsSync("/etc/resolv.conf") ? realpathSync("/etc/resolv.conf") : "";
  return [...NEEDED_IN_RUN, ...(resolver.startsWith("/run/") ? [dirname(resolver)] : [])];
}

/**
 * Copies a shell so that it can be executed and not be read. Linux lets nobody look into a process of such a file, or
 * trace it, who has no capability for that: no script of the slot can, though it has the same user.
 *
 * @returns the path of the copy.
 */
export function copyUnreadableShell(shell: string, directory: string): string {
  const path = join(directory, basename(shell));
  copyFileSync(shell, path);
  chmodSync(path, 0o111);
  return path;
}
