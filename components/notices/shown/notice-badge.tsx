import { Badge } from "#components/ui/states/state-badge.tsx";
import type { NoticeState } from "#engine/notices/notice-state.ts";
import { NOTICE_STATE_LOOKS } from "./notice-words.ts";

/** What became of a notice. One that could not be sent yet says so. */
export function NoticeBadge({ state, isRetried }: { state: NoticeState; isRetried: boolean }) {
  if (state === "waiting" && isRetried) return <Badge tone="warn">Trying again</Badge>;
  const { tone, text } = NOTICE_STATE_LOOKS[state];
  return <Badge tone={tone}>{text}</Badge>;
}
