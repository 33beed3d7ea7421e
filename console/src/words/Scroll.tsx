import type { ReactNode } from "react";
import page from "./Screen.module.css";

/** What may be too wide is scrolled within its place, by keyboard too. */
export function Scroll({ className = "", children }: { className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keyboard.
    <div className={`${page.scroll} ${className}`} tabIndex={0}>
      {children}
    </div>
  );
}
