/** `new`: not published. A removed one keeps its deliveries, and its name is free. */
export const TRIGGER_STATES = ["new", "active", "paused", "removed"] as const;
export type TriggerState = (typeof TRIGGER_STATES)[number];

/** `refused`: it could not launch, for a reason that may pass; it is judged again where it is sent again. */
export const DELIVERY_STATES = ["launched", "filtered", "refused"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What each state means, in the page and in the documents. */
export const DELIVERY_STATE_MEANINGS: Readonly<Record<DeliveryState, string>> = {
  launched: "A pipeline was launched.",
  filtered: "The filter was not true, so nothing was launched.",
  refused: "It could not launch; the same event is judged again when it is sent again.",
};
