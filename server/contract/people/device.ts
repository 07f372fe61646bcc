import { z } from "zod";
import { ACTS, type Act } from "#engine/rights/acts.ts";
import { fields, plainText } from "../fields.ts";
import { inFolder } from "../folders.ts";
import { DEFAULT_TOKEN_DAYS, MAX_TOKEN_DAYS, shownName } from "./people.ts";

const acts = z.array(z.enum(ACTS)).min(1).max(ACTS.length);
/** As a person types it: `BCDF-GHJK`. */
const code = plainText.trim().min(1).max(20);

export const beginDeviceInput = fields({ host: shownName, acts });
export const pollDeviceInput = fields({ token: plainText.max(100) });
export const showDeviceInput = fields({ code });
/** `acts`: what is allowed of it; none: it is refused. `folder`: where, with all below it. */
export const decideDeviceInput = fields({
  code,
  acts: z.array(z.enum(ACTS)).max(ACTS.length),
  days: z.number().int().min(1).max(MAX_TOKEN_DAYS).default(DEFAULT_TOKEN_DAYS),
  folder: inFolder,
});

/** What a command line gets that asks for a token. */
export type BegunDevice = {
  readonly token: string;
  /** A person types it at `url`. */
  readonly code: string;
  readonly url: string;
  /** So often it may ask, and so long. */
  readonly intervalMs: number;
  readonly lifeMs: number;
};

/** What became of it. */
export type PolledDevice =
  | { readonly state: "waiting" | "slow down" }
  | { readonly state: "denied" }
  | { readonly state: "over" }
  | {
      readonly state: "allowed";
      readonly token: string;
      readonly acts: readonly Act[];
      readonly folder: string;
    };

/** What a person sees before they decide. */
export type DeviceView = {
  readonly host: string;
  readonly acts: readonly Act[];
  readonly address: string;
  readonly createdAt: Date;
};
