import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { NewPasskeyAnswer, PasskeyAnswer } from "#contract/people/passkeys.ts";

/** What an authenticator and its browser are to say other than the truth. */
export type Lies = {
  readonly origin?: string;
  readonly crossOrigin?: boolean;
  readonly type?: string;
  readonly challenge?: string;
  readonly rpId?: string;
  /** Nobody typed a PIN or showed a finger. */
  readonly isUnverified?: boolean;
  readonly counter?: number;
  readonly isSyncable?: boolean;
  readonly userHandle?: string | null;
  /** Signs with the key of another passkey. */
  readonly key?: KeyObject;
};

/** The part of what a server asks for that the authenticator reads. */
type Question = { readonly challenge: string };
type NewQuestion = Question & { readonly user: { readonly id: string } };

const FLAG = { present: 0x01, verified: 0x04, syncable: 0x08, backedUp: 0x10, hasKey: 0x40 };
const NO_MODEL = Buffer.alloc(16);

/**
 * An authenticator in software, with the browser around it: it makes one passkey (ES256) without an attestation, and
 * signs with it, as WebAuthn says.
 */
export class SoftPasskey {
  readonly id: Buffer = randomBytes(32);
  readonly key: KeyObject;
  readonly #publicKey: Buffer;
  readonly #site: { readonly rpId: string; readonly origin: string };
  #userHandle = "";
  /** Those that are copied between devices do not count. */
  #counter = 0;
  readonly #counts: boolean;

  constructor(site: { readonly rpId: string; readonly origin: string }, { counts = true } = {}) {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.key = privateKey;
    this.#publicKey = coseOf(publicKey);
    this.#site = site;
    this.#counts = counts;
  }

  /** Makes the passkey. `format`: of the attestation. */
  make({ challenge, user }: NewQuestion, lies: Lies = {}, format = "none"): NewPasskeyAnswer {
    this.#userHandle = user.id;
    const length = Buffer.from([this.id.length >> 8, this.id.length & 0xff]);
    const data = Buffer.concat([
      this.#authenticatorData(lies, FLAG.hasKey),
      ...[NO_MODEL, length, this.id, this.#publicKey],
    ]);
    const statement = format === "none" ? cborMap() : cborMap([cborText("x5c"), cborList(cborBytes(data))]);
    const attestation = cborMap(
      [cborText("fmt"), cborText(format)],
      [cborText("attStmt"), statement],
      [cborText("authData"), cborBytes(data)],
    );
    return {
      id: this.id.toString("base64url"),
      clientDataJSON: this.#clientData("webauthn.create", challenge, lies).toString("base64url"),
      attestationObject: attestation.toString("base64url"),
      transports: ["internal", "hybrid"],
    };
  }

  /** Signs a challenge. */
  answer({ challenge }: Question, lies: Lies = {}): PasskeyAnswer {
    const client = this.#clientData("webauthn.get", challenge, lies);
    const data = this.#authenticatorData(lies, 0);
    const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
    return {
      id: this.id.toString("base64url"),
      clientDataJSON: client.toString("base64url"),
      authenticatorData: data.toString("base64url"),
      signature: sign("sha256", signed, lies.key ?? this.key).toString("base64url"),
      userHandle: lies.userHandle === undefined ? this.#userHandle : lies.userHandle,
    };
  }

  #clientData(type: string, challenge: string, lies: Lies): Buffer {
    const data = {
      type: lies.type ?? type,
      challenge: lies.challenge ?? challenge,
      origin: lies.origin ?? this.#site.origin,
      crossOrigin: lies.crossOrigin ?? false,
    };
    return Buffer.from(JSON.stringify(data));
  }

  #authenticatorData(lies: Lies, more: number): Buffer {
    const isSyncable = lies.isSyncable ?? !this.#counts;
    const flags =
      FLAG.present |
      (lies.isUnverified === true ? 0 : FLAG.verified) |
      (isSyncable ? FLAG.syncable | FLAG.backedUp : 0) |
      more;
    if (this.#counts) this.#counter += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(lies.counter ?? this.#counter);
    const rpIdHash = createHash("sha256")
      .update(lies.rpId ?? this.#site.rpId)
      .digest();
    return Buffer.concat([rpIdHash, Buffer.from([flags]), counter]);
  }
}

/** A public key of P-256 for ES256, as COSE. */
function coseOf(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return cborMap(
    [cborNumber(1), cborNumber(2)],
    [cborNumber(3), cborNumber(-7)],
    [cborNumber(-1), cborNumber(1)],
    [cborNumber(-2), cborBytes(Buffer.from(x, "base64url"))],
    [cborNumber(-3), cborBytes(Buffer.from(y, "base64url"))],
  );
}

function cborHead(major: number, value: number): Buffer {
  const first = major << 5;
  if (value < 24) return Buffer.from([first | value]);
  if (value < 0x100) return Buffer.from([first | 24, value]);
  return Buffer.from([first | 25, value >> 8, value & 0xff]);
}

function cborNumber(value: number): Buffer {
  return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value);
}

function cborBytes(value: Buffer): Buffer {
  return Buffer.concat([cborHead(2, value.length), value]);
}

function cborText(value: string): Buffer {
  return Buffer.concat([cborHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
}

function cborList(...items: readonly Buffer[]): Buffer {
  return Buffer.concat([cborHead(4, items.length), ...items]);
}

function cborMap(...entries: readonly (readonly [Buffer, Buffer])[]): Buffer {
  return Buffer.concat([cborHead(5, entries.length), ...entries.flat()]);
}
