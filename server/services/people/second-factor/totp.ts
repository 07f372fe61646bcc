import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** What authenticator apps expect: RFC 6238 with SHA-1, six digits, a new code every 30 seconds. */
const STEP_MS = 30_000;
const DIGITS = 6;
/** As long as an answer of SHA-1, which RFC 4226 recommends. */
const SECRET_BYTES = 20;
/** The clock of a phone may be off by one step. */
const MAX_STEPS_OFF = 1;
/** RFC 4648. */
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A secret that an authenticator app and the server share, in base32, as apps take it. */
export function newTotpSecret(): string {
  const bits = [...randomBytes(SECRET_BYTES)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join("");
}

/** The code of a secret for a step of 30 seconds since 1970. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

/** The step of 30 seconds at a time. */
export function stepAt(nowMs: number): number {
  return Math.floor(nowMs / STEP_MS);
}

/**
 * The step whose code this is: the one of now, or one beside it. Null where it is none of them, or not later than the
 * last one that was used.
 */
export function acceptedStep(secret: string, code: string, nowMs: number, lastStep: number): number | null {
  if (!isTotpCode(code)) return null;
  const now = stepAt(nowMs);
  for (let step = now - MAX_STEPS_OFF; step <= now + MAX_STEPS_OFF; step += 1)
    if (step > lastStep && timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code)))
      return step;
  return null;
}

/** Whether a text has the form of a code. */
export function isTotpCode(text: string): boolean {
  return /^\d{6}$/.test(text);
}

/** The address that an authenticator app reads from a QR code. `host`: which server it is for. */
export function totpUri(secret: string, account: string, host: string): string {
  const label = `Signalbox (${host}):${account}`;
  const query = new URLSearchParams({ secret, issuer: `Signalbox (${host})` });
  // Some apps show the plus signs that URLSearchParams writes for spaces.
  return `otpauth://totp/${encodeURIComponent(label)}?${query.toString().replaceAll("+", "%20")}`;
}

function bytesOf(base32: string): Buffer {
  const bits = [...base32].map((char) => BASE32.indexOf(char).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
