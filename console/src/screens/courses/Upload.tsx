import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { tellFile } from "../../api/client";
import { queryClient } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import { useAnnounce } from "../../words/Announcer";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { opening } from "../../words/spoken";
import styles from "./Courses.module.css";
import { SummaryNote } from "./SummaryNote";
import type { Summary } from "./use-courses";

export type Kind = "courses" | "lecturers";

/** A file to fill in, and the file that comes back: looked through first, then applied. */
export function Upload({ kind }: { kind: Kind }) {
  const [file, setFile] = useState<File | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const id = useId();
  const announce = useAnnounce();
  const looking = useMutation({
    mutationFn: (one: File) => tellFile<Summary>(`/api/${kind}/import?dry=1`, one),
  });
  const applying = useMutation({
    mutationFn: (one: File) => tellFile<Summary>(`/api/${kind}/import?apply=good`, one),
    onSuccess: () => {
      announce(t("Applied."));
      void queryClient.invalidateQueries({ queryKey: ["lookup"] });
      return queryClient.invalidateQueries({ queryKey: ["courses"] });
    },
  });

  function take(one: File | undefined) {
    if (chooser.current) chooser.current.value = "";
    if (!one) return;
    setFile(one);
    applying.reset();
    looking.mutate(one);
  }

  function leave() {
    setFile(null);
    looking.reset();
    applying.reset();
  }

  const error = applying.error ?? looking.error;
  const summary = applying.data ?? looking.data;
  return (
    <section className={styles.upload} aria-labelledby={id}>
      <h2 id={id}>
        {opening(kind)} {t("as a file")}
      </h2>
      <p className={styles.buttons}>
        <Button
          component="a"
          href={`/api/${kind}/export`}
          download={`${kind}.csv`}
          variant="default"
          leftSection={<Icon name="down" />}
        >
          {t("Download")} {kind}
        </Button>
        <Button
          variant="default"
          leftSection={<Icon name="upload" />}
          loading={looking.isPending}
          onClick={() => chooser.current?.click()}
        >
          {t("Upload")} {kind}
        </Button>
      </p>
      <input
        ref={chooser}
        type="file"
        accept=".csv,text/csv"
        aria-label={t("{kind} as CSV", { kind: opening(kind) })}
        tabIndex={-1}
        className={styles.chooser}
        onChange={(event) => take(event.currentTarget.files?.[0])}
      />
      {error ? <ProblemNote problem={problemOf(error)} /> : null}
      {file && summary ? (
        <SummaryNote
          file={file.name}
          summary={summary}
          pending={applying.isPending}
          onApply={() => applying.mutate(file)}
          onLeave={leave}
        />
      ) : null}
    </section>
  );
}
