import {
  beginDeviceInput,
  decideDeviceInput,
  pollDeviceInput,
  showDeviceInput,
} from "#contract/people/device.ts";
import { signInUrl } from "#platform/addresses/public-url.ts";
import {
  beginDevice,
  decideAboutDevice,
  pollDeviceSignIn,
  showDevice,
} from "#services/people/device/device-sign-in.ts";
import { ONESELF } from "../../about.ts";
import { open, query, repeatable, router } from "../../init.ts";
import { personOf } from "./person-of.ts";

/** The sign-in of a command line of another machine: it shows a code, and a person decides on the page. */
export const devicesRouter = router({
  begin: open
    .input(beginDeviceInput)
    .mutation(({ ctx, input }) =>
      beginDevice(ctx.database, { ...input, url: `${signInUrl()}/device` }, ctx.browser),
    ),
  poll: open.input(pollDeviceInput).mutation(({ ctx, input }) => pollDeviceSignIn(ctx.database, input.token)),
  show: query("self", showDeviceInput, ONESELF).query(({ ctx, input }) =>
    showDevice(ctx.database, input.code, personOf(ctx.actor), ctx.browser),
  ),
  /** Not by `change`, whose transaction would also take back that a wrong code was counted. */
  decide: repeatable("self", decideDeviceInput, ONESELF).mutation(async ({ ctx, input }) => {
    await decideAboutDevice(ctx.database, input, personOf(ctx.actor), ctx.browser);
    return {};
  }),
});
