import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { link, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { NamedError } from "../copies/named-error.ts";
import { makeSyncedDirectory, syncDirectory, writeSynced } from "./write-synced.ts";

/** Encrypts values, so that reading the database does not reveal them. */
export type SecretBox = {
  /** `name` is authenticated with the value: it cannot be decrypted under another name. */
  seal(name: string, text: string): Buffer;
  /** @throws SecretBoxProblem where it was encrypted with another key or under another name, or was changed. */
  open(name: string, box: Buffer): string;
};

export class SecretBoxProblem extends NamedError {
  static override readonly className = "SecretBoxProblem";
  constructor(name: string) {
    super(
      `The secret ${name} cannot be read with this key. Web and runners need the same SIGNALBOX_SECRET_KEY, or the same file secret.key.`,
    );
  }
}

const CIPHER = "aes-256-gcm";
const VERSION = 1;
const KEY_BYTES = 32;
/** The sizes that NIST SP 800-38D recommends for GCM. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param key 32 bytes. */
export function secretBox(key: Buffer): SecretBox {
  return {
    seal(name, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(name));
      const hidden = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), hidden]);
    },
    open(name, box) {
      try {
        const nonce = box.subarray(1, 1 + NONCE_BYTES);
        const tag = box.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
        const cipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(name))
          .setAuthTag(tag);
        const hidden = box.subarray(1 + NONCE_BYTES + TAG_BYTES);
        return Buffer.concat([cipher.update(hidden), cipher.final()]).toString("utf8");
      } catch {
        throw new SecretBoxProblem(name);
      }
    },
  };
}

/** 32 bytes from base64; null where `text` is not that. */
export function readSecretKey(text: string): Buffer | null {
  const key = Buffer.from(text.trim(), "base64");
  return key.length === KEY_BYTES ? key : null;
}

/**
 * The secret box of this installation: with the key in the environment, else with the key in the file `secret.key` of
 * the data directory, which is made where it does not exist. The web and runners of one machine may call this at once.
 */
export async function openSecretBox(dataDir: string, given: Buffer | undefined): Promise<SecretBox> {
  return secretBox(given ?? (await keyInFile(dataDir, "secret.key")));
}

/** The same box, opened when it is first asked for. Where that failed, the next question is another try. */
export function secretBoxWhenNeeded(dataDir: string, given: Buffer | undefined): () => Promise<SecretBox> {
  let opened: Promise<SecretBox> | null = null;
  return () => {
    opened ??= openSecretBox(dataDir, given).catch((error) => {
      opened = null;
      throw error;
    });
    return opened;
  };
}

/** A box for what a runner without the key of secrets keeps on its own disk: with a key in the file `journal.key`. */
export async function openJournalBox(dataDir: string): Promise<SecretBox> {
  return secretBox(await keyInFile(dataDir, "journal.key"));
}

async function keyInFile(dataDir: string, name: string): Promise<Buffer> {
  const file = join(dataDir, name);
  const known = await readFile(file, "utf8").catch(() => null);
  if (known === null) {
    await makeSyncedDirectory(dataDir);
    // Written to another file and then linked, so that the file is always complete and never replaces another one. On the
    // disk before anything is sealed with it: the database does not lose in a power cut what it has committed.
    const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
    try {
      await writeSynced(draft, `${randomBytes(KEY_BYTES).toString("base64")}\n`, "wx");
      await link(draft, file).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      });
    } finally {
      await rm(draft, { force: true });
    }
    await syncDirectory(dataDir);
  }
  const key = readSecretKey(known ?? (await readFile(file, "utf8")));
  if (key === null)
    throw new Error(`${file} holds no key: wanted are 32 bytes as base64. Put the right file back.`);
  return key;
}
