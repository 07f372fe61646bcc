import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { UserRange } from "#platform/user-range.ts";
import { makeRunnerDirectory } from "../directory/runner-directory.ts";
import { WorkDirectoryProblem } from "../directory/work-directory.ts";
import { claimUser } from "./user-claims.ts";
import { asUser, isOnlyUser, killAllOfUser } from "./user-processes.ts";

/** The user of one slot. Its number is in no list of users: it has no password, no home and no group. */
export type SlotUser = {
  readonly uid: number;
  /** The words that execute the rest of a command as this user. */
  readonly become: readonly [string, ...string[]];
  /** Gives a new slot's directory to its user. */
  own(directory: string): void;
  /**
   * Takes the directory back once its shell is there: then its user can go through it, and change nothing of it.
   *
   * @returns whether the shell is of this user, and can do no more than its user.
   */
  admit(pid: number, directory: string): boolean;
  /** Kills what is left of this user, and gives its number back. A number of which a process stays is never used again. */
  end(): Promise<void>;
};

export type SlotUsers = {
  /** The directory of the slots: their users can go through all directories above it. */
  readonly directory: string;
  /** @throws SlotUsersProblem where all numbers are in use. */
  take(): Promise<SlotUser>;
  /** Which of these paths a user of a slot can read. */
  readable(paths: readonly string[]): Promise<string[]>;
  /** Removes the directory of the slots. All users have ended. */
  close(): void;
};

export type SlotUsersSettings = {
  readonly range: UserRange;
  /** The directory for all runners of this machine. */
  readonly root: string;
  readonly setpriv: string;
};

const OTHERS_PASS = 0o711;
const OTHERS_WRITE = 0o022;
/** When memory is short, Linux must kill a script first, never the runner or the database. */
const EARLY_VICTIM = "500";

/** No slot can get a user now. The message is a clause for a person. */
export class SlotUsersProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SlotUsersProblem";
  }
}

/**
 * Gets ready to give each slot a user of its own.
 *
 * @throws WorkDirectoryProblem where the directory cannot be used, or is not root's alone.
 */
export async function openSlotUsers({ range, root, setpriv }: SlotUsersSettings): Promise<SlotUsers> {
  const { path: directory } = await makeRunnerDirectory(root, OTHERS_PASS);
  const found = lstatSync(root);
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & OTHERS_WRITE) !== 0) {
    rmSync(directory, { recursive: true });
    throw new WorkDirectoryProblem(`Others than root can write to ${root}.`, null);
  }
  chmodSync(root, OTHERS_PASS);
  const claims = join(root, "users");
  mkdirSync(claims, { recursive: true, mode: 0o700 });

  async function take(): Promise<SlotUser> {
    for (let claim = claimUser(claims, range); claim !== null; claim = claimUser(claims, range)) {
      const { uid, isTakenOver, release } = claim;
      const end = async () => {
        if (await killAllOfUser(setpriv, uid)) release();
      };
      // A number that stays held is left out by the next look.
      if (!isTakenOver || (await killAllOfUser(setpriv, uid)))
        return { ...ownerOf(uid), uid, become: asUser(setpriv, uid), end };
    }
    throw new SlotUsersProblem(`all users from ${range.first} to ${range.last} are in use`);
  }

  return {
    directory,
    take,
    async readable(paths) {
      const user = await take();
      const [program, ...words] = user.become;
      const test = ["/bin/sh", "-c", 'for p; do [ ! -r "$p" ] || echo "$p"; done', "sh"];
      const { stdout } = spawnSync(program, [...words, ...test, ...paths.filter(existsSync)], {
        cwd: "/",
        env: {} as NodeJS.ProcessEnv,
        encoding: "utf8",
      });
      await user.end();
      return stdout.split("\n").filter((path) => path !== "");
    },
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function ownerOf(uid: number): Pick<SlotUser, "own" | "admit"> {
  return {
    own: (directory) => chownSync(directory, uid, uid),
    admit(pid, directory) {
      chownSync(directory, 0, 0);
      chmodSync(directory, OTHERS_PASS);
      // The shell cannot do it itself: nobody can look into it, so its files in /proc are root's.
      writeFileSync(`/proc/${pid}/oom_score_adj`, EARLY_VICTIM);
      return isOnlyUser(pid, uid);
    },
  };
}
