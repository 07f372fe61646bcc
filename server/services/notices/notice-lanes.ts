import type { NoticeTarget } from "#engine/notices/notice-rule.ts";
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
  private readonly running = new Map<string, Promise<void>>();
  /** When each receiver had its turn, as a count: the one that had it longest ago goes first. */
  private readonly turns = new Map<string, number>();
  private turn = 0;

  /** @param onError is told where the database could not be asked; what was being sent is tried again later. */
  constructor(parts: SendingParts, onError: (error: unknown) => void) {
    this.parts = parts;
    this.onError = onError;
  }

  /** Begins to send what is due, as far as there is room, and does not wait for it. Gives how many receivers have one. */
  async begin(): Promise<number> {
    const due = await this.rulesByReceiver();
    for (const receiver of this.turns.keys()) if (!due.has(receiver)) this.turns.delete(receiver);
    const free = [...due.keys()].filter((receiver) => !this.running.has(receiver));
    free.sort((one, other) => (this.turns.get(one) ?? 0) - (this.turns.get(other) ?? 0));
    for (const receiver of free.slice(0, MAX_LANES - this.running.size)) {
      this.turns.set(receiver, ++this.turn);
      const lane = this.sendTo(due.get(receiver) ?? [])
        .catch(this.onError)
        .finally(() => this.running.delete(receiver));
      this.running.set(receiver, lane);
    }
    return due.size;
  }

  /** Waits until everything that is being sent now has an answer. */
  async idle(): Promise<void> {
    await Promise.all(this.running.values());
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
