import {
  CalendarClock,
  ChartColumn,
  House,
  Inbox,
  type LucideIcon,
  Play,
  Rows3,
  Server,
  Settings,
  Webhook,
  Workflow,
} from "lucide-react";

export type NavItem = { readonly href: string; readonly label: string; readonly icon: LucideIcon };

/** In the order of how often people go there. */
export const NAV_ITEMS: readonly NavItem[] = [
  { href: "/", label: "Home", icon: House },
  { href: "/graphs", label: "Graphs", icon: Workflow },
  { href: "/pipelines", label: "Pipelines", icon: Play },
  { href: "/inbox", label: "Inbox", icon: Inbox },
  { href: "/schedules", label: "Schedules", icon: CalendarClock },
  { href: "/triggers", label: "Triggers", icon: Webhook },
  { href: "/streams", label: "Streams", icon: Rows3 },
  { href: "/runners", label: "Runners", icon: Server },
  { href: "/statistics", label: "Statistics", icon: ChartColumn },
  { href: "/settings", label: "Settings", icon: Settings },
];

/** A page belongs to the item whose path begins its own. */
export function isActive(item: NavItem, path: string): boolean {
  return item.href === "/" ? path === "/" : path === item.href || path.startsWith(`${item.href}/`);
}
