import { useRef } from "react";
import styles from "./MailFrame.module.css";

/** A mail's HTML in a frame of its own, which runs no script and opens nothing. The frame has the
 * page's policy, which takes no style attributes: they are set by the page once it is there. */
export function MailFrame({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  return (
    <iframe
      ref={frame}
      className={styles.frame}
      title={title}
      // Without allow-scripts, the same origin lets only the page look in, never the mail out.
      sandbox="allow-same-origin"
      srcDoc={html.replace(/(<[a-z][^<>]*?\s)style=/gi, "$1data-style=")}
      onLoad={() => dress(frame.current?.contentDocument)}
    />
  );
}

function dress(mail: Document | null | undefined) {
  if (!mail) return;
  for (const one of mail.querySelectorAll<HTMLElement>("[data-style]")) {
    one.style.cssText = one.dataset.style ?? "";
  }
  const base = mail.createElement("base");
  base.target = "_blank";
  mail.head.append(base);
}
