import { isSecretName } from "#engine/model/secret-names.ts";
import { USUAL_MAX_QUEUED, webhookSettings } from "#engine/triggers/webhook-kind.ts";
import type { KindEntries, KindView } from "./kind-view.ts";

/** The form of a new webhook. */
export const NEW_WEBHOOK: KindEntries = {
  secret: "",
  proof: "signature",
  idHeader: "",
  maxQueued: String(USUAL_MAX_QUEUED),
};

/** The form of a webhook that there is. */
export function webhookEntries(stored: Readonly<Record<string, unknown>>): KindEntries {
  const settings = webhookSettings(stored);
  if (settings === null) return NEW_WEBHOOK;
  const { secret, proof = "signature", idHeader = "", maxQueued = USUAL_MAX_QUEUED } = settings;
  return { secret, proof, idHeader, maxQueued: String(maxQueued) };
}

/** What is typed of a webhook as settings, without what is as usual; and what is wrong with it. */
export const settingsOfWebhook: KindView["settingsOf"] = (entries) => {
  const { secret = "", proof, idHeader = "", maxQueued = "" } = entries;
  const problems = new Map<string, string>();
  const most = Number(maxQueued);
  if (!isSecretName(secret.trim())) problems.set("secret", "Required: choose a secret, or store one first.");
  if (!/^\d{1,6}$/.test(maxQueued.trim()) || most < 1 || most > 100_000)
    problems.set("maxQueued", "Wanted a whole number from 1 to 100000.");
  return {
    settings: {
      secret: secret.trim(),
      ...(proof === "token" && { proof }),
      ...(idHeader.trim() !== "" && { idHeader: idHeader.trim() }),
      ...(most !== USUAL_MAX_QUEUED && { maxQueued: most }),
    },
    problems,
  };
};

/** The words of a command that sends an event, for a shell: the secret is in a variable. */
export function curlExample(address: string, stored: Readonly<Record<string, unknown>>): string {
  const { proof = "signature", idHeader } = webhookSettings(stored) ?? {};
  const isSigned = proof === "signature";
  return [
    "# SECRET has the value of the secret",
    `body='{"ref": "refs/heads/main"}'`,
    ...(isSigned
      ? [`signature=$(printf '%s' "$body" |`, `  openssl dgst -sha256 -hmac "$SECRET" |`, `  sed 's/^.* //')`]
      : []),
    `curl -sS '${address}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -H "${idHeader ?? "X-GitHub-Delivery"}: $(openssl rand -hex 8)" \\`,
    isSigned ? `  -H "X-Hub-Signature-256: sha256=$signature" \\` : `  -H "Authorization: Bearer $SECRET" \\`,
    `  --data-binary "$body"`,
  ].join("\n");
}
