"use client";

import { useMemo } from "react";
import type { FieldProps } from "./field.tsx";
import { SearchSelectField } from "./search-select-field.tsx";

type Props = FieldProps & { value: string; onValueChange: (zone: string) => void };

/** A choice among the time zones. */
export function ZoneField({ value, ...rest }: Props) {
  const zones = useMemo(() => zonesWith(value), [value]);
  return <SearchSelectField {...rest} options={zones} value={value} placeholder="Search time zones" />;
}

/** Browsers list some zones by the name that they had before. Who knows the present one must find it, too. */
const PRESENT_NAMES = [
  ...[
    "Africa/Asmara",
    "America/Argentina/Buenos_Aires",
    "America/Nuuk",
    "Asia/Ho_Chi_Minh",
    "Asia/Kathmandu",
  ],
  ...["Asia/Kolkata", "Asia/Yangon", "Atlantic/Faroe", "Europe/Kyiv", "Pacific/Kanton"],
];

/** All zones that the browser knows, and the one that is chosen. */
function zonesWith(zone: string): string[] {
  const known = [...Intl.supportedValuesOf("timeZone"), ...PRESENT_NAMES].sort();
  return [...new Set(["UTC", ...known, ...(zone === "" ? [] : [zone])])];
}
