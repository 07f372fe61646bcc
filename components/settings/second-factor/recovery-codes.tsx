import { CodeBlock } from "#components/ui/code-block.tsx";

/** Ten codes that are shown this once. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <>
      <p>
        Each of these codes signs you in once instead of a code of the app. Keep them where you find them
        without your phone: they are not shown again.
      </p>
      <CodeBlock label="Recovery codes" text={codes.join("\n")} />
    </>
  );
}
