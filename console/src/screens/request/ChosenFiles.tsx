import { Button } from "@mantine/core";
import { t } from "../../words/language";
import { size } from "../../words/spoken";
import { OrderButtons } from "./OrderButtons";
import { moved } from "./order";
import styles from "./Scans.module.css";

interface Props {
  files: File[];
  onChange: (files: File[]) => void;
  onSend: () => void;
  onMore: () => void;
  onPhoto: () => void;
  /** What will become of them, and what the button says that sends them. */
  about: string;
  send: string;
}

/** Files that will become one scan: put in order, or left out, before anything is sent. */
export function ChosenFiles({ files, onChange, onSend, onMore, onPhoto, about, send }: Props) {
  return (
    <>
      <p className={styles.facts}>{about}</p>
      <ol className={styles.files}>
        {files.map((file, place) => (
          <li key={`${file.name} ${place}`} className={styles.file}>
            <span className={styles.about}>
              {file.name} · {size(file.size)}
            </span>
            <OrderButtons
              name={file.name}
              place={place}
              of={files.length}
              onMove={(to) => onChange(moved(files, place, to))}
              onRemove={() => onChange(files.filter((_one, other) => other !== place))}
            />
          </li>
        ))}
      </ol>
      <div className={styles.buttons}>
        <Button onClick={onSend}>{send}</Button>
        <Button variant="default" className={styles.camera} onClick={onPhoto}>
          {t("Take another picture")}
        </Button>
        <Button variant="default" onClick={onMore}>
          {t("Add more files")}
        </Button>
        <Button variant="subtle" onClick={() => onChange([])}>
          {t("Cancel")}
        </Button>
      </div>
    </>
  );
}
