import type { Pages } from "../../api/types";
import { t } from "../../words/language";
import styles from "./ScanPages.module.css";

interface Props {
  pages: Pages;
  page: number;
  onMissing: () => void;
}

/** One page: its place of a sheet, shown through a frame as large as that place. */
export function PagePicture({ pages, page, onMissing }: Props) {
  const { columns, width, height } = pages;
  const sheet = pages.sheets.find(({ first, last }) => first <= page && page <= last);
  const place = sheet ? page - sheet.first : 0;
  return (
    <span className={styles.frame} style={{ aspectRatio: `${width} / ${height}` }}>
      {sheet ? (
        <img
          src={sheet.url}
          alt={t("Page {page}", { page })}
          loading="lazy"
          decoding="async"
          onError={onMissing}
          style={{
            width: `${columns * 100}%`,
            left: `${-(place % columns) * 100}%`,
            top: `${-Math.floor(place / columns) * 100}%`,
          }}
        />
      ) : null}
    </span>
  );
}
