/** Shows a notification; null where the browser has them for service workers only, as those of phones. */
export function browserAlert(title: string, options: NotificationOptions): Notification | null {
  try {
    return new Notification(title, options);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
