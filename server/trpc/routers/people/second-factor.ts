import { proofInput } from "#contract/people/passkeys.ts";
import { confirmAuthenticatorInput, startAuthenticatorInput } from "#contract/people/second-factor.ts";
import {
  confirmSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
  turnOffSecondFactor,
} from "#services/people/second-factor/authenticator.ts";
import { ONESELF } from "../../about.ts";
import { repeatable, router } from "../../init.ts";
import { shownProof } from "./passkey-asking.ts";
import { personOf } from "./person-of.ts";

/** The authenticator app of the person who asks. With each change their browser gets a new session. */
export const secondFactorRouter = router({
  start: repeatable("self", startAuthenticatorInput, ONESELF).mutation(async ({ ctx, input }) => {
    const asked = { current: input.current, host: ctx.host };
    const { id } = personOf(ctx.actor);
    return startSecondFactor(ctx.database, await ctx.secrets(), id, asked, ctx.browser);
  }),
  confirm: repeatable("self", confirmAuthenticatorInput, ONESELF).mutation(async ({ ctx, input }) => {
    const { id } = personOf(ctx.actor);
    const box = await ctx.secrets();
    const { session, codes } = await confirmSecondFactor(ctx.database, box, id, input.code, ctx.browser);
    ctx.sendSession(session);
    return { codes };
  }),
  turnOff: repeatable("self", proofInput, ONESELF).mutation(async ({ ctx, input }) => {
    const { id } = personOf(ctx.actor);
    const box = await ctx.secrets();
    const proof = shownProof(ctx, input.proof);
    ctx.sendSession((await turnOffSecondFactor(ctx.database, box, id, proof, ctx.browser)).session);
    return {};
  }),
  renewCodes: repeatable("self", proofInput, ONESELF).mutation(async ({ ctx, input }) => {
    const { id } = personOf(ctx.actor);
    const box = await ctx.secrets();
    const proof = shownProof(ctx, input.proof);
    const { session, codes } = await renewRecoveryCodes(ctx.database, box, id, proof, ctx.browser);
    ctx.sendSession(session);
    return { codes };
  }),
});
