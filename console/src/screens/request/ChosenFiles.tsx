import { Button } from "@mantine/core";
import { size } from "../../words/spoken";
import { OrderButtons } from "./OrderButtons";
import { moved } from "./order";
import styles from "./Scans.module.css";

interface Props {
  files: File[];
  onChange: (files: File[]) => void;
  onSend: () => void;
  onMore: () => void;
}

/** Files that will become one scan: put in order, or left out, before anything is sent. */
export function ChosenFiles({ files, onChange, onSend, onMore }: Props) {
  return (
    <>
      <p className={styles.facts}>One scan will be put together of these files, in this order.</p>
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
        <Button onClick={onSend}>Upload as one scan</Button>
        <Button variant="default" onClick={onMore}>
          Add more files
        </Button>
        <Button variant="subtle" onClick={() => onChange([])}>
          Cancel
        </Button>
      </div>
    </>
  );
}
