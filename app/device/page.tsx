import type { Metadata } from "next";
import { DevicePage } from "#components/settings/device/device-page.tsx";

export const metadata: Metadata = { title: "Sign a command line in" };

export default function Page() {
  return <DevicePage />;
}
