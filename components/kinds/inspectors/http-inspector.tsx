import { useDraftStore } from "#components/draft/draft-context.ts";
import { headersText, headersWritten } from "#components/draft/text/header-lines.ts";
import { numberIn } from "#components/draft/text/number-in.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import { Findings } from "#components/vertex-form/findings/findings.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { ClaimSettings } from "#components/vertex-form/settings/claim-settings.tsx";
import { FailureSettings } from "#components/vertex-form/settings/failure-settings.tsx";
import { ForeachSettings } from "#components/vertex-form/settings/foreach-settings.tsx";
import { RepeatSettings } from "#components/vertex-form/settings/repeat-settings.tsx";
import { RoutingSettings } from "#components/vertex-form/settings/routing-settings.tsx";
import { TimeoutSettings } from "#components/vertex-form/settings/timeout-settings.tsx";
import { NothingToUndo } from "#components/vertex-form/settings/undo-settings.tsx";
import { VertexNameField } from "#components/vertex-form/settings/vertex-name-field.tsx";
import { InputsEditor } from "#components/vertex-form/values/inputs-editor.tsx";
import { OutputsEditor } from "#components/vertex-form/values/outputs-editor.tsx";
import { HTTP_METHODS } from "#engine/shape/fields/kind-fields.ts";
import type { FilePart } from "#engine/shape/file-part.ts";

const METHODS = HTTP_METHODS.map((method) => ({ value: method, label: method }));

/** The form of an HTTP request: its URL, headers and body, and the expected statuses. */
export function HttpInspector({ name }: { name: string }) {
  const store = useDraftStore();
  const { spec, update } = useVertex(name);
  const { url = "", method = "GET", headers = {}, body = "", expect = [] } = spec.http ?? {};
  const updateHttp = (change: { readonly [field: string]: FilePart }, field?: string) =>
    update({ http: { url, method, headers, body, expect, ...change } }, field);
  const description = useDraftText(spec.description ?? "", (text) =>
    update({ description: text }, "description"),
  );
  const address = useDraftText(url, (text) => updateHttp({ url: text.trim() }, "address"));
  const headerLines = useDraftText(headersText(headers), (text) => {
    const written = headersWritten(text);
    return "problem" in written ? written.problem : updateHttp({ headers: written.headers }, "headers");
  });
  const sent = useDraftText(body, (text) => updateHttp({ body: text }, "body"));
  const statuses = useDraftText(expect.join(", "), (text) =>
    updateHttp(
      {
        expect: text
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(numberIn),
      },
      "statuses",
    ),
  );
  return (
    <div className={styles.parts}>
      <VertexNameField name={name} />
      <Findings of={name} />
      <SelectField
        label="Method"
        options={METHODS}
        value={method}
        onValueChange={(value) => void updateHttp({ method: value })}
      />
      <TextField
        label="URL"
        isMono
        inputMode="url"
        placeholder="https://example.com/hosts/{ip}"
        hint="Write {name} to use an input."
        {...address}
      />
      <TextArea
        label="Headers"
        rows={3}
        isMono
        placeholder="Authorization: Bearer {token}"
        {...headerLines}
      />
      {method !== "GET" && method !== "HEAD" && (
        <TextArea
          label="Body"
          rows={5}
          isMono
          placeholder={'{ "host": {host} }'}
          hint="Write {name} to use an input. In JSON it becomes a JSON value."
          {...sent}
        />
      )}
      <TextField label="Expected statuses" placeholder="200 to 299" isMono hint="200, 404" {...statuses} />
      <InputsEditor
        noun="input"
        inputs={spec.inputs ?? {}}
        onInputs={(now, field) => update({ inputs: now }, field)}
        onRename={(from, to) => store.getState().edit({ do: "rename-input", vertex: name, from, to })}
      />
      <OutputsEditor
        name={name}
        whenNone="No output is declared. Others can read status and body."
        reads="status, headers and body: body.items[0].id"
      />
      <fieldset className={styles.group}>
        <legend>Settings</legend>
        <TextArea label="Description" rows={2} {...description} />
        <TimeoutSettings name={name} placeholder="60s" />
        <ForeachSettings name={name} />
        <RepeatSettings name={name} />
        <ClaimSettings name={name} />
        <RoutingSettings name={name} />
        <NothingToUndo name={name} />
        <FailureSettings name={name} />
      </fieldset>
    </div>
  );
}
