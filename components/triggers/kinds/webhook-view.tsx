import { useQuery } from "@tanstack/react-query";
import { choicesOf } from "#components/api/choices.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { FieldPair, FormNote } from "#components/page-form/form-section.tsx";
import { useOrigin } from "#components/ui/address/use-origin.ts";
import { Link } from "#components/ui/buttons/link.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { SearchSelectField } from "#components/ui/fields/search-select-field.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import type { TriggerView } from "#contract/triggers/triggers.ts";
import type { KindFieldsProps, KindView } from "./kind-view.ts";
import { curlExample, NEW_WEBHOOK, settingsOfWebhook, webhookEntries } from "./webhook-entries.ts";

const LABELS = {
  secret: "Secret",
  proof: "Proof of the sender",
  idHeader: "Header with the id of an event",
  maxQueued: "Queued pipelines",
};

/** A webhook in pages. */
export const WEBHOOK_VIEW: KindView = {
  hint: "An event that is sent to an address of this server, as by GitHub",
  filterExample: 'headers["x-github-event"] == "push" && body.ref == "refs/heads/main"',
  paramExample: "body.after",
  newEntries: NEW_WEBHOOK,
  labels: LABELS,
  entriesOf: webhookEntries,
  settingsOf: settingsOfWebhook,
  Fields: WebhookFields,
  About: WebhookAbout,
};

function WebhookFields({ entries, problemOf, onEntry, onLeave }: KindFieldsProps) {
  const secrets = choicesOf(useQuery(useTRPC().secrets.list.queryOptions()), "The secrets");
  const { secret = "", proof = "", idHeader = "", maxQueued = "" } = entries;
  const names = secrets.items.map(({ name }) => name);
  const isListed = secret === "" || names.includes(secret);
  return (
    <>
      <FieldPair>
        <SearchSelectField
          label={LABELS.secret}
          isRequired
          options={isListed ? names : [secret, ...names]}
          value={secret}
          placeholder="Search secrets"
          hint="The sender has the same. One of the graph's folder, or of a folder above"
          error={problemOf("secret") ?? secrets.unread}
          onValueChange={(chosen) => {
            onEntry("secret", chosen);
            onLeave("secret");
          }}
        />
        <SelectField
          label={LABELS.proof}
          value={proof}
          options={[
            { value: "signature", label: "Signature, as GitHub sends it" },
            { value: "token", label: "The secret as a bearer token" },
          ]}
          hint={
            proof === "token" ? "Authorization: Bearer …" : "X-Hub-Signature-256: HMAC-SHA256 of the body"
          }
          error={problemOf("proof")}
          onValueChange={(chosen) => onEntry("proof", chosen)}
        />
      </FieldPair>
      <FormNote>
        <Link href="/settings">Store a secret</Link> first, with at least 20 random characters.
      </FormNote>
      <FieldPair>
        <TextField
          label={LABELS.idHeader}
          isMono
          value={idHeader}
          placeholder="X-GitHub-Delivery, else Idempotency-Key"
          hint="An event with an id that came before launches nothing: X-Gitlab-Event-UUID"
          error={problemOf("idHeader")}
          onBlur={() => onLeave("idHeader")}
          onChange={({ target }) => onEntry("idHeader", target.value)}
        />
        <TextField
          label={LABELS.maxQueued}
          inputMode="numeric"
          value={maxQueued}
          hint="While so many of the graph are queued, senders are told to come later"
          error={problemOf("maxQueued")}
          onBlur={() => onLeave("maxQueued")}
          onChange={({ target }) => onEntry("maxQueued", target.value)}
        />
      </FieldPair>
    </>
  );
}

/** Where events are sent to, and a command that sends one. */
function WebhookAbout({ trigger: { name, settings } }: { readonly trigger: TriggerView }) {
  const origin = useOrigin();
  const address = `${origin}/api/hooks/${encodeURIComponent(name)}`;
  return (
    <>
      <FormNote>Events are sent here, as application/json:</FormNote>
      <CodeBlock label="address" text={address} isWrapped />
      <FormNote>By hand, in a shell:</FormNote>
      <CodeBlock label="command" text={curlExample(address, settings)} isWrapped />
    </>
  );
}
