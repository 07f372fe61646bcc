import { hash, verify } from "@node-rs/argon2";

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. About 30 ms. */
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Of a random text that nobody knows, by the options above: an unknown account takes as long as a known one. */
const NOBODYS =
  "$argon2id$v=19$m=19456,t=2,p=1$8WIIL92/OYyE3klSTHloNQ$+fbzCxFjxgNfuRCZPc/xdyr+ncAvWV7D0/aWkZzdWS8";

/** An argon2id hash with its parameters. Two ways to type a character are one password. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), OPTIONS);
}

/** Whether this is the password of the hash. Without a hash it is not, after the same time. */
export async function isPasswordOf(stored: string | null, password: string): Promise<boolean> {
  const isRight = await verify(stored ?? NOBODYS, password.normalize("NFKC"));
  return isRight && stored !== null;
}
