import { useDraftStore } from "#components/draft/draft-context.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import { Findings } from "#components/vertex-form/findings/findings.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { ClaimSettings } from "#components/vertex-form/settings/claim-settings.tsx";
import { FailureSettings } from "#components/vertex-form/settings/failure-settings.tsx";
import { ForeachSettings } from "#components/vertex-form/settings/foreach-settings.tsx";
import { RepeatSettings } from "#components/vertex-form/settings/repeat-settings.tsx";
import { RoutingSettings } from "#components/vertex-form/settings/routing-settings.tsx";
import { TimeoutSettings } from "#components/vertex-form/settings/timeout-settings.tsx";
import { VertexNameField } from "#components/vertex-form/settings/vertex-name-field.tsx";
import { InputsEditor } from "#components/vertex-form/values/inputs-editor.tsx";
import type { FilePart } from "#engine/shape/file-part.ts";

/** All that an email says: whom it goes to, what it says, and the login where it is not the runner's own. */
export function EmailInspector({ name }: { name: string }) {
  const store = useDraftStore();
  const { spec, update } = useVertex(name);
  const { to = [], subject = "", body = "", user = "", password = "" } = spec.email ?? {};
  const updateEmail = (change: { readonly [field: string]: FilePart }, field: string) =>
    update({ email: { to, subject, body, user, password, ...change } }, field);
  const description = useDraftText(spec.description ?? "", (text) =>
    update({ description: text }, "description"),
  );
  const recipients = useDraftText(to.join("\n"), (text) =>
    updateEmail({ to: text.split(/[\n,]/).flatMap((each) => each.trim() || []) }, "to"),
  );
  const title = useDraftText(subject, (text) => updateEmail({ subject: text }, "subject"));
  const message = useDraftText(body, (text) => updateEmail({ body: text }, "body"));
  const login = useDraftText(user, (text) => updateEmail({ user: text.trim() }, "user"));
  const secret = useDraftText(password, (text) => updateEmail({ password: text.trim() }, "password"));
  return (
    <div className={styles.parts}>
      <VertexNameField name={name} />
      <Findings of={name} />
      <TextArea
        label="To"
        rows={2}
        isMono
        placeholder="ann@example.com"
        hint="One address a line. Write {name} to use an input."
        {...recipients}
      />
      <TextField label="Subject" placeholder="Version {version} is out" {...title} />
      <TextArea label="Body" rows={6} hint="Plain text. Write {name} to use an input." {...message} />
      <TextField label="Login" placeholder="the runner's own" isMono {...login} />
      <TextField
        label="Password"
        placeholder="{password}"
        isMono
        hint="{name} of an input of the type secret."
        {...secret}
      />
      <InputsEditor
        noun="input"
        inputs={spec.inputs ?? {}}
        onInputs={(now, field) => update({ inputs: now }, field)}
        onRename={(before, after) =>
          store.getState().edit({ do: "rename-input", vertex: name, from: before, to: after })
        }
      />
      <fieldset className={styles.group}>
        <legend>Settings</legend>
        <TextArea label="Description" rows={2} {...description} />
        <TimeoutSettings name={name} placeholder="60s" />
        <ForeachSettings name={name} />
        <RepeatSettings name={name} />
        <ClaimSettings name={name} />
        <RoutingSettings name={name} />
        <FailureSettings name={name} />
      </fieldset>
    </div>
  );
}
