import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import type { FilePart } from "#engine/shape/file-part.ts";

/** All that an email says: whom it goes to, what it says, and the login where it is not the runner's own. */
export function EmailInspector({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["email"]);
  const { to = [], subject = "", body = "", user = "", password = "" } = spec.email ?? {};
  const updateEmail = (change: { readonly [field: string]: FilePart }, field: string) =>
    update({ email: { to, subject, body, user, password, ...change } }, field);
  const recipients = useDraftText(to.join("\n"), (text) =>
    updateEmail({ to: text.split(/[\n,]/).flatMap((each) => each.trim() || []) }, "to"),
  );
  const title = useDraftText(subject, (text) => updateEmail({ subject: text }, "subject"));
  const message = useDraftText(body, (text) => updateEmail({ body: text }, "body"));
  const login = useDraftText(user, (text) => updateEmail({ user: text.trim() }, "user"));
  const secret = useDraftText(password, (text) => updateEmail({ password: text.trim() }, "password"));
  return (
    <div className={styles.parts}>
      <TextArea
        label="To"
        rows={2}
        isMono
        placeholder="ann@example.com"
        hint="One address a line. Write {name} to use an input."
        {...recipients}
      />
      <TextField
        label="Subject"
        placeholder="Version {version} is out"
        hint="One line. Write {name} to use an input."
        {...title}
      />
      <TextArea label="Body" rows={6} hint="Plain text. Write {name} to use an input." {...message} />
      <TextField
        label="Login"
        placeholder="the runner's own"
        isMono
        hint="Of the mail server, with its password: robot@example.com"
        {...login}
      />
      <TextField
        label="Password"
        placeholder="{password}"
        isMono
        hint="{name} of an input of the type secret."
        {...secret}
      />
    </div>
  );
}
