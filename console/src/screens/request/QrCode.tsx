import { useMemo } from "react";
import { encode } from "uqr";
import { t } from "../../words/language";
import styles from "./LinkPanel.module.css";

/** The quiet zone that readers of such codes want around it, in modules (ISO/IEC 18004). */
const QUIET = 4;

/** The link for a poster or a slide; black on white also where the page is dark. */
export function QrCode({ url }: { url: string }) {
  const { size, path } = useMemo(() => drawn(url), [url]);
  return (
    <svg
      className={styles.code}
      role="img"
      aria-label={t("QR code of the link")}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

/** Every black module as a square of one path. */
function drawn(url: string): { size: number; path: string } {
  const { data, size } = encode(url, { ecc: "M", border: QUIET });
  const runs = data.flatMap((row, y) =>
    row.map((black, x) => (black ? `M${x} ${y}h1v1h-1z` : "")).filter(Boolean),
  );
  return { size, path: runs.join("") };
}
