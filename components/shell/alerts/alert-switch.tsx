import { Bell, BellOff } from "lucide-react";
import { Button } from "#components/ui/buttons/button.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { setAlerts, useAlerts } from "./alert-store.ts";

/** Switches the browser's notifications of new prompts on and off. */
export function AlertSwitch() {
  const isOn = useAlerts();
  const toast = useToast();
  const change = async () => {
    if (isOn) return setAlerts(false);
    const permission = "Notification" in window ? await Notification.requestPermission() : "denied";
    setAlerts(permission === "granted");
    if (permission !== "granted")
      toast.error({
        title: "This browser does not allow notifications of this page.",
        todo: "Allow them in the settings of the browser for this address, then press it again.",
      });
  };
  return (
    <Button
      aria-pressed={isOn}
      icon={isOn ? <Bell aria-hidden /> : <BellOff aria-hidden />}
      onClick={() => void change()}
    >
      {isOn ? "Notifications are on" : "Notify me"}
    </Button>
  );
}
