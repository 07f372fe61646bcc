import { createStore, useStore } from "zustand";

const KEY = "signalbox-prompt-alerts";

/** Whether this browser tells of new prompts. Kept in the browser, since the permission is the browser's, too. */
const alertStore = createStore(() => ({ isOn: false }));

/** Reads what was chosen before. */
export function readAlerts(): void {
  alertStore.setState({ isOn: localStorage.getItem(KEY) === "on" && canAlert() });
}

export function setAlerts(isOn: boolean): void {
  localStorage.setItem(KEY, isOn ? "on" : "off");
  alertStore.setState({ isOn });
}

export function useAlerts(): boolean {
  return useStore(alertStore, ({ isOn }) => isOn);
}

function canAlert(): boolean {
  return "Notification" in window && Notification.permission === "granted";
}
