import type { ButtonHTMLAttributes, ComponentChildren } from "preact";

/** ButtonProps: `busy` shows a turning ring and swallows clicks, but keeps the focus where it is. */
export interface ButtonProps extends Omit<ButtonHTMLAttributes, "children" | "class"> {
  readonly children: ComponentChildren;
  readonly look?: "primary" | "secondary" | "quiet" | "danger";
  readonly wide?: boolean;
  readonly busy?: boolean;
}

/** Button is a button of one of four looks; inside a form the primary one submits unless `type` says else. */
export function Button({ look = "primary", wide, busy, type, onClick, children, ...rest }: ButtonProps) {
  const classes = `button button-${look}${wide ? " button-wide" : ""}`;
  return (
    <button
      {...rest}
      type={type ?? (look === "primary" ? "submit" : "button")}
      class={classes}
      aria-busy={busy ? "true" : undefined}
      aria-disabled={busy ? "true" : undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {children}
    </button>
  );
}
