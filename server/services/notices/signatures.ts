import { createHmac } from "node:crypto";
import type { BodySign } from "#engine/notices/notice-payload.ts";

/** As GitHub signs: the header `X-Signalbox-Signature-256` has this. */
export function bodySignature(secret: string, body: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** As a custom robot of DingTalk checks it: in the query, over the time in milliseconds and the secret. */
export function dingtalkUrl(url: string, secret: string, now: number): string {
  const sign = createHmac("sha256", secret).update(`${now}\n${secret}`).digest("base64");
  const signed = new URL(url);
  signed.searchParams.set("timestamp", String(now));
  signed.searchParams.set("sign", sign);
  return signed.href;
}

/** As a custom bot of Feishu checks it: in the body, an empty text signed with the time in seconds and the secret. */
export function feishuSign(secret: string, now: number): BodySign {
  const timestamp = String(Math.floor(now / 1_000));
  return { timestamp, sign: createHmac("sha256", `${timestamp}\n${secret}`).update("").digest("base64") };
}
