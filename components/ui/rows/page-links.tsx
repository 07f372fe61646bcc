import { Button } from "../buttons/button.tsx";
import { keepFocusIn } from "../keys/keep-focus-in.ts";
import styles from "./rows.module.css";

type Props = {
  /** Absent on the first page. */
  first?: { readonly label: string; readonly go: () => void } | null;
  /** Absent on the last page. */
  next?: { readonly label: string; readonly go: () => void } | null;
};

/** The ways to the other pages of a list. */
export function PageLinks({ first, next }: Props) {
  return (
    <nav ref={keepFocusIn} className={styles.pages} aria-label="Pages" tabIndex={-1}>
      {first && <Button onClick={first.go}>{first.label}</Button>}
      {next && <Button onClick={next.go}>{next.label}</Button>}
    </nav>
  );
}
