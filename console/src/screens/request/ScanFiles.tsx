import type { Scan } from "../../api/types";
import { mark, plural, t } from "../../words/language";
import { opening } from "../../words/spoken";
import { useDeskActions } from "./desk-actions";
import { OrderButtons } from "./OrderButtons";
import { moved } from "./order";
import styles from "./Scans.module.css";

const WORDS: Record<string, string> = {
  uploading: mark("not here yet"),
  ready: mark("checked"),
  blocked: mark("not fit to use"),
};

/** The files that a scan is put together of; another order makes it anew. */
export function ScanFiles({ scan }: { scan: Scan }) {
  const { offers, start, running } = useDeskActions();
  const order = offers.find(({ action }) => action === "order-files");
  const removal = offers.find(({ action }) => action === "remove-file");
  const ids = scan.files.map(({ id }) => id);
  const fixed = scan.reused !== null || running !== null;
  return (
    <ol className={styles.files} aria-label={t("Files of {name}", { name: scan.name })}>
      {scan.files.map((file, place) => (
        <li key={file.id} className={styles.file}>
          <span className={styles.about}>
            {file.name} · {t(WORDS[file.status] ?? opening(file.status))}
            {file.pages ? ` · ${plural(file.pages, "{n} page|{n} pages")}` : ""}
          </span>
          {order ? (
            <OrderButtons
              name={file.name}
              place={place}
              of={scan.files.length}
              disabled={fixed}
              onMove={(to) => start(order, { scan: scan.id, files: moved(ids, place, to) })}
              onRemove={
                removal ? () => start(removal, { file: `${scan.id}/${file.id}` }) : undefined
              }
            />
          ) : null}
        </li>
      ))}
    </ol>
  );
}
