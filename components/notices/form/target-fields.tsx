import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { FieldPair, FormSection } from "#components/page-form/form-section.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { CHANNEL_LABELS, type ChannelKind } from "../shown/notice-words.ts";
import { canSign, ENTRY_LABELS } from "./rule-entries.ts";
import type { RuleFormState } from "./use-rule-form.ts";

const CHANNELS = Object.entries(CHANNEL_LABELS).map(([value, label]) => ({ value, label }));
const ADDRESS_IN = [
  { value: "rule", label: "Written in the rule" },
  { value: "secret", label: "In a secret" },
];
const HINTS: Readonly<Record<Exclude<ChannelKind, "email">, string>> = {
  webhook: "It gets JSON by POST: https://hooks.example.com/signalbox",
  slack: "Of an incoming webhook: https://hooks.slack.com/services/…",
  teams: "Of a workflow that posts to a channel: https://….logic.azure.com/…",
  feishu: "Of a custom bot: https://open.feishu.cn/open-apis/bot/v2/hook/…",
  dingtalk: "Of a custom robot: https://oapi.dingtalk.com/robot/send?access_token=…",
};

/** Where a notice is sent. Each channel has fields of its own. */
export function TargetFields({ form }: { form: RuleFormState }) {
  const { entries, text, set, problemOf } = form;
  const { channel } = entries;
  const server = useQuery(useTRPC().notices.server.queryOptions());
  return (
    <FormSection title="Where to">
      <FieldPair>
        <SelectField
          label={ENTRY_LABELS.channel}
          value={channel}
          options={CHANNELS}
          error={problemOf("channel")}
          onValueChange={(kind) => set({ channel: kind as ChannelKind })}
        />
        {channel !== "email" && (
          <SelectField
            label={ENTRY_LABELS.addressIn}
            value={entries.addressIn}
            options={ADDRESS_IN}
            hint="In the rule it is shown to all who may change the rule"
            onValueChange={(addressIn) => set({ addressIn: addressIn === "secret" ? "secret" : "rule" })}
          />
        )}
      </FieldPair>
      {channel === "email" && server.data?.hasMail === false && (
        <Callout
          tone="warn"
          title="This server has no mail server, so it sends no e-mail."
          todo="Whoever runs it sets SIGNALBOX_SMTP_URL for the web."
        />
      )}
      {channel === "email" ? (
        <TextArea
          {...text("recipients")}
          isMono
          isRequired
          placeholder="ops@example.com"
          hint="One a line, up to 20"
        />
      ) : (
        <FieldPair>
          {entries.addressIn === "rule" ? (
            <TextField {...text("url")} isMono isRequired hint={HINTS[channel]} />
          ) : (
            <TextField
              {...text("urlSecret")}
              isMono
              isRequired
              hint="The name of a stored secret whose value is the address: ops-hook"
            />
          )}
          {canSign(channel) && (
            <TextField
              {...text("secret")}
              isMono
              hint="The name of a stored secret, such as hook-key. Empty: nothing is signed"
            />
          )}
        </FieldPair>
      )}
    </FormSection>
  );
}
