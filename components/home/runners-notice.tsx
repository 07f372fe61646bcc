import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";

/** Said where nothing could be executed now. */
export function RunnersNotice() {
  return (
    <Callout
      tone="warn"
      title="No runner is ready."
      kept="Launched pipelines wait and start once a runner is ready."
      todo="npm start runs one beside the server: check that it still runs."
      actions={
        <LinkButton size="small" href="/runners">
          Runners
        </LinkButton>
      }
    />
  );
}
