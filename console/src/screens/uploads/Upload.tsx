import { Button } from "@mantine/core";
import { type ReactNode, useId, useRef } from "react";
import { problemOf } from "../../api/refusal";
import { Icon } from "../../words/Icon";
import { ProblemNote } from "../../words/ProblemNote";
import { MendRows } from "./MendRows";
import { SummaryNote } from "./SummaryNote";
import styles from "./Uploads.module.css";
import { useUpload } from "./use-upload";

interface Props {
  title: string;
  /** What the chooser is called, and where the file goes. */
  label: string;
  path: string;
  /** The file to fill in: where it is had, and what the button says. */
  file: { href: string; name: string; words: string };
  send: string;
  /** Names of what the table may change, so that the lists show it. */
  renews: string[];
  children?: ReactNode;
}

/** A file to fill in, and the file that comes back: looked through first, mended, then applied. */
export function Upload({ title, label, path, file, send, renews, children }: Props) {
  const chooser = useRef<HTMLInputElement>(null);
  const id = useId();
  const upload = useUpload(path, renews);
  const { chosen, summary } = upload;

  function take(one: File | undefined) {
    if (one) void upload.take(one);
    if (chooser.current) chooser.current.value = "";
  }

  return (
    <section className={styles.upload} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
      <p className={styles.buttons}>
        <Button
          component="a"
          href={file.href}
          download={file.name}
          variant="default"
          leftSection={<Icon name="down" />}
        >
          {file.words}
        </Button>
        <Button
          variant="default"
          leftSection={<Icon name="upload" />}
          loading={upload.looking}
          onClick={() => chooser.current?.click()}
        >
          {send}
        </Button>
      </p>
      <input
        ref={chooser}
        type="file"
        accept=".csv,text/csv"
        aria-label={label}
        tabIndex={-1}
        className={styles.chooser}
        onChange={(event) => take(event.currentTarget.files?.[0])}
      />
      {upload.error ? <ProblemNote problem={problemOf(upload.error)} /> : null}
      {chosen && summary ? (
        <SummaryNote
          file={chosen.file.name}
          summary={summary}
          pending={upload.applying}
          onApply={upload.apply}
          onLeave={upload.leave}
        >
          <MendRows chosen={chosen} summary={summary} onMended={(one) => void upload.take(one)} />
        </SummaryNote>
      ) : null}
    </section>
  );
}
