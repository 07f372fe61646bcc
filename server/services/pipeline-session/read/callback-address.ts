import { createHmac, timingSafeEqual } from "node:crypto";
import { publicUrl } from "#platform/addresses/public-url.ts";
import type { CalledAttempt } from "#repos/tracks/callback-call-rows.ts";

/** The path under which calls from outside arrive. */
export const CALLBACK_PATH = "/api/callbacks";

type Key = { readonly id: number; readonly callKey: Buffer | null };

/**
 * The address at which the track of vertex `number` is called for its attempt `attempt`. Everyone who knows it may
 * call. It cannot be guessed: it is signed (HMAC-SHA256, RFC 2104) with a key that only this pipeline has.
 */
export function callbackAddress(pipeline: Key, number: number, attempt: number): string {
  const place = { pipelineId: pipeline.id, number, attempt };
  const words = [pipeline.id, number, attempt, signature(pipeline, place).toString("base64url")];
  return `${publicUrl()}${CALLBACK_PATH}/${words.join(".")}`;
}

/** Reads the last part of an address; null where it is not one. `isSignedBy` says whether its signature is right. */
export function readCallbackAddress(word: string): (CalledAttempt & { readonly signature: Buffer }) | null {
  const parts = /^(\d{1,15})\.(\d{1,9})\.(\d{1,9})\.([\w-]{43})$/.exec(word);
  if (parts === null) return null;
  const [, id, number, attempt, signed = ""] = parts;
  return {
    pipelineId: Number(id),
    number: Number(number),
    attempt: Number(attempt),
    signature: Buffer.from(signed, "base64url"),
  };
}

/** True where the address was made by `callbackAddress` for this pipeline; compared in constant time. */
export function isSignedBy(pipeline: Key, called: CalledAttempt & { readonly signature: Buffer }): boolean {
  if (pipeline.callKey === null) return false;
  const wanted = signature(pipeline, called);
  return wanted.length === called.signature.length && timingSafeEqual(wanted, called.signature);
}

function signature({ callKey }: Key, { pipelineId, number, attempt }: CalledAttempt): Buffer {
  return createHmac("sha256", callKey ?? Buffer.alloc(0))
    .update(`${pipelineId}.${number}.${attempt}`)
    .digest();
}
