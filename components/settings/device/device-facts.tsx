import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { DeviceView } from "#contract/people/device.ts";
import styles from "./device.module.css";

/** Which command line asks, and from where. */
export function DeviceFacts({ device: { host, address, createdAt } }: { device: DeviceView }) {
  return (
    <dl className={styles.facts}>
      <dt>Machine</dt>
      <dd>
        <bdi>{host}</bdi>, as it says itself
      </dd>
      <dt>Asked from</dt>
      <dd>{address || "the server's own machine"}</dd>
      <dt>Asked</dt>
      <dd>
        <RelativeTime at={createdAt} />
      </dd>
    </dl>
  );
}
