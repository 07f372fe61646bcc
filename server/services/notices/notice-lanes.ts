import type { NoticeTarget } from "#engine/notices/notice-rule.ts";
import { Lanes } from "#platform/lanes.ts";
import { rulesWithDueNotices } from "#repos/notices/notice-rows.ts";
import { noticeRulesById } from "#repos/notices/notice-rule-rows.ts";
import { type SendingParts, sendSome } from "./send-notices.ts";

/** So many receivers are sent to at the same time. */
const MAX_LANES = 16;
const MAX_RULES = 500;
/** A fast receiver is sent to without a break for so long. */
const SLICE_MS = 1_000;

/**
 * Sends what is due: to each receiver one notice after the other, to several receivers at the same time. So one that is
 * slow, or does not answer, delays nobody else.
 */
export class NoticeLanes {
  private readonly parts: SendingParts;
  private readonly onError: (error: unknown) => void;
  private readonly lanes = new Lanes(MAX_LANES);

  /** @param onError is told where the database could not be asked; what was being sent is tried again later. */
  constructor(parts: SendingParts, onError: (error: unknown) => void) {
    this.parts = parts;
    this.onError = onError;
  }

  /** Begins to send what is due, as far as there is room, and does not wait for it. Gives how many receivers have one. */
  async begin(): Promise<number> {
    const due = await this.rulesByReceiver();
    const send = (rules: readonly number[]) => this.sendTo(rules).catch(this.onError);
    this.lanes.begin(new Map([...due].map(([receiver, rules]) => [receiver, () => send(rules)])));
    return due.size;
  }

  /** Waits until everything that is being sent now has an answer. */
  async idle(): Promise<void> {
    await this.lanes.idle();
  }

  private async sendTo(ruleIds: readonly number[]): Promise<void> {
    const end = performance.now() + SLICE_MS;
    while ((await sendSome(this.parts, ruleIds)) > 0 && performance.now() < end);
  }

  private async rulesByReceiver(): Promise<ReadonlyMap<string, readonly number[]>> {
    const { queries } = this.parts.database;
    const ids = await rulesWithDueNotices(queries, MAX_RULES);
    const receivers = new Map<string, number[]>();
    for (const { rule } of await noticeRulesById(queries, ids)) {
      const receiver = receiverOf(rule.settings.target);
      receivers.set(receiver, [...(receivers.get(receiver) ?? []), rule.id]);
    }
    return receivers;
  }
}

/** What rules have in common that send to one server: its host, or the secret that holds its address. */
function receiverOf(target: NoticeTarget): string {
  if (target.kind === "email") return "mail server";
  const { url, urlSecret } = target;
  if (url === null) return `secret ${urlSecret}`;
  return URL.canParse(url) ? `host ${new URL(url).host}` : "no address";
}
