import { headersText, headersWritten } from "#components/draft/text/header-lines.ts";
import { numberIn } from "#components/draft/text/number-in.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { HTTP_METHODS } from "#engine/shape/fields/kind-fields.ts";
import type { FilePart } from "#engine/shape/file-part.ts";

const METHODS = HTTP_METHODS.map((method) => ({ value: method, label: method }));

/** The form of an HTTP request: its URL, headers and body, and the expected statuses. */
export function HttpInspector({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["http"]);
  const { url = "", method = "GET", headers = {}, body = "", expect = [] } = spec.http ?? {};
  const updateHttp = (change: { readonly [field: string]: FilePart }, field?: string) =>
    update({ http: { url, method, headers, body, expect, ...change } }, field);
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
      <SelectField
        label="Method"
        hint="GET reads; POST, PUT and PATCH send a body."
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
        hint="One a line. A secret comes from an input of the type secret."
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
      <TextField
        label="Expected statuses"
        placeholder="200 to 299"
        isMono
        hint="Any other status is a failure: 200, 404"
        {...statuses}
      />
    </div>
  );
}
