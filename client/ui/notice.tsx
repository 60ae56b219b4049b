import type { ComponentChildren } from "preact";

/** NoticeProps: `danger` is an alert, spoken at once; the others are spoken when there is a pause. */
export interface NoticeProps {
  readonly tone?: "info" | "warning" | "danger";
  readonly children: ComponentChildren;
}

/** Notice tells the outcome of something, by words and not by colour alone. */
export function Notice({ tone = "info", children }: NoticeProps) {
  return (
    <div class={`notice notice-${tone}`} role={tone === "danger" ? "alert" : "status"}>
      <div>{children}</div>
    </div>
  );
}
