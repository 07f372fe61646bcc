import type { Tone } from "#components/ui/states/state-look.ts";
import type { NoticeRuleView } from "#contract/triggers/notices.ts";
import type { NoticeKind } from "#engine/notices/notice-rule.ts";
import type { NoticeState } from "#engine/notices/notice-state.ts";

export type ChannelKind = NoticeRuleView["kind"];

/** What a rule may tell of, as a choice. */
export const KIND_LABELS: Readonly<Record<NoticeKind, string>> = {
  failed: "Failed",
  "failure-handled": "Succeeded, and a failure was handled",
  recovered: "First success after a failure",
  waiting: "Waits for a person",
  late: "Late",
  lost: "A track is lost",
};

/** What was told of one pipeline. */
export const TOLD_LABELS: Readonly<Record<NoticeKind, string>> = {
  failed: "failed",
  "failure-handled": "handled a failure",
  recovered: "succeeded after a failure",
  waiting: "waited for a person",
  late: "was late",
  lost: "lost a track",
};

export const CHANNEL_LABELS: Readonly<Record<ChannelKind, string>> = {
  webhook: "Webhook",
  email: "E-mail",
  slack: "Slack",
  teams: "Teams",
  feishu: "Feishu",
  dingtalk: "DingTalk",
};

export const NOTICE_STATE_LOOKS: Readonly<
  Record<NoticeState, { readonly text: string; readonly tone: Tone }>
> = {
  waiting: { text: "To be sent", tone: "info" },
  held: { text: "Held back", tone: "calm" },
  sent: { text: "Sent", tone: "good" },
  summarised: { text: "In a summary", tone: "good" },
  dropped: { text: "Not sent", tone: "still" },
  "given-up": { text: "Given up", tone: "bad" },
};

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** 1 is Monday. */
export const DAY_CHOICES = DAYS.map((label, place) => ({ day: place + 1, label }));

/** `22:00 to 06:00 (Europe/Berlin), on Sat, Sun`. */
export function quietText({ quiet }: Pick<NoticeRuleView, "quiet">): string {
  if (quiet === null) return "none";
  const { from, to, zone, days, afterwards } = quiet;
  const on = days.length === DAYS.length ? "" : `, on ${days.map((day) => DAYS[day - 1]).join(", ")}`;
  const then = afterwards === "hold" ? "then one summary is sent" : "nothing is sent afterwards";
  return `${from} to ${to} (${zone})${on}; ${then}`;
}
