/** `new`: not published. A removed one keeps its deliveries, and its name is free. */
export const TRIGGER_STATES = ["new", "active", "paused", "removed"] as const;
export type TriggerState = (typeof TRIGGER_STATES)[number];

/** `refused`: it could not launch, for a reason that may pass; it is judged again where it is sent again. */
export const DELIVERY_STATES = ["launched", "filtered", "refused"] as const;
