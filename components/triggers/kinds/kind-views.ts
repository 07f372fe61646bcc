import type { TriggerKind } from "#engine/triggers/trigger-kinds.ts";
import { AFTER_VIEW } from "./after-view.tsx";
import type { KindView } from "./kind-view.ts";
import { STREAM_VIEW } from "./stream-view.tsx";
import { WEBHOOK_VIEW } from "./webhook-view.tsx";

/** Every kind of trigger, as pages show it. A kind without a view does not compile. */
export const KIND_VIEWS: Readonly<Record<TriggerKind, KindView>> = {
  webhook: WEBHOOK_VIEW,
  after: AFTER_VIEW,
  stream: STREAM_VIEW,
};
