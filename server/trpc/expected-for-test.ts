import type { Act } from "#engine/rights/acts.ts";
import type { Role } from "#engine/rights/roles.ts";
import type { Outcome } from "./calls-for-test.ts";
import { appRouter } from "./routers/router.ts";
import type { RouteNeed } from "./serve/route-needs.ts";

/** What each role may do, written down once more: nothing here follows from the code that is tested. */
export const MAY: Readonly<Record<Role | "nothing", readonly Act[]>> = {
  nothing: [],
  viewer: ["read"],
  operator: ["read", "launch", "control"],
  approver: ["read", "answer"],
  designer: ["read", "launch", "control", "design"],
  admin: ["read", "launch", "control", "answer", "design", "administer"],
};

type Described = { readonly _def: { readonly meta: { readonly need: string; readonly about: string } } };
export const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<string, Described>,
).map(([path, { _def }]) => ({ path, ...(_def.meta as { need: string; about: string }) }));

/** What must come of a call: by the acts that somebody has on the side that it is about. */
export function expectedOf(
  { path, need, about }: (typeof procedures)[number],
  { acts, isPerson }: { acts: readonly Act[]; isPerson: boolean },
  side: "own" | "foreign",
): Outcome {
  if (need === "open" || need === "any") {
    const isNoMaker = path === "tokens.create" && !(isPerson && acts.includes("read"));
    return isNoMaker ? "not-allowed" : path === "tokens.revoke" ? "not-found" : "allowed";
  }
  // Nothing waits with that code, and there is no such session or passkey.
  const unknown = ["account.endSession", "devices.show", "devices.decide", "passkeys.remove"];
  if (need === "self" && isPerson) return unknown.includes(path) ? "not-found" : "allowed";
  if (need === "self") return "not-allowed";
  const act = need as Act;
  if (about === "server") return "not-allowed";
  // A person without any role may ask for what there is: it is nothing.
  if (!acts.includes(act) && (!isPerson || (about === "many" && act !== "read"))) return "not-allowed";
  if (about === "many") return "allowed";
  const may: readonly Act[] = side === "own" ? acts : [];
  // It launches what it designs, or changes what everybody launches with: a token may be for one of the two.
  const isHalf =
    (path === "graphs.test" && !may.includes("launch")) ||
    (path === "presets.delete" && !may.includes("design"));
  if (may.includes(act) && !isHalf) return "allowed";
  // Who may design nowhere is told so before the text is read.
  if (path === "graphs.applyText" && !acts.includes(act)) return "not-allowed";
  if (
    [
      "graphs.applyText",
      "secrets.save",
      "connections.save",
      "streams.save",
      "schedules.save",
      "triggers.save",
      "notices.save",
    ].includes(path)
  )
    return may.includes("read") ? "not-allowed" : "taken";
  return may.includes("read") ? "not-allowed" : "not-found";
}

/** The status of each route, by what it needs; written down once more. */
export function statusOf(
  need: RouteNeed,
  acts: readonly Act[] | null,
  isPerson: boolean,
  side: "own" | "foreign",
): number | "as nobody" {
  if (need === "nobody") return 200;
  if (need === "person") return isPerson ? 200 : 303;
  if (need === "signed address" || need === "begun sign-in" || need === "runner" || need === "secret")
    return "as nobody";
  if (acts === null) return 401;
  if (need === "administer" || need === "read all") return 403;
  // Nothing listens where the streams of the test lead.
  if (need === "launch") {
    if (side === "foreign") return acts.includes("launch") || isPerson ? 404 : 403;
    if (acts.includes("launch")) return 503;
    return acts.includes("read") || !isPerson ? 403 : 404;
  }
  if (!acts.includes("read") && !isPerson) return 403;
  if (need === "read many") return 200;
  return acts.includes("read") && side === "own" ? 200 : 404;
}

/** Mutations that change nothing that anybody would ask about. */
export const NOT_AUDITED: Readonly<Record<string, string>> = {
  "requests.outcome": "It asks what became of another request.",
  "tracks.previewForce": "It asks what a decision would do: the entry is written when it is made.",
  "pipelines.forecast": "It asks what a launch would do: the entry is written when it is launched.",
  "graphs.here": "It says that a tab is open: nothing of a graph changes.",
  "triggers.test": "It asks what would become of an event: nothing is launched.",
  "devices.begin": "It asks: the entry is written when somebody decides, and when the token is given.",
  "signIn.beginPasskey": "It asks: the entry is written when a passkey signs somebody in.",
  "passkeys.beginConfirm": "It asks: the entry is written with what is changed then.",
  "passkeys.begin": "It asks: the entry is written when the passkey is added.",
  "signIn.byProvider": "It begins a sign-in: the entry is written when the provider leads back.",
  "account.linkProvider": "It begins a link: the entry is written when the provider leads back.",
};
